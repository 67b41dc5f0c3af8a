import assert from 'node:assert/strict'
import { checkClineSettings } from '../../../src/app/checks/clineSettings.ts'
import type { CheckRun } from '../../../src/app/checks/context.ts'
import { checkModelAccess } from '../../../src/app/checks/modelAccess.ts'
import { checkSecurity } from '../../../src/app/checks/security.ts'
import { openRun } from '../../../src/app/doctor.ts'
import type { Aws, ClineFiles } from '../../../src/app/ports.ts'
import type { CheckResult } from '../../../src/core/checks/check.ts'
import type { AuthSource } from '../../../src/core/choice.ts'
import type { DiagnosisId } from '../../../src/core/diagnosis/ids.ts'
import { DIAGNOSIS_IDS } from '../../../src/core/diagnosis/ids.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { Identity } from '../../../src/core/wizard/state.ts'
import { fakeCline, healthyAws } from '../../unit/wizard/fakes.ts'
import { loadCases, OWN_CASES } from './run.ts'

const { signal } = new AbortController()
const NOW = Date.parse('2026-06-01T12:00:00Z')
const MODEL = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const KEYS: AuthSource = {
  kind: 'keys',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('EXAMPLE'),
}

function runOf(auth: AuthSource, aws: Partial<Aws> = {}, cline: Partial<ClineFiles> = {}): CheckRun {
  const deps = {
    aws: healthyAws(aws),
    cline: fakeCline(cline),
    clock: { now: () => NOW },
    platform: 'linux' as const,
  }
  const input = { auth, region: 'eu-central-1', modelId: MODEL }
  return openRun(deps, input, signal)
}

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value })

/** Trouble with Cline's files, by the name that the adapter gives it. */
const refusedBy = (name: string) => (): Promise<CheckResult> =>
  checkClineSettings(
    runOf(
      KEYS,
      {},
      {
        status: () =>
          Promise.resolve({
            ok: false,
            failure: { service: 'cline', operation: 'status', name, message: 'made up' },
          }),
      },
    ),
  )

const who = (kind: string): Identity => ({
  account: '111122223333',
  arn: `arn:aws:iam::111122223333:${kind === 'root' ? 'root' : 'user/dev'}`,
  kind,
  name: 'dev',
})

const key = (created: string) => ({ maskedAccessKeyId: 'AKIA…MPLE', created, active: true, current: true })

/** A short-lived API key that was made so many minutes ago, for two hours. */
function shortKey(minutesAgo: number): AuthSource {
  const date = new Date(NOW - minutesAgo * 60_000)
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d{3}/, '')
  const url = `bedrock.amazonaws.com/?X-Amz-Credential=ASIAEXAMPLE%2F20260601%2Feu-central-1%2Fbedrock%2Faws4_request&X-Amz-Date=${date}&X-Amz-Expires=7200`
  return { kind: 'api-key', apiKey: new Secret(`bedrock-api-key-${btoa(url)}`) }
}

/** Causes that no answer of AWS and no file of `~/.aws` names: each found by the check that owns it. */
const FOUND_BY_CHECKS: Partial<Record<DiagnosisId, () => Promise<CheckResult>>> = {
  'model-id-changed-by-cline': async () => {
    const nova = 'amazon.nova-lite-v1:0'
    const listed = await healthyAws().listFoundationModels({ auth: KEYS, region: 'eu-central-1' }, signal)
    const models = (listed.ok ? listed.value : []).map((model) => ({
      ...model,
      modelId: nova,
      inferenceTypes: ['ON_DEMAND'],
    }))
    const run = runOf(KEYS, { listFoundationModels: () => ok(models) })
    return (await checkModelAccess(run, nova, false)).result
  },
  'cline-not-configured': () => checkClineSettings(runOf(KEYS)),
  'cline-too-old': refusedBy('ClineTooOld'),
  'cline-settings-unreadable': refusedBy('SyntaxError'),
  'cline-settings-overwritten': refusedBy('ClineSettingsOverwritten'),
  'cline-managed': refusedBy('ClineManaged'),
  'root-identity': () => checkSecurity(runOf(KEYS), who('root')),
  'access-key-old': () =>
    checkSecurity(runOf(KEYS, { accessKeys: () => ok([key('2026-01-01T00:00:00Z')]) }), who('user')),
  'api-key-expiring': () => checkSecurity(runOf(shortKey(90)), who('api-key')),
  'logging-off': () => checkSecurity(runOf(KEYS, { invocationLogging: () => ok(false) }), who('user')),
}

describe('every cause of the catalogue', () => {
  it('has a case of its own: a situation run through the command line, or a finding of its check', () => {
    const covered = new Set<string | null>([
      ...loadCases(OWN_CASES).map(({ expect }) => expect),
      ...Object.keys(FOUND_BY_CHECKS),
    ])
    assert.deepEqual(
      DIAGNOSIS_IDS.filter((id) => !covered.has(id)),
      [],
    )
  })

  for (const [id, find] of Object.entries(FOUND_BY_CHECKS)) {
    it(`is found by its check: ${id}`, async () => {
      const { diagnosis, explanation, status } = await find()
      assert.equal(diagnosis?.id, id)
      assert.ok(status === 'warn' || status === 'fail')
      assert.ok((explanation?.remedies.length ?? 0) > 0)
    })
  }

  it('no old key, and a key of today, give no alarm', async () => {
    const fresh = runOf(KEYS, { accessKeys: () => ok([key('2026-05-30T00:00:00Z')]) })
    assert.equal((await checkSecurity(fresh, who('user'))).status, 'pass')
    assert.equal((await checkSecurity(runOf(shortKey(5)), who('api-key'))).status, 'pass')
  })
})
