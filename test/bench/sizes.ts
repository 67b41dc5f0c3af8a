import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipEntries } from '../contract/package/zip.ts'
import { against } from './figures.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const kilobytes = (bytes: number) => bytes / 1000

/** What a start reads, what a user downloads, and what is in it. */
export function reportSizes(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const path = join(folder, 'extension.vsix')
    const run = spawnSync(process.execPath, [join(ROOT, 'scripts/package.mjs'), path], { encoding: 'utf8' })
    if (run.status !== 0) {
      throw new Error(run.stderr)
    }
    const archive = readFileSync(path)
    const entries = zipEntries(archive)
    const parts = entries.filter(({ name }) => name.startsWith('extension/dist/cli/'))
    const others = entries.filter((entry) => !parts.includes(entry))
    const line = (name: string, size: number, packed: number) =>
      `  ${name.padEnd(48)} ${kilobytes(size).toFixed(1).padStart(8)} kB, packed ${kilobytes(packed).toFixed(1).padStart(7)} kB`
    const sum = (key: 'size' | 'packed') => parts.reduce((total, entry) => total + entry[key], 0)
    return [
      against(
        'eager bundle, dist/extension.cjs',
        kilobytes(statSync(join(ROOT, 'dist/extension.cjs')).size),
        60,
        'kB',
      ),
      against('VSIX', kilobytes(archive.length), 1500, 'kB'),
      `${entries.length} files in it:`,
      ...others.map(({ name, size, packed }) => line(name, size, packed)),
      line(`extension/dist/cli/ (${parts.length} files)`, sum('size'), sum('packed')),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
