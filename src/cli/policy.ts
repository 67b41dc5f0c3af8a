import { t } from '@vscode/l10n'
import { checkCredentials } from '../app/checks/credentials.ts'
import { idsInUse } from '../app/checks/idInUse.ts'
import { checkModels, grantBasis } from '../app/checks/models.ts'
import { openRun } from '../app/doctor.ts'
import type { CheckNote, CheckResult } from '../core/checks/check.ts'
import { checkRegionShape } from '../core/credentials/regionShape.ts'
import { explain } from '../core/diagnosis/catalogue.ts'
import { newGrant } from '../core/wizard/grant.ts'
import { CANCELLED, type CliDeps, withLocked } from './commands.ts'
import type { CliOptions } from './options.ts'
import { checkLines } from './print.ts'

/** Ids for which no policy would help: the model is not to be had like this. */
const NO_SUCH: ReadonlySet<string> = new Set([
  'model-not-found',
  'model-id-invalid',
  'inference-profile-required',
  'model-id-changed-by-cline',
  'arn-region-mismatch',
])

/** `policy`: the least policy for the choice, and nothing else on standard output. Only reads from AWS. */
export async function policy(deps: CliDeps, asked: CliOptions): Promise<number> {
  const options = await withLocked(deps, asked)
  const region = options.region ?? (await deps.aws.defaultRegion(deps.auth))
  const wrong = checkRegionShape(region)
  if (wrong !== undefined) {
    const { title, what } = explain(wrong, { auth: deps.auth.kind, platform: deps.platform })
    deps.complain(`✗ ${title}\n    ${what}`)
    return 1
  }
  const { planModel: planModelId } = options
  const given = { modelId: options.model?.trim() ?? '', ...(planModelId !== undefined && { planModelId }) }
  const input = { auth: deps.auth, ...given, ...(region !== undefined && { region }) }
  const run = openRun(deps, input, deps.signal)
  const refuse = (result: CheckResult): number => {
    deps.complain(checkLines(result).join('\n'))
    return 1
  }
  const credentials = await checkCredentials(run)
  if (deps.signal.aborted) {
    return CANCELLED
  }
  if (credentials.result.status === 'fail') {
    return refuse(credentials.result)
  }
  const { identity } = credentials
  const { modelId = '', planModelId: planModel } = await idsInUse(run, given)
  const own = { ...run, modelId }
  const known = identity?.arn ? { ...own, identityArn: identity.arn, account: identity.account } : own
  const access = await checkModels(known, modelId, planModel, false)
  if (deps.signal.aborted) {
    return CANCELLED
  }
  const { result } = access
  if (result.diagnosis !== undefined && NO_SUCH.has(result.diagnosis.id)) {
    return refuse(result)
  }
  const ids = planModel === undefined ? [modelId] : [modelId, planModel]
  const basis = grantBasis(known, ids, [...access.profiles, ...(access.plan?.profiles ?? [])])
  if (basis === undefined) {
    deps.complain(t('An API key does not tell its account; a policy for this model needs other credentials.'))
    return 1
  }
  // Standard output is the policy alone.
  complainOf(deps, result.notes)
  const { discovery = false, firstUse = false, format = 'json' } = options
  const text = newGrant(basis, { discovery, firstUse }).texts[format]
  deps.print(options.json ? JSON.stringify({ schemaVersion: 1, format, text }, null, 2) : text)
  return 0
}

function complainOf(deps: CliDeps, notes: readonly CheckNote[] = []): void {
  for (const { text } of notes) {
    deps.complain(t('Note: {0}', text))
  }
}
