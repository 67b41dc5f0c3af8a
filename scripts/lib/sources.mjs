// vsce compares every file below its folder with every pattern: with the installations in test/ that is
// 40,000 files and most of a minute. So it is shown a copy without the folders that never ship.
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'

const neverShipped = ['.git', 'node_modules', 'out', 'test', 'test-results', 'coverage', '.vscode-test']

/** Copies an extension's folder, without what never ships, to a new throw-away folder and returns that. */
export function copySources(source) {
  const copy = mkdtempSync(join(tmpdir(), 'bsc-sources-'))
  const root = source.endsWith(sep) ? source : source + sep
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !neverShipped.includes(path.slice(root.length).split(sep)[0] ?? ''),
  })
  return copy
}
