import type { CheckResult } from '../../../src/core/checks/check.ts'
import type { AwsFiles, AwsProfile } from '../../../src/core/credentials/awsFiles.ts'
import { formatTime } from '../../../src/core/credentials/time.ts'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import type { DiagnosisId } from '../../../src/core/diagnosis/ids.ts'
import type { HealthFacts, LastCheck } from '../../../src/core/health/facts.ts'
import type { Identity } from '../../../src/core/wizard/state.ts'
import { FILES } from '../wizard/fakes.ts'

export const NOW = 1_800_000_000_000
export const MINUTE = 60_000
export const MODEL = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'

export const DEV: Identity = {
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/dev',
  kind: 'user',
  name: 'dev',
}

/** A look that went well, `ago` milliseconds before NOW. */
export const good = (ago = 0): LastCheck => ({
  at: NOW - ago,
  ok: true,
  summary: 'AWS knows these credentials: dev.',
  failures: 0,
  step: 'credentials',
})

/** One that did not. */
export const bad = (change: Partial<LastCheck> = {}): LastCheck => ({
  at: NOW,
  ok: false,
  summary: 'AWS does not know this access key',
  id: 'access-key-invalid',
  failures: 1,
  step: 'credentials',
  ...change,
})

/** Cline set to Bedrock with the profile `work`, all well. */
export const healthyFacts = (change: Partial<HealthFacts> = {}): HealthFacts => ({
  setup: { provider: 'bedrock', auth: 'profile', profile: 'work', region: 'eu-central-1', modelId: MODEL },
  last: good(),
  identity: DEV,
  ...change,
})

/** A check that failed with this diagnosis, as the checks give it. */
export const failedCheck = (id: DiagnosisId, check: CheckResult['id'] = 'credentials'): CheckResult => {
  const diagnosis = { id, facts: { profile: 'work' } }
  const explanation = explain(diagnosis, { platform: 'linux', profile: 'work' })
  return {
    id: check,
    status: 'fail',
    summary: explanation.title,
    facts: [],
    diagnosis,
    explanation,
    durationMs: 1,
  }
}

/** Files with these profiles, by name. */
export const filesWith = (
  profiles: Record<string, AwsProfile['settings']>,
  change: Partial<AwsFiles> = {},
): AwsFiles => ({
  ...FILES,
  profiles: Object.entries(profiles).map(([name, settings]) => ({
    name,
    settings,
    inConfig: true,
    inCredentials: false,
  })),
  ...change,
})

export const HOUR = 60 * MINUTE
export const REVOKED = {
  refused: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
}
export const OFFLINE = {
  refused: 'ENOTFOUND',
  message: 'getaddrinfo ENOTFOUND sts.eu-central-1.amazonaws.com',
}
export const PROD = { account: '444455556666', name: 'prod' }

export const sso = (ends: number, renewable: boolean) =>
  filesWith(
    {
      work: {
        sso_session: 'corp',
        sso_account_id: '111122223333',
        sso_role_name: 'Dev',
        region: 'eu-central-1',
      },
    },
    {
      ssoSessions: {
        corp: { sso_region: 'eu-central-1', sso_start_url: 'https://example.awsapps.com/start' },
      },
      ssoCache: {
        corp: { readable: true, renewable, region: 'eu-central-1', expiresAt: formatTime(NOW + ends) },
      },
    },
  )
