import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipEntries } from './zip.ts'

const ROOT = new URL('../../../', import.meta.url).pathname

// Everything that a user downloads. A file that is neither here nor a part of dist/cli has no business there.
const SHIPPED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/aws.cjs',
  'dist/cli.js',
  'dist/extension.cjs',
  'dist/webview/chunk.js',
  'dist/webview/later.js',
  'dist/webview/main.js',
  'dist/webview/styles.css',
  'dist/wizard.cjs',
  'media/icon.png',
  'media/l10n/bundle.l10n.zh-cn.json',
  'media/walkthrough/answer.svg',
  'media/walkthrough/credentials.svg',
  'media/walkthrough/secure.svg',
  'media/walkthrough/write.svg',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
]
const withoutParts = (files: string[]) => files.filter((file) => !/^dist\/cli\/[\w-]+\.js$/.test(file)).sort()

describe('what is shipped', () => {
  it('is exactly the product: `npx vsce ls` names no test, source or secret', () => {
    const { status, stdout, stderr } = spawnSync('npx', ['--no-install', 'vsce', 'ls'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
    assert.equal(stderr, '', 'a warning')
    assert.deepEqual(withoutParts(stdout.trim().split('\n')), SHIPPED)
  })

  it('is a VSIX of under 1.5 MB, with the same files in it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vsix-'))
    try {
      const path = join(folder, 'extension.vsix')
      const run = spawnSync(process.execPath, [join(ROOT, 'scripts/package.mjs'), path], { encoding: 'utf8' })
      assert.equal(run.status, 0, run.stderr)
      const archive = readFileSync(path)
      assert.ok(archive.length < 1_500_000, `${archive.length} bytes`)
      const inside = zipEntries(archive).map(({ name }) => name)
      const files = inside.filter((name) => name.startsWith('extension/')).map((name) => name.slice(10))
      // vsce gives two of them names of its own.
      const named = files.map(
        (name) =>
          ({ 'readme.md': 'README.md', 'changelog.md': 'CHANGELOG.md', 'LICENSE.txt': 'LICENSE' })[name] ??
          name,
      )
      assert.deepEqual(withoutParts(named), SHIPPED)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
