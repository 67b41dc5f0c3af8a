import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundledPackages, notices } from '../../../scripts/lib/notices.mjs'

const metafile = (inputs: Record<string, number>) => ({
  outputs: {
    'dist/x.js': {
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }]),
      ),
    },
  },
})

describe('The licences of what is shipped', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'notices-'))
  })

  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Makes a package; gives the path of its code. */
  function add(name: string, license: string, text?: string): string {
    const at = join(folder, 'node_modules', name)
    mkdirSync(at, { recursive: true })
    writeFileSync(
      join(at, 'package.json'),
      JSON.stringify({ name, version: '1.2.3', license, author: 'Ann' }),
    )
    if (text !== undefined) {
      writeFileSync(join(at, 'LICENSE.md'), text)
    }
    return join(at, 'lib/index.js')
  }

  it('are those of packages whose code is really in a bundle, nested and scoped ones too', () => {
    const found = bundledPackages([
      metafile({
        'node_modules/@a/b/x.js': 1,
        'node_modules/c/node_modules/d/y.js': 2,
        'node_modules/shaken/z.js': 0,
        'src/own.ts': 9,
      }),
    ])
    assert.deepEqual(found, ['node_modules/@a/b', 'node_modules/c/node_modules/d'])
  })

  it('stand there once for all packages that share one', () => {
    const text = notices([
      metafile({ [add('one', 'ISC', 'Same text')]: 1, [add('two', 'ISC', 'Same text')]: 1 }),
    ])
    assert.match(text, /^one 1\.2\.3 \(ISC\)\ntwo 1\.2\.3 \(ISC\)\n\nSame text$/m)
  })

  it('are filled in where a package has only the name of a usual one', () => {
    assert.match(
      notices([metafile({ [add('bare', 'MIT')]: 1 })]),
      /Copyright \(c\) Ann\n[\s\S]*free of charge/,
    )
  })

  it('stop the build where one may not be shipped, or has no text', () => {
    assert.throws(
      () => notices([metafile({ [add('strict', 'GPL-3.0', 'x')]: 1 })]),
      /strict has the licence GPL/,
    )
    assert.throws(() => notices([metafile({ [add('mute', 'BSD-3-Clause')]: 1 })]), /mute .* without the text/)
  })
})
