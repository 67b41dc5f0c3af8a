// The licences of everything that is inside the bundles: they must go where the code goes.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']

// What was not bundled but made into tables here.
const DATA = [
  {
    name: '@cline/llms',
    license: 'Apache-2.0',
    what: 'the models, limits and prices of src/core/settings/clineCatalogue.ts',
  },
  { name: 'botocore', license: 'Apache-2.0', what: 'the regions of src/core/bedrock/regionTable.ts' },
]

const MIT = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`

/** The folders of the packages whose code is in a build's outputs, from esbuild's metafiles. */
export function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => PACKAGE.exec(file)?.[1]),
    ),
  )
  return [...new Set(inputs.filter((folder) => folder !== undefined))].sort()
}

/** Name, version, licence and its text. Throws for a licence that may not be shipped, or that has no text. */
function packageNotice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!PERMISSIVE.includes(license)) {
    throw new Error(`${name} has the licence ${license}: may it be shipped?`)
  }
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notices?)(\.|$)/i.test(file))
  const texts = files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  const holder = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`
  return { title: `${name} ${version} (${license})`, license, text: texts.join('\n\n'), holder }
}

/** The text of ThirdPartyNotices.txt: each licence once, below the names of the packages that have it. */
export function notices(metafiles) {
  const found = bundledPackages(metafiles).map(packageNotice)
  // Some packages of a family come without the file that their sisters have.
  const apache = found.find(({ license, text }) => license === 'Apache-2.0' && text !== '')?.text
  const complete = found.map((each) => {
    const standard = { MIT: MIT(each.holder), 'Apache-2.0': apache }[each.license]
    const text = each.text || standard
    if (text === undefined) {
      throw new Error(`${each.title} comes without the text of its licence.`)
    }
    return { ...each, text }
  })
  const byText = new Map()
  for (const { text, title } of complete) {
    byText.set(text, [...(byText.get(text) ?? []), title])
  }
  const parts = [...byText].map(([text, titles]) => [...titles, '', text].join('\n'))
  const data = DATA.map(({ name, license, what }) => `${name} (${license}): ${what}`)
  return [
    'Bedrock Setup for Cline contains code of the packages below, each under its own licence.',
    ['Tables made from the data of:', ...data].join('\n'),
    ...parts,
  ].join(`\n\n${'-'.repeat(72)}\n\n`)
}
