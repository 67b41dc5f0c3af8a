import { t } from '@vscode/l10n'
import { homeRegion } from '../../core/bedrock/regions.ts'
import type { CallerIdentity } from '../../core/bedrock/types.ts'
import type { CheckFact, CheckNote, CheckResult } from '../../core/checks/check.ts'
import { readApiKey } from '../../core/credentials/apiKeyShape.ts'
import { describeIdentity } from '../../core/credentials/identity.ts'
import { checkRegionShape, isListedRegion, regionInvalid } from '../../core/credentials/regionShape.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { DiagnosisId } from '../../core/diagnosis/ids.ts'
import { timeWords } from '../../core/numbers.ts'
import type { Identity } from '../../core/wizard/state.ts'
import { type CheckRun, diagnose, passed, troubled } from './context.ts'
import { hardFinding, localWarning, lookLocally, shadowNotes, withHints } from './localFindings.ts'

/** The result, who it is, and what STS said of the chosen region. */
export interface CredentialsOutcome {
  result: CheckResult
  identity?: Identity
  /** Set when the keys are good but the chosen region refuses them. */
  regionRefusal?: Diagnosis
}

// An API key is proved with a call that needs a permission of its own: only these speak of the key.
const ABOUT_THE_KEY: ReadonlySet<DiagnosisId> = new Set([
  'api-key-invalid',
  'api-key-expired',
  'api-key-malformed',
  'api-key-missing',
  'api-key-not-permitted',
  'access-key-invalid',
  'credentials-expired',
  'secret-key-mismatch',
  'clock-skew',
  'dns-failure',
  'connection-failed',
  'tls-untrusted',
  'proxy-interference',
])

/** Do the credentials exist on this computer, does AWS know them, and whose are they? */
export async function checkCredentials(run: CheckRun): Promise<CredentialsOutcome> {
  const [outcome, notes] = await Promise.all([
    run.auth.kind === 'api-key' ? checkApiKey(run, run.auth.apiKey.reveal()) : checkSigned(run),
    shadowNotes(run),
  ])
  const { notes: own = [], ...result } = outcome.result
  const all = [...own, ...notes]
  return { ...outcome, result: all.length === 0 ? result : { ...result, notes: all } }
}

async function checkApiKey(run: CheckRun, apiKey: string): Promise<CredentialsOutcome> {
  const shape = readApiKey(apiKey, run.deps.clock.now())
  if (!shape.ok) {
    return { result: troubled(run, 'credentials', 'fail', shape.diagnosis) }
  }
  const key = shape.key
  const facts: CheckFact[] = [{ label: t('API key'), value: key.label }]
  if (key.expiresAt !== undefined) {
    facts.push({ label: t('Valid until'), value: timeWords(key.expiresAt) })
  }
  const notes = elsewhereNotes(run, key.region)
  const listed = await run.calls.models()
  if (!listed.ok) {
    const diagnosis = diagnose(run, 'credentials', listed.failure)
    if (ABOUT_THE_KEY.has(diagnosis.id)) {
      return { result: { ...troubled(run, 'credentials', 'fail', diagnosis, facts), notes } }
    }
  }
  const identity: Identity = {
    account: '',
    arn: '',
    kind: 'api-key',
    name: key.label,
    ...(key.expiresAt !== undefined && { expiresAt: key.expiresAt }),
  }
  const summary = listed.ok
    ? t('AWS accepts the API key.')
    : t('The API key could not be proved by listing models; the test prompt will tell.')
  return { result: { ...passed('credentials', summary, facts), notes }, identity }
}

/** A short-lived key is good only in the region that it was made for. */
function elsewhereNotes(run: CheckRun, keyRegion: string | undefined): CheckNote[] {
  return keyRegion === undefined || run.region === undefined || keyRegion === run.region
    ? []
    : [
        {
          text: t('This API key was made for {0}. Such keys work only in their own region.', keyRegion),
          harmful: true,
        },
      ]
}

async function checkSigned(run: CheckRun): Promise<CredentialsOutcome> {
  const local = await lookLocally(run)
  const hard = hardFinding(run, local)
  if (hard !== undefined) {
    return { result: troubled(run, 'credentials', 'fail', hard) }
  }
  const target = { auth: run.auth, region: run.callRegion }
  const resolved = await run.deps.aws.resolveCredentials(target, run.signal)
  if (!resolved.ok) {
    const diagnosis = withHints(run, local, diagnose(run, 'credentials', resolved.failure))
    return { result: troubled(run, 'credentials', 'fail', diagnosis) }
  }
  prefetch(run)
  const asked = await askWhoIAm(run)
  if ('diagnosis' in asked) {
    const region = mistakenRegion(run, asked.diagnosis)
    return {
      result:
        region === undefined
          ? troubled(run, 'credentials', 'fail', withHints(run, local, asked.diagnosis))
          : troubled(run, 'credentials', 'warn', region),
    }
  }
  const { expiresAt } = resolved.value
  const described = describeIdentity(asked.identity)
  const identity: Identity = { ...described, ...(expiresAt !== undefined && { expiresAt }) }
  const facts: CheckFact[] = [
    { label: t('Account'), value: identity.account },
    { label: t('Principal'), value: identity.arn },
    ...(expiresAt === undefined ? [] : [{ label: t('Valid until'), value: timeWords(expiresAt) }]),
  ]
  const warning = localWarning(local, identity)
  const result = warning
    ? troubled(run, 'credentials', 'warn', warning, facts)
    : passed('credentials', t('AWS knows these credentials: {0}.', identity.name), facts)
  return { result, identity, ...(asked.refusal !== undefined && { regionRefusal: asked.refusal }) }
}

/** Starts what the next checks will ask for, so that a run needs few rounds. Outcomes never reject. */
function prefetch(run: CheckRun): void {
  if (run.modelId !== undefined) {
    void run.calls.models()
    void run.calls.profiles()
  }
}

/** In the partition of a mistaken region AWS knows no key of another: the region is then the trouble. */
function mistakenRegion(run: CheckRun, { id }: Diagnosis): Diagnosis | undefined {
  const shape = checkRegionShape(run.region)
  return id === 'access-key-invalid' && shape?.id === 'region-invalid' ? shape : undefined
}

type WhoIAm = { identity: CallerIdentity; refusal?: Diagnosis } | { diagnosis: Diagnosis }

/**
 * Asks STS in the chosen region. When it refuses the key, STS in the partition's home region settles
 * whether the key is bad or the region is not switched on.
 */
async function askWhoIAm(run: CheckRun): Promise<WhoIAm> {
  const here = await run.calls.identity(run.callRegion)
  if (here.ok) {
    return { identity: here.value }
  }
  const home = homeRegion(run.callRegion)
  const first = diagnose(run, 'credentials', here.failure)
  const unlisted = !isListedRegion(run.callRegion)
  const couldBeRegion = unlisted || first.id === 'access-key-invalid' || first.id === 'region-not-enabled'
  if (!couldBeRegion || home === run.callRegion) {
    return { diagnosis: first }
  }
  const atHome = await run.calls.identity(home)
  if (!atHome.ok && unlisted) {
    return { diagnosis: diagnose(run, 'credentials', atHome.failure) }
  }
  if (!atHome.ok) {
    return { diagnosis: diagnose(run, 'credentials', here.failure, { homeRegionAccepts: false }) }
  }
  return {
    identity: atHome.value,
    // A name like us-east-7 fits the pattern, and then no server has it, or it calls the signature wrong.
    refusal: unlisted
      ? regionInvalid(run.callRegion)
      : diagnose(run, 'region', here.failure, { homeRegionAccepts: true }),
  }
}
