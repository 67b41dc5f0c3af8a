import { t } from '@vscode/l10n'
import {
  invokeSimulations,
  otherSimulations,
  type SimulationDecision,
  type SimulationRequest,
} from '../../core/bedrock/simulation.ts'
import type { InferenceProfile } from '../../core/bedrock/types.ts'
import type { CheckFact, CheckResult } from '../../core/checks/check.ts'
import { roleNameOf, ssoRegionOf, ssoRoleArn } from '../../core/credentials/identity.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Identity } from '../../core/wizard/state.ts'
import { type CheckRun, diagnose, passed, skipped, troubled } from './context.ts'

/** Advice: what would IAM say to the calls that Cline makes? Never a failure of the set-up. */
export async function checkPermissions(
  run: CheckRun,
  modelId: string,
  identity: Identity | undefined,
  profiles: readonly InferenceProfile[],
): Promise<CheckResult> {
  if (run.auth.kind === 'api-key' || identity === undefined) {
    return skipped('permissions', t('An API key cannot ask IAM about its rights; the test prompt tells.'))
  }
  const principal = await principalArn(run, identity)
  if (!principal.ok) {
    return troubled(run, 'permissions', 'warn', diagnose(run, 'permissions', principal.failure))
  }
  const input = {
    principal: principal.value,
    modelId,
    region: run.callRegion,
    account: identity.account,
    profiles,
  }
  const target = { auth: run.auth, region: run.callRegion }
  const ask = async (request: SimulationRequest) => ({
    request,
    answer: await run.deps.aws.simulate(target, request, run.signal),
  })
  const [invoking, others] = await Promise.all([
    Promise.all(invokeSimulations(input).map(ask)),
    Promise.all(otherSimulations(input).map(ask)),
  ])
  const decisions: SimulationDecision[] = []
  for (const { request, answer } of invoking) {
    if (!answer.ok) {
      return troubled(run, 'permissions', 'warn', diagnose(run, 'permissions', answer.failure))
    }
    decisions.push(...answer.value.map((each) => onResource(each, request)))
  }
  const beside = others.flatMap(({ answer }) => (answer.ok ? answer.value : []))
  return verdict(run, decisions, [...decisions.map(toFact), ...beside.map(toFact), unseen()], input.principal)
}

const toFact = ({ action, resource, decision }: SimulationDecision): CheckFact => ({
  label: `${action} · ${resource}`,
  value: decision,
})

const unseen = (): CheckFact => ({
  label: t('Not seen by a simulation'),
  value: t(
    'policies of the session, of a VPC endpoint, of the resource and of the organisation’s resources; the test prompt has the last word',
  ),
})

/** Only a refusal in which IAM missed nothing is firm; which condition keys it missed is told. */
function verdict(
  run: CheckRun,
  decisions: readonly SimulationDecision[],
  facts: CheckFact[],
  principal: string,
): CheckResult {
  const firm = decisions.find(
    ({ decision, missingContext }) => decision !== 'allowed' && missingContext.length === 0,
  )
  if (firm !== undefined) {
    return troubled(run, 'permissions', 'warn', refusal(run, firm, principal), facts)
  }
  const missing = [...new Set(decisions.flatMap(({ missingContext }) => missingContext))]
  if (missing.length === 0) {
    return passed('permissions', t('IAM allows the calls that Cline makes.'), facts)
  }
  return decisions.every(({ decision }) => decision === 'allowed')
    ? passed('permissions', t('IAM allows it, as far as a simulation can tell.'), facts)
    : passed(
        'permissions',
        t('IAM cannot tell: a policy asks for {0}, which only a real call has.', missing.join(', ')),
        facts,
        'skip',
      )
}

/**
 * IAM simulates users and roles, not sessions. A role is looked up for its ARN with the path; where that is
 * not allowed, the path of a role of Identity Center follows from the region of its portal.
 */
async function principalArn(run: CheckRun, identity: Identity): Promise<Outcome<string>> {
  const roleName = roleNameOf(identity.arn)
  if (roleName === undefined) {
    return { ok: true, value: identity.arn }
  }
  const found = await run.calls.roleArn(roleName)
  if (found.ok || identity.kind !== 'sso-role' || run.auth.kind !== 'profile') {
    return found
  }
  const ssoRegion = ssoRegionOf(await run.deps.aws.readFiles(), run.auth.profile)
  return ssoRegion === undefined ? found : { ok: true, value: ssoRoleArn(identity, roleName, ssoRegion) }
}

/** IAM may answer with a template instead of the one resource that was asked about. */
const onResource = (decision: SimulationDecision, request: SimulationRequest): SimulationDecision =>
  decision.resource.startsWith('arn:') ? decision : { ...decision, resource: request.resources[0] ?? '*' }

/** Which of the diagnoses a simulated refusal is. */
function refusal(run: CheckRun, decision: SimulationDecision, principal: string): Diagnosis {
  const resourceRegion = decision.resource.split(':')[3] ?? ''
  const facts = {
    principal,
    action: decision.action,
    resource: decision.resource,
    resourceRegion,
    region: run.callRegion,
  }
  if (decision.deniedByOrganization) {
    return { id: decision.decision === 'explicitDeny' ? 'scp-deny' : 'scp-not-allowed', facts }
  }
  if (decision.deniedByBoundary) {
    return { id: 'permissions-boundary', facts }
  }
  if (decision.decision === 'explicitDeny') {
    return { id: 'iam-explicit-deny', facts }
  }
  if (resourceRegion === '' && decision.resource.includes('foundation-model')) {
    return { id: 'iam-global-model-missing', facts }
  }
  const elsewhere = resourceRegion !== run.callRegion
  return { id: elsewhere ? 'iam-destination-region-missing' : 'iam-permission-missing', facts }
}
