import { t } from '@vscode/l10n'
import { findProfile, profilePrefix } from '../../core/bedrock/models.ts'
import { partitionOf } from '../../core/bedrock/regions.ts'
import type { SimulationDecision, SimulationRequest } from '../../core/bedrock/simulation.ts'
import type { InferenceProfile } from '../../core/bedrock/types.ts'
import type { CheckResult } from '../../core/checks/check.ts'
import { roleNameOf } from '../../core/credentials/identity.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Identity } from '../../core/wizard/state.ts'
import { type CheckRun, diagnose, passed, skipped, troubled } from './context.ts'

const ACTIONS = ['bedrock:InvokeModelWithResponseStream', 'bedrock:InvokeModel']

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
  const target = { auth: run.auth, region: run.callRegion }
  const answers = await Promise.all(
    simulations(run, modelId, principal.value, profiles).map(async (request) => ({
      request,
      answer: await run.deps.aws.simulate(target, request, run.signal),
    })),
  )
  const decisions: SimulationDecision[] = []
  for (const { request, answer } of answers) {
    if (!answer.ok) {
      return troubled(run, 'permissions', 'warn', diagnose(run, 'permissions', answer.failure))
    }
    decisions.push(...answer.value.map((each) => onResource(each, request)))
  }
  const facts = decisions.map((each) => ({
    label: `${each.action} · ${each.resource}`,
    value: each.decision,
  }))
  const refused = decisions.find((each) => each.decision !== 'allowed')
  if (refused !== undefined) {
    return troubled(run, 'permissions', 'warn', refusal(run, refused, principal.value), facts)
  }
  if (decisions.some((each) => each.missingContext.length > 0)) {
    return passed('permissions', t('IAM allows it, as far as a simulation can tell.'), facts)
  }
  return passed('permissions', t('IAM allows the calls that Cline makes.'), facts)
}

/** IAM simulates users and roles, not sessions: an assumed role is looked up for its ARN with the path. */
async function principalArn(run: CheckRun, identity: Identity): Promise<Outcome<string>> {
  const roleName = roleNameOf(identity.arn)
  if (roleName === undefined) {
    return { ok: true, value: identity.arn }
  }
  return await run.calls.roleArn(roleName)
}

/** One call for the profile and one for each region that it routes to, with the context AWS gives there. */
function simulations(
  run: CheckRun,
  modelId: string,
  principal: string,
  profiles: readonly InferenceProfile[],
): SimulationRequest[] {
  const region = run.callRegion
  const request = (resource: string, requested: string, profileArn?: string): SimulationRequest => ({
    principalArn: principal,
    actions: ACTIONS,
    resources: [resource],
    context: [
      { key: 'aws:RequestedRegion', values: [requested] },
      ...(profileArn === undefined ? [] : [{ key: 'bedrock:InferenceProfileArn', values: [profileArn] }]),
    ],
  })
  const profile = findProfile(modelId, profiles)
  if (profile === undefined) {
    const arn = modelId.startsWith('arn:')
      ? modelId
      : `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${modelId}`
    return [request(arn, region)]
  }
  const arns = new Set(profile.modelArns)
  if (profilePrefix(profile.id) === 'global') {
    const tail = profile.modelArns[0]?.split('::').at(-1)
    if (tail !== undefined) {
      arns.add(`arn:${partitionOf(region)}:bedrock:::${tail}`)
    }
  }
  return [
    request(profile.arn, region),
    ...[...arns].map((arn) => request(arn, arn.split(':')[3] || 'unspecified', profile.arn)),
  ]
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
