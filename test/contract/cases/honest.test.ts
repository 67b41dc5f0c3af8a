import assert from 'node:assert/strict'
import { judge, loadCases, OWN_CASES, type Report } from './run.ts'
import type { RecordedCase } from './standIn.ts'

const own = (note: string): RecordedCase => {
  const found = loadCases(OWN_CASES).find((each) => each.note === note)
  assert.ok(found, note)
  return found
}

const report = async (recorded: RecordedCase, ...extra: string[]): Promise<Report> =>
  JSON.parse((await judge(recorded, extra)).output) as Report

const check = ({ checks }: Report, id: string) => {
  const found = checks.find((each) => each.id === id)
  assert.ok(found)
  return found
}

const KEYS = 'aws_access_key_id = {{ACCESS_KEY_ID}}\naws_secret_access_key = {{SECRET_ACCESS_KEY}}\n'
const refused = (code: string, message: string) => ({
  service: 'sts',
  operation: 'GetCallerIdentity',
  http: {
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  },
})
const unknownKey = refused('InvalidClientTokenId', 'The security token included in the request is invalid.')

describe('the command line tells what it knows, and no more', () => {
  it("shows AWS's own words, name, status and request id where nothing known fits", async () => {
    const { summary } = check(await report(own('nothing known')), 'test-prompt')
    for (const part of ['The gizmo declined.', 'UnprocessableThingException', '422']) {
      assert.ok(summary.includes(part), part)
    }
    assert.match(summary, /\b[0-9a-f]{8}-[0-9a-f-]{27}\b/, 'the request id')
    const { details = {} } = check(await report(own('nothing known'), '--verbose'), 'test-prompt')
    assert.ok(Object.values(details).includes('The gizmo declined.'))
  })

  it('names the variable that acts against the choice, and no verdict changes by it', async () => {
    const stray = own('a key in the environment does not override keys')
    const credentials = check(await report(stray, '--verbose'), 'credentials')
    assert.equal(credentials.status, 'pass')
    assert.match(credentials.notes?.[0] ?? '', /^AWS_BEARER_TOKEN_BEDROCK is set/)
    assert.equal('notes' in check(await report(stray), 'credentials'), false, 'the promised keys only')
  })

  it('says in which file and line refused keys stand, also along a chain of profiles', async () => {
    const chained: RecordedCase = {
      id: 'chained',
      kind: 'local',
      auth: 'profile',
      profile: 'top',
      files: {
        '~/.aws/config':
          '[profile top]\nrole_arn = arn:aws:iam::444455556666:role/R\nsource_profile = base\nregion = us-east-1\n',
        '~/.aws/credentials': `[other]\n${KEYS}\n[base]\n${KEYS}`,
      },
      also: [{ ...unknownKey, operation: 'AssumeRole' }],
      expect: 'access-key-invalid',
    }
    const { remedies, summary } = check(await report(chained), 'credentials')
    assert.match(summary, /profile base/)
    assert.ok(
      remedies.some((text) => /\.aws\/credentials:5$/.test(text)),
      remedies.join('\n'),
    )
  })

  it('tells a temporary key without its token from one that AWS has deleted', async () => {
    const { summary } = check(await report(own('temporary key without its token')), 'credentials')
    assert.match(summary, /lacks its session token/)
    const { remedies } = check(
      await report(own('stray session token beside a long-lived key')),
      'credentials',
    )
    assert.ok(remedies.some((text) => /begins with AKIA has none/.test(text)))
  })
})
