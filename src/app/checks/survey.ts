import { readApiKey } from '../../core/credentials/apiKeyShape.ts'
import { describeIdentity } from '../../core/credentials/identity.ts'
import type { SecurityFacts } from '../../core/security/survey.ts'
import type { AccessKeyFact } from '../ports.ts'
import type { CheckRun } from './context.ts'

const DAY = 86_400_000

/** Asks all that the four services tell about an account's safety, at once. A refusal leaves its part out. */
export async function surveyAccount(run: CheckRun): Promise<SecurityFacts> {
  const { aws, clock } = run.deps
  const target = { auth: run.auth, region: run.callRegion }
  const asksIam = run.auth.kind !== 'api-key'
  const [identity, keys, apiKeys, logging, guardrails, retention] = await Promise.all([
    asksIam ? run.calls.identity(run.callRegion) : undefined,
    asksIam ? aws.accessKeys(target, run.signal) : undefined,
    asksIam ? aws.apiKeys(target, run.signal) : undefined,
    aws.invocationLogging(target, run.signal),
    aws.enforcedGuardrails(target, run.signal),
    run.calls.dataRetention(),
  ])
  const now = clock.now()
  const kind = identity?.ok ? describeIdentity(identity.value).kind : undefined
  // Only a user has keys of its own; for a role the lists would be another's.
  const isUser = kind === 'user'
  return {
    auth: run.auth.kind,
    ...(kind !== undefined && { identity: kind }),
    ...(isUser &&
      keys?.ok && { accessKeys: keys.value.filter(({ active }) => active).map((key) => ageOf(key, now)) }),
    ...(isUser && apiKeys?.ok && { longTermApiKeys: apiKeys.value.filter(({ active }) => active) }),
    ...apiKeyEnd(run, now),
    ...(logging.ok && { invocationLogging: logging.value }),
    ...(guardrails.ok && { enforcedGuardrails: guardrails.value }),
    ...(retention.ok && { dataRetention: retention.value }),
    ...(run.endpoint !== undefined && { endpoint: run.endpoint }),
  }
}

const ageOf = ({ created, current }: AccessKeyFact, now: number) => ({
  ageDays: Math.max(0, Math.floor((now - Date.parse(created)) / DAY)),
  current,
})

function apiKeyEnd({ auth }: CheckRun, now: number): Pick<SecurityFacts, 'apiKeyExpiresAt'> {
  if (auth.kind !== 'api-key') {
    return {}
  }
  const read = readApiKey(auth.apiKey.reveal(), now)
  return read.ok && read.key.expiresAt !== undefined ? { apiKeyExpiresAt: read.key.expiresAt } : {}
}
