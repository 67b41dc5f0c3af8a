import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { consoleLink } from '../../../src/core/diagnosis/consoleLinks.ts'
import { awsCommand, quote } from '../../../src/core/diagnosis/quote.ts'

/** What a POSIX shell makes of a command line: its words. */
function wordsOf(command: string): string[] {
  const script = `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}\n`
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: {} })
  assert.deepEqual([status, stderr], [0, ''])
  return stdout.split('\0').slice(0, -1)
}

const ODD = [
  "o'brien",
  'two words',
  '$(touch pwned)',
  '`id`',
  'a; rm -rf ~',
  'a && b',
  'a|b',
  '"quoted"',
  "';id;'",
  '-profile',
  '--endpoint-url=https://example.com',
  '*',
  '~root',
  '#comment',
  '!!',
  '\\',
  '',
  '=ls',
  'é中文',
]

describe('a command to paste into a POSIX shell', () => {
  for (const name of ODD) {
    it(`hands the profile ${JSON.stringify(name)} on as it is`, () => {
      const words = wordsOf(awsCommand('sso login', name, 'linux') ?? '')
      const profile = name.startsWith('-') ? [`--profile=${name}`] : ['--profile', name]
      assert.deepEqual(words, ['sso', 'login', ...profile])
    })
  }

  it('cannot be broken out of by any name', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '\\',
      '$',
      '`',
      ';',
      ' ',
      '-',
      '(',
      ')',
      '|',
      '&',
      'a',
      '\n',
      '\u001b',
      '!',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const name = pieces.join('')
        const quoted = quote(name, 'darwin')
        if (quoted === undefined) {
          assert.ok(name.includes('\n') || name.includes('\u001b'))
        } else {
          assert.deepEqual(wordsOf(`aws ${quoted}`), [name])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a command to paste into PowerShell or cmd', () => {
  it('leaves plain names alone and quotes blanks', () => {
    assert.equal(awsCommand('login', 'dev', 'win32'), 'aws login --profile dev')
    assert.equal(awsCommand('login', 'my dev', 'win32'), 'aws login --profile "my dev"')
    assert.equal(awsCommand('login', '-x y', 'win32'), 'aws login --profile="-x y"')
  })

  it('is not offered for a name that one of the two shells would read', () => {
    for (const character of [
      '"',
      '$',
      '`',
      '%',
      '!',
      '\\',
      '^',
      '&',
      '|',
      '<',
      '>',
      '\u201c',
      '\u201d',
      '\u201e',
      '\n',
      '\u202e',
    ]) {
      assert.equal(quote(`a${character}b`, 'win32'), undefined, JSON.stringify(character))
    }
  })

  it('has only plain words or whole strings, for any name', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const quoted = quote(name, 'win32') ?? ''
        assert.match(quoted, /^(?:[A-Za-z0-9_.:/-]*|"[^"$`%!\\^&|<>\r\n]*")$/)
      }),
    )
  })
})

describe('a link into the console', () => {
  it("opens the partition's own console in the region", () => {
    assert.equal(
      consoleLink('model-catalog', 'eu-central-1'),
      'https://eu-central-1.console.aws.amazon.com/bedrock/home?region=eu-central-1#/model-catalog',
    )
    assert.match(
      consoleLink('model-access', 'us-gov-east-1'),
      /^https:\/\/us-gov-east-1\.console\.amazonaws-us-gov\.com\//,
    )
    assert.match(
      consoleLink('iam', 'us-gov-east-1'),
      /^https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com\/iam\//,
    )
    assert.match(consoleLink('quotas', 'cn-north-1'), /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//)
    assert.match(consoleLink('support', 'us-east-1'), /^https:\/\/support\.console\.aws\.amazon\.com\//)
  })

  it('never leaves AWS, whatever the region is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constant('evil.example/'), fc.constant('us-east-1.evil.example#')),
        (region) => {
          const { hostname } = new URL(consoleLink('quotas', region))
          assert.match(
            hostname,
            /\.console\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|amazonaws-eusc\.eu)$/,
          )
        },
      ),
    )
  })
})
