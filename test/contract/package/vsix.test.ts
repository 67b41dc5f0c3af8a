import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipEntries, zipText } from './zip.ts'

const ROOT = new URL('../../../', import.meta.url).pathname

// Everything that a user downloads. A file that is neither here nor a part of dist/cli has no business there.
const SHIPPED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/ThirdPartyNotices.txt',
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

/** Makes a VSIX with `scripts/package.mjs` and gives its bytes. */
function makeVsix(...options: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'vsix-'))
  try {
    const path = join(folder, 'extension.vsix')
    const script = join(ROOT, 'scripts/package.mjs')
    const run = spawnSync(process.execPath, [script, path, ...options], { encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The addresses of a Markdown text's links and pictures. */
const addressesIn = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = '']) => address)

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
    const archive = makeVsix()
    assert.ok(archive.length < 1_500_000, `${archive.length} bytes`)
    const inside = zipEntries(archive).map(({ name }) => name)
    const files = inside.filter((name) => name.startsWith('extension/')).map((name) => name.slice(10))
    // vsce gives three of them names of its own.
    const named = files.map(
      (name) =>
        ({ 'readme.md': 'README.md', 'changelog.md': 'CHANGELOG.md', 'LICENSE.txt': 'LICENSE' })[name] ??
        name,
    )
    assert.deepEqual(withoutParts(named), SHIPPED)
  })

  it('has pictures and links that a shop can show, once the repository has an address', () => {
    const archive = makeVsix('--repository', 'https://github.com/example/bedrock-setup')
    const addresses = addressesIn(zipText(archive, 'extension/readme.md'))
    const [pictures, links] = [
      addresses.filter((each) => /\.png$/.test(each)),
      addresses.filter((each) => !/\.png$/.test(each)),
    ]
    assert.ok(pictures.length > 4 && links.length > 8, addresses.join('\n'))
    for (const [kind, of] of Object.entries({ raw: pictures, blob: links })) {
      const base = `https://github.com/example/bedrock-setup/${kind}/HEAD/`
      assert.deepEqual(
        of.filter((each) => !each.startsWith(base)),
        [],
      )
    }
    const { repository } = JSON.parse(zipText(archive, 'extension/package.json'))
    assert.equal(repository.url, 'https://github.com/example/bedrock-setup')
    const shop = zipText(archive, 'extension.vsixmanifest')
    assert.match(shop, /<Description[^>]*>From an AWS account to a Cline/, 'no key of a translation')
  })

  it('takes the addresses of any other forge, and refuses what no shop would show', () => {
    const base = 'https://git.example.com/team/x/-'
    const archive = makeVsix(
      '--base-content-url',
      `${base}/blob/main`,
      '--base-images-url',
      `${base}/raw/main`,
    )
    const text = zipText(archive, 'extension/readme.md')
    assert.ok(text.includes(`${base}/raw/main/docs/pictures/tour.png`))
    assert.ok(text.includes(`${base}/blob/main/docs/diagnoses.md#throttled`))
    const options = ['scripts/package.mjs', '--repository', 'http://example.com/x']
    const run = spawnSync(process.execPath, options, { cwd: ROOT, encoding: 'utf8' })
    assert.equal(run.status, 1)
    assert.match(run.stderr, /--repository must be an https address/)
  })

  it('says whose code is in it, each with its licence', () => {
    const text = readFileSync(join(ROOT, 'dist/ThirdPartyNotices.txt'), 'utf8')
    const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    // What a user of the page, of AWS and of a proxy surely gets.
    for (const name of [
      '@aws-sdk/client-sts',
      '@smithy/core',
      '@vscode/l10n',
      '@vscode/webview-ui-toolkit',
      'diff',
      'jsonc-parser',
      'socks-proxy-agent',
      'zod',
    ]) {
      const version = own.devDependencies[name]
      assert.ok(new RegExp(`^${name} ${version} \\(`, 'm').test(text), `${name} ${version}`)
    }
    for (const name of ['@microsoft/fast-foundation', 'lit-html', 'tslib']) {
      assert.ok(new RegExp(`^${name} \\d`, 'm').test(text), `${name}, which comes with another`)
    }
    for (const licence of [
      /Apache License\s+Version 2\.0/,
      /Permission is hereby granted/,
      /Redistribution and use/,
    ]) {
      assert.ok(licence.test(text), String(licence))
    }
    for (const never of ['mocha', 'typescript', 'playwright-core']) {
      assert.ok(!new RegExp(`^${never} \\d`, 'm').test(text), never)
    }
  })
})
