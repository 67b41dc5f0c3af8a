import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  EMPTY_FORM,
  FORM_LIMITS,
  formProblems,
  formText,
  type UseCaseForm,
} from '../../../src/core/bedrock/access.ts'
import { agreementRequest, formRequest } from '../../../src/core/bedrock/accessRequest.ts'
import { isPrivateAddress, median } from '../../../src/core/bedrock/address.ts'

const FILLED: UseCaseForm = {
  companyName: 'Example Corp',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Software',
  otherIndustryOption: '',
  useCases: 'Writing code with Cline',
}

describe('the use-case form', () => {
  it('is empty until the user types: nothing in it is ever made up', () => {
    assert.deepEqual([...new Set(Object.values(EMPTY_FORM))], [''])
  })

  it('can be sent when every field but the other industry is filled in', () => {
    assert.deepEqual(formProblems(FILLED), {})
    assert.deepEqual(
      Object.keys(formProblems(EMPTY_FORM)).sort(),
      Object.keys(EMPTY_FORM)
        .filter((field) => field !== 'otherIndustryOption')
        .sort(),
    )
  })

  for (const [field, limit] of Object.entries(FORM_LIMITS)) {
    it(`${field} takes ${limit} characters and no more`, () => {
      if (field !== 'intendedUsers') {
        assert.deepEqual(formProblems({ ...FILLED, [field]: 'x'.repeat(limit) }), {})
      }
      assert.deepEqual(Object.keys(formProblems({ ...FILLED, [field]: 'x'.repeat(limit + 1) })), [field])
    })
  }

  it('knows three kinds of users', () => {
    for (const intendedUsers of ['0', '1', '2']) {
      assert.deepEqual(formProblems({ ...FILLED, intendedUsers }), {})
    }
    assert.deepEqual(Object.keys(formProblems({ ...FILLED, intendedUsers: '3' })), ['intendedUsers'])
  })

  it('stays below AWS’s 16384 bytes in any script', () => {
    assert.deepEqual(Object.keys(formProblems({ ...FILLED, useCases: '字'.repeat(8000) })), ['useCases'])
  })
})

describe('requests for the administrator', () => {
  const input = { account: '111122223333', region: 'eu-central-1', baseModelId: 'anthropic.claude-sonnet-5' }

  it('carry the answers to read and the same answers to send', () => {
    const text = formRequest(input, FILLED)
    assert.ok(text.includes(`printf %s '${formText(FILLED)}' > use-case-form.json`))
    assert.match(text, /# Company: 'Example Corp'/)
  })

  it('run in a shell as two commands that hand over the very answers, whatever was typed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'request-'))
    const shell = (text: string) =>
      execFileSync('sh', ['-e', '-c', `aws() { echo "$#" >&2; }\n${text}`], { cwd: folder, stdio: 'pipe' })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (useCases) => {
        const form = { ...FILLED, useCases }
        shell(formRequest(input, form))
        const handed = readFileSync(join(folder, 'use-case-form.json'), 'utf8')
        assert.deepEqual(JSON.parse(handed), JSON.parse(formText(form)))
        assert.deepEqual(readdirSync(folder), ['use-case-form.json'])
      }),
      {
        numRuns: 60,
        examples: [["'; touch broken; '"], ['$(touch broken)\n`touch broken`'], ["it's\u2028so\0"]],
      },
    )
    rmSync(folder, { recursive: true, force: true })
  })

  it('carry nothing out in a shell that takes no remarks, as that of macOS when something is pasted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'request-'))
    const bad = '$(touch owned) `touch owned` ; touch owned\n; touch owned # | touch owned'
    const form = { ...FILLED, companyName: bad, companyWebsite: bad, otherIndustryOption: bad, useCases: bad }
    const text = [
      formRequest({ ...input, region: bad, account: bad }, form),
      agreementRequest({ ...input, baseModelId: bad }, bad),
    ].join('\n')
    for (const line of text.split('\n').filter((each) => each.startsWith('#'))) {
      // What is left when the hash means nothing; the words of ours are no commands.
      spawnSync('sh', ['-c', line.replace(/^#/, ':')], { cwd: folder, stdio: 'ignore' })
    }
    assert.deepEqual(readdirSync(folder), [])
    rmSync(folder, { recursive: true, force: true })
  })

  it('ask for the agreement with the offer that AWS has then', () => {
    const text = agreementRequest(input, 'https://example.com/terms')
    assert.match(
      text,
      /create-foundation-model-agreement --region eu-central-1 --model-id anthropic\.claude-sonnet-5/,
    )
    assert.match(text, /aws-marketplace:Subscribe/)
    assert.match(text, /https:\/\/example\.com\/terms/)
  })

  it('name the AWS CLI that has these commands, before the first of them', () => {
    for (const text of [formRequest(input, FILLED), agreementRequest(input)]) {
      const said = text.indexOf('AWS CLI from version 2.27.42 on, or in its first generation from 1.40.42 on')
      assert.ok(said !== -1 && said < text.indexOf('aws bedrock'), text)
    }
  })
})

describe('the way to Bedrock', () => {
  const table: [string, boolean][] = [
    ['10.0.0.1', true],
    ['172.16.5.4', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['::ffff:10.1.2.3', true],
    ['fd12:3456::1', true],
    ['2600:1f18::1', false],
    ['127.0.0.1', false],
    ['52.94.133.131', false],
    ['300.1.1.1', false],
  ]
  for (const [address, wanted] of table) {
    it(`${address} is ${wanted ? 'a private network' : 'no private network'}`, () => {
      assert.equal(isPrivateAddress(address), wanted)
    })
  }

  it('is timed by the middle of a few requests, so that one slow one tells nothing', () => {
    assert.equal(median([900, 24, 25]), 25)
    assert.equal(median([4, 2]), 2)
    assert.equal(median([]), 0)
  })
})
