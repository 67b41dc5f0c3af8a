import type {
  EvaluationResult,
  ResourceSpecificResult,
  SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam'
import type { AwsTarget } from '../app/ports.ts'
import type { SimulationDecision, SimulationRequest } from '../core/bedrock/simulation.ts'
import type { Outcome } from '../core/outcome.ts'
import { call, IncompleteAnswer } from './call.ts'
import type { AwsContext } from './context.ts'

const MAX_PAGES = 50

/** The role's ARN with its path, which the session's ARN leaves out. */
export async function roleArn(
  context: AwsContext,
  target: AwsTarget,
  roleName: string,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  return await call(context, { service: 'iam', operation: 'GetRole', target, signal }, async (config) => {
    const { GetRoleCommand, IAMClient } = await import('@aws-sdk/client-iam')
    const client = new IAMClient(config)
    const { Role } = await client.send(new GetRoleCommand({ RoleName: roleName }), { abortSignal: signal })
    if (Role?.Arn === undefined) {
      throw new IncompleteAnswer('GetRole was answered without a role.')
    }
    return Role.Arn
  })
}

/** What IAM would say: one decision for each action on each resource. */
export async function simulate(
  context: AwsContext,
  target: AwsTarget,
  request: SimulationRequest,
  signal: AbortSignal,
): Promise<Outcome<SimulationDecision[]>> {
  const spec = { service: 'iam', operation: 'SimulatePrincipalPolicy', target, signal } as const
  return await call(context, spec, async (config) => {
    const { IAMClient, SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam')
    const client = new IAMClient(config)
    const decisions: SimulationDecision[] = []
    let marker: string | undefined
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const input = { ...simulationInput(request), ...(marker !== undefined && { Marker: marker }) }
      const answer = await client.send(new SimulatePrincipalPolicyCommand(input), { abortSignal: signal })
      decisions.push(...(answer.EvaluationResults ?? []).flatMap(toDecisions))
      marker = answer.Marker
      if (answer.IsTruncated !== true || marker === undefined) {
        break
      }
    }
    return decisions
  })
}

const simulationInput = (request: SimulationRequest): SimulatePrincipalPolicyCommandInput => ({
  PolicySourceArn: request.principalArn,
  ActionNames: request.actions,
  ResourceArns: request.resources,
  ContextEntries: request.context.map(({ key, values, list }) => ({
    ContextKeyName: key,
    ContextKeyType: list === true ? 'stringList' : 'string',
    ContextKeyValues: values,
  })),
})

/** Decisions stand with the resources; the result's own resource is a template where there are several. */
function toDecisions(result: EvaluationResult): SimulationDecision[] {
  const specific = result.ResourceSpecificResults ?? []
  const deniedByOrganization = result.OrganizationsDecisionDetail?.AllowedByOrganizations === false
  if (specific.length === 0) {
    return [
      {
        action: result.EvalActionName ?? '',
        resource: result.EvalResourceName ?? '*',
        decision: toDecision(result.EvalDecision),
        missingContext: result.MissingContextValues ?? [],
        deniedByOrganization,
        deniedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false,
      },
    ]
  }
  return specific.map((one) => ofResource(result, one, deniedByOrganization))
}

function ofResource(
  result: EvaluationResult,
  one: ResourceSpecificResult,
  deniedByOrganization: boolean,
): SimulationDecision {
  const boundary = one.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail
  return {
    action: result.EvalActionName ?? '',
    resource: one.EvalResourceName ?? '*',
    decision: toDecision(one.EvalResourceDecision),
    missingContext: one.MissingContextValues ?? result.MissingContextValues ?? [],
    deniedByOrganization,
    deniedByBoundary: boundary?.AllowedByPermissionsBoundary === false,
  }
}

const toDecision = (decision: string | undefined): SimulationDecision['decision'] =>
  decision === 'allowed' || decision === 'explicitDeny' ? decision : 'implicitDeny'
