import assert from 'node:assert/strict'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import { healthReport, type ReportContext } from '../../../src/core/report/healthReport.ts'
import {
  clineSection,
  networkSection,
  subjectSection,
  writesSection,
} from '../../../src/core/report/reportRows.ts'
import type { ClineStatus } from '../../../src/core/settings/types.ts'
import { explained } from '../../page/support/fixtures.ts'
import { fakeCline, healthyAws, openSession, PROFILE } from '../wizard/fakes.ts'

const SECRET_OF_ENV = 'made-up-value-of-the-environment'
const AT = '2026-05-01T10:00:00.000Z'
const inWords = (language: string) => (iso: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  )
const STATUS: ClineStatus = {
  provider: 'bedrock',
  auth: 'profile',
  profile: 'work',
  region: 'eu-central-1',
  modelId: PROFILE.id,
  dataDir: '/home/alice/.cline/data',
  managed: false,
  locked: {},
  place: {
    dataDirs: ['/home/alice/.cline/data'],
    providers: ['/home/alice/.cline/data/settings/providers.json'],
    variables: ['CLINE_DIR'],
    version: '4.1.13',
    reads: 'three',
  },
  blocker: { id: 'cline-settings-unreadable', facts: {} },
}
const CONTEXT: ReportContext = {
  at: AT,
  language: 'en',
  when: inWords('en'),
  home: '/home/alice',
  sections: [
    subjectSection({ of: 'cline', auth: 'profile', profile: 'work', region: 'eu-central-1' }),
    clineSection({
      installed: true,
      version: '4.1.13',
      running: true,
      second: 'Cline (Nightly)',
      bundle: 'next',
      status: STATUS,
      seen: {
        phase: 'probable',
        windows: [{ pid: 7, name: 'x', stale: true, asked: false }],
        apps: [{ name: 'JetBrains', running: false }],
      },
    }),
    writesSection(
      [
        {
          name: 'b',
          at: '2026-04-30T08:00:00.000Z',
          kind: 'apply',
          takenBack: true,
          from: {},
          to: { provider: 'bedrock', region: 'eu-central-1' },
          files: [],
          holdsSecrets: false,
        },
      ],
      inWords('en'),
    ),
    networkSection({
      env: {
        https_proxy: 'http://bob:hunter2hunter2@proxy.example.com:3128',
        NO_PROXY: '.internal',
        NODE_EXTRA_CA_CERTS: '/home/alice/ca.pem',
        AWS_ENDPOINT_URL_STS: 'https://sts.example.com',
        AWS_SECRET_ACCESS_KEY: SECRET_OF_ENV,
        PATH: '/usr/bin',
      },
      strictSsl: false,
    }),
  ],
  origins: [
    {
      value: 'region',
      sources: [
        { name: 'Chosen here', value: 'eu-central-1', state: 'used' },
        {
          name: 'AWS_REGION',
          value: 'us-east-1',
          state: 'shadowed',
          note: 'Cline’s setting wins.',
          alarm: true,
        },
      ],
    },
  ],
}
const SECRET = 'wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY'

const good: CheckResult = {
  id: 'region',
  status: 'pass',
  summary: 'Answers | in us-east-1.',
  facts: [{ label: 'AWS request id', value: 'made-up-id' }],
  durationMs: 12.4,
}
const bad: CheckResult = {
  id: 'test-prompt',
  status: 'fail',
  summary: 'Refused.',
  diagnosis: { id: 'iam-permission-missing', facts: {} },
  facts: [],
  explanation: {
    ...explained('AWS refused'),
    what: `For account 111122223333 with ${SECRET}, as arn:aws:sts::111122223333:assumed-role/Dev/alice@example.com, asked by bob@example.org, in C:\\Users\\carol\\.aws and /home/alice/.aws/config.`,
  },
  durationMs: 2100,
}

describe('The health report', () => {
  const text = healthReport({ overall: 'fail', checks: [good, bad] }, CONTEXT)
  const json = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '')
  const markdown = text.slice(0, text.indexOf('## JSON'))

  it('says what failed, what to do, and AWS’s request id', () => {
    assert.match(markdown, /## test-prompt: AWS refused/)
    assert.match(markdown, /- Ask an administrator to allow it\./)
    assert.match(markdown, /Request id: `00000000-/)
    assert.match(markdown, /Answers \\\| in us-east-1/, 'a bar in a text breaks no table')
  })

  const SAID: [what: string, said: RegExp][] = [
    ['when, in the reader’s words', /Made at May 1, 2026, 10:00:00\sAM UTC\./],
    ['each check’s time', /✓ Answers.*\| 12 ms \|.*\n.*✗ Refused.*\| 2\.1 sec \|/],
    ['AWS’s request id in the table', /✓ Answers.* \(AWS request id made-up-id\) \|/],
    ['the diagnosis’ id', /`iam-permission-missing`/],
    ['what was examined', /Taken from \| what Cline is set to \|\n\| Credentials \| Profile work/],
    ['Cline’s version and bundle', /Version \| 4\.1\.13.*\n.*yes.*\n.*bundles \| the newer one/],
    ['a second Cline', /Also installed \| Cline \(Nightly\)/],
    ['Cline’s folders and what moved them', /Folders \| ~\/\.cline\/data[\s\S]*Moved by \| CLINE_DIR/],
    ['why nothing is written', /Not written, because \| cline-settings-unreadable/],
    ['what other Clines hold', /1, 1 of them with older settings[\s\S]*JetBrains/],
    ['the last writes', /Apr 30, 2026, 8:00:00\sAM UTC \| written: bedrock · eu-central-1: taken back later/],
    ['proxies', /https_proxy \| http:\/\/\[hidden\]@proxy\.example\.com:3128/],
    ['exceptions and certificates', /NODE_EXTRA_CA_CERTS \| ~\/ca\.pem[\s\S]*NO_PROXY \| \.internal/],
    ['that certificates are not checked', /http\.proxyStrictSSL \| false/],
    ['addresses from the environment', /AWS_ENDPOINT_URL_STS \| https:\/\/sts\.example\.com/],
    ['variables that are in the way', /region \| AWS_REGION \| us-east-1 \| ! loses \| Cline’s setting wins/],
  ]
  for (const [what, said] of SAID) {
    it(`says ${what}`, () => assert.match(markdown, said))
  }

  it('has the same for programs, with times that every program reads', () => {
    assert.equal(json.report.at, AT)
    assert.equal(json.report.cline.folders, '~/.cline/data')
    assert.equal(json.report.examined.from, 'what Cline is set to')
    assert.ok('2026-04-30T08:00:00.000Z' in json.report.writes)
    assert.equal(json.report.origins[0].sources[1].state, 'shadowed')
  })

  it('writes times and numbers as the language does', () => {
    const chinese = healthReport(
      { overall: 'fail', checks: [good, bad] },
      { ...CONTEXT, language: 'zh-cn', when: inWords('zh-cn') },
    )
    assert.match(chinese, /2026年5月1日/)
    assert.match(chinese, /2\.1 秒/)
  })

  it('ends with the document of doctor --json', () => {
    const { schemaVersion, overall, checks } = json
    assert.equal(schemaVersion, 1)
    assert.equal(overall, 'fail')
    assert.deepEqual(
      checks.map(({ id, status }: { id: string; status: string }) => [id, status]),
      [
        ['region', 'pass'],
        ['test-prompt', 'fail'],
      ],
    )
  })

  it('holds neither secret nor account number', () => {
    assert.ok(!text.includes(SECRET))
    assert.ok(!text.includes(SECRET_OF_ENV))
    assert.doesNotMatch(text, /111122223333|hunter2/)
  })

  it('names no person: no e-mail address, no session, no home folder', () => {
    assert.doesNotMatch(text, /alice|bob|carol/)
    assert.match(text, /assumed-role\/Dev\/…/, 'the role stays: its rights are what it is about')
  })

  it('is made of the wizard’s own choice and bills no prompt', async () => {
    let prompts = 0
    const aws = healthyAws()
    const counting = {
      ...aws,
      converse(...call: Parameters<typeof aws.converse>) {
        prompts += 1
        return aws.converse(...call)
      },
    }
    const { session } = openSession({ aws: counting })
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    const { checks } = await session.examine(new AbortController().signal)
    assert.equal(prompts, 1)
    assert.equal(checks.find(({ id }) => id === 'credentials')?.status, 'pass')
    assert.equal(
      checks.find(({ id }) => id === 'test-prompt')?.status,
      'pass',
      'the prompt that was sent counts',
    )
  })

  it('is made of what Cline is set to while nothing is chosen, and says so', async () => {
    const present = {
      auth: { kind: 'profile' as const, profile: 'work' },
      region: 'eu-central-1',
      modelId: PROFILE.id,
      baseModelId: PROFILE.id.slice(3),
      modes: ['plan' as const, 'act' as const],
    }
    const cline = fakeCline({ present: () => Promise.resolve({ ok: true, value: present }) })
    const { session } = openSession({ cline })
    await session.idle()
    const { of, profile, region, modelId } = await session.examine(new AbortController().signal)
    assert.deepEqual([of, profile, region, modelId], ['cline', 'work', 'eu-central-1', PROFILE.id])
  })

  it('looks at plan mode’s own model, too, and says whether that has answered a prompt', async () => {
    const plan = 'eu.no-such-model-v1:0'
    const present = {
      auth: { kind: 'profile' as const, profile: 'work' },
      region: 'eu-central-1',
      modelId: PROFILE.id,
      baseModelId: PROFILE.id.slice(3),
      planModel: { modelId: plan, baseModelId: plan.slice(3) },
      modes: ['plan' as const, 'act' as const],
    }
    const cline = fakeCline({ present: () => Promise.resolve({ ok: true, value: present }) })
    const { session } = openSession({ cline })
    await session.idle()
    const examined = await session.examine(new AbortController().signal)
    assert.deepEqual([examined.planModelId, examined.planPrompt], [plan, 'not-sent'])
    const access = examined.checks.find(({ id }) => id === 'model-access')
    assert.deepEqual([access?.status, access?.diagnosis?.facts.modelId], ['fail', plan])
    const rows = subjectSection(examined).rows.map(({ key, value }) => [key, value])
    assert.deepEqual(
      rows.filter(([key]) => key?.startsWith('plan')),
      [
        ['planModel', plan],
        ['planPrompt', 'none was sent'],
      ],
    )
  })

  it('says that plan mode’s model has answered once the wizard’s prompt went to both', async () => {
    const { session } = openSession()
    session.dispatch({ type: 'chooseProfile', profile: 'work' })
    await session.idle()
    session.dispatch({ type: 'choosePlanModel', modelId: PROFILE.arn })
    await session.idle()
    const look = async () => (await session.examine(new AbortController().signal)).planPrompt
    assert.equal(await look(), 'not-sent')
    session.dispatch({ type: 'sendPrompt' })
    await session.idle()
    assert.equal(await look(), 'answered')
  })

  it('is made of AWS’s default chain only where there is neither', async () => {
    const { session } = openSession({
      cline: fakeCline({ present: async () => ({ ok: true, value: undefined }) }),
    })
    await session.idle()
    const { of, auth } = await session.examine(new AbortController().signal)
    assert.deepEqual([of, auth], ['default', 'default'])
  })
})
