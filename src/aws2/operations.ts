import type { FoundationModelSummary, InferenceProfileSummary } from '@aws-sdk/client-bedrock'
import type { EvaluationResult } from '@aws-sdk/client-iam'
import type { AccessKeyFact, ApiKeyFact, AwsTarget } from '../app/ports.ts'
import type { SimulationDecision, SimulationRequest } from '../core/bedrock/simulation.ts'
import type {
  CallerIdentity,
  FoundationModel,
  InferenceProfile,
  ModelAvailability,
} from '../core/bedrock/types.ts'
import type { Clients } from './clients.ts'
import { maskKeyId } from './iniFiles.ts'

const PAGE = 1000

/** STS: whose credentials are these? */
export async function callerIdentity(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<CallerIdentity> {
  const client = await clients.sts(target)
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts')
  const {
    Account = '',
    Arn = '',
    UserId = '',
  } = await client.send(new GetCallerIdentityCommand({}), { abortSignal })
  if (Arn === '') {
    throw Object.assign(new Error('The answer is not one of STS.'), { name: 'UnexpectedAnswer' })
  }
  return { account: Account, arn: Arn, userId: UserId }
}

/** Bedrock: the region's models. */
export async function listFoundationModels(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<FoundationModel[]> {
  const client = await clients.bedrock(target)
  const { ListFoundationModelsCommand } = await import('@aws-sdk/client-bedrock')
  const { modelSummaries = [] } = await client.send(new ListFoundationModelsCommand({}), { abortSignal })
  return modelSummaries.map(toModel)
}

function toModel(summary: FoundationModelSummary): FoundationModel {
  const { modelLifecycle } = summary
  const end = (modelLifecycle as { endOfLifeTime?: Date } | undefined)?.endOfLifeTime
  return {
    modelId: summary.modelId ?? '',
    modelArn: summary.modelArn ?? '',
    name: summary.modelName ?? summary.modelId ?? '',
    provider: summary.providerName ?? '',
    inputModalities: summary.inputModalities ?? [],
    outputModalities: summary.outputModalities ?? [],
    streaming: summary.responseStreamingSupported ?? false,
    inferenceTypes: summary.inferenceTypesSupported ?? [],
    ...(modelLifecycle?.status !== undefined && { lifecycle: modelLifecycle.status }),
    ...(end instanceof Date && { endOfLife: end.toISOString() }),
  }
}

/** Bedrock: system-defined and application inference profiles, all pages of both together. */
export async function listInferenceProfiles(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<InferenceProfile[]> {
  const client = await clients.bedrock(target)
  const { ListInferenceProfilesCommand } = await import('@aws-sdk/client-bedrock')
  const all = async (typeEquals: 'SYSTEM_DEFINED' | 'APPLICATION') => {
    const found: InferenceProfile[] = []
    let nextToken: string | undefined
    do {
      const page = await client.send(
        new ListInferenceProfilesCommand({ typeEquals, maxResults: PAGE, ...(nextToken && { nextToken }) }),
        { abortSignal },
      )
      found.push(...(page.inferenceProfileSummaries ?? []).map(toProfile))
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    return found
  }
  // Who may list one kind may list the other; the application ones are a bonus.
  const [system, application] = await Promise.all([all('SYSTEM_DEFINED'), all('APPLICATION').catch(() => [])])
  const seen = new Set(system.map((profile) => profile.arn))
  return [...system, ...application.filter((profile) => !seen.has(profile.arn))]
}

function toProfile(summary: Partial<InferenceProfileSummary>): InferenceProfile {
  return {
    id: summary.inferenceProfileId ?? '',
    arn: summary.inferenceProfileArn ?? '',
    name: summary.inferenceProfileName ?? summary.inferenceProfileId ?? '',
    type: summary.type === 'APPLICATION' ? 'APPLICATION' : 'SYSTEM_DEFINED',
    status: summary.status ?? '',
    modelArns: (summary.models ?? []).flatMap((model) => model.modelArn ?? []),
  }
}

/** Bedrock: one inference profile, by id or ARN. */
export async function getInferenceProfile(
  clients: Clients,
  target: AwsTarget,
  id: string,
  abortSignal: AbortSignal,
): Promise<InferenceProfile> {
  const client = await clients.bedrock(target)
  const { GetInferenceProfileCommand } = await import('@aws-sdk/client-bedrock')
  return toProfile(
    await client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }), { abortSignal }),
  )
}

/** Bedrock: agreement, authorisation, entitlement and region of a base model. */
export async function modelAvailability(
  clients: Clients,
  target: AwsTarget,
  modelId: string,
  abortSignal: AbortSignal,
): Promise<ModelAvailability> {
  const client = await clients.bedrock(target)
  const { GetFoundationModelAvailabilityCommand } = await import('@aws-sdk/client-bedrock')
  const answer = await client.send(new GetFoundationModelAvailabilityCommand({ modelId }), { abortSignal })
  const error = answer.agreementAvailability?.errorMessage
  return {
    agreement: answer.agreementAvailability?.status ?? '',
    authorization: answer.authorizationStatus ?? '',
    entitlement: answer.entitlementAvailability ?? '',
    region: answer.regionAvailability ?? '',
    ...(error !== undefined && { agreementError: error }),
  }
}

/** Bedrock: was the provider's use-case form submitted? AWS says no with a 404. */
export async function useCaseFormSubmitted(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const client = await clients.bedrock(target)
  const { GetUseCaseForModelAccessCommand } = await import('@aws-sdk/client-bedrock')
  try {
    await client.send(new GetUseCaseForModelAccessCommand({}), { abortSignal })
    return true
  } catch (error) {
    if ((error as { name?: unknown }).name === 'ResourceNotFoundException') {
      return false
    }
    throw error
  }
}

/** Bedrock: the account's data-retention mode. */
export async function dataRetention(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<string> {
  const client = await clients.bedrock(target)
  const { GetAccountDataRetentionCommand } = await import('@aws-sdk/client-bedrock')
  const { mode } = await client.send(new GetAccountDataRetentionCommand({}), { abortSignal })
  return mode ?? 'default'
}

/** Bedrock: is model invocation logging on? */
export async function invocationLogging(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const client = await clients.bedrock(target)
  const { GetModelInvocationLoggingConfigurationCommand } = await import('@aws-sdk/client-bedrock')
  const { loggingConfig } = await client.send(new GetModelInvocationLoggingConfigurationCommand({}), {
    abortSignal,
  })
  return loggingConfig?.cloudWatchConfig !== undefined || loggingConfig?.s3Config !== undefined
}

/** IAM: a role's ARN with its path. */
export async function roleArn(
  clients: Clients,
  target: AwsTarget,
  RoleName: string,
  abortSignal: AbortSignal,
): Promise<string> {
  const client = await clients.iam(target)
  const { GetRoleCommand } = await import('@aws-sdk/client-iam')
  const { Role } = await client.send(new GetRoleCommand({ RoleName }), { abortSignal })
  return Role?.Arn ?? ''
}

/** IAM: what would the policies say? */
export async function simulate(
  clients: Clients,
  target: AwsTarget,
  request: SimulationRequest,
  abortSignal: AbortSignal,
): Promise<SimulationDecision[]> {
  const client = await clients.iam(target)
  const { SimulatePrincipalPolicyCommand } = await import('@aws-sdk/client-iam')
  const decisions: SimulationDecision[] = []
  let Marker: string | undefined
  do {
    const page = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: request.principalArn,
        ActionNames: request.actions,
        ResourceArns: request.resources,
        ContextEntries: request.context.map(({ key, values, list }) => ({
          ContextKeyName: key,
          ContextKeyType: list === true ? ('stringList' as const) : ('string' as const),
          ContextKeyValues: values,
        })),
        ...(Marker !== undefined && { Marker }),
      }),
      { abortSignal },
    )
    decisions.push(...(page.EvaluationResults ?? []).flatMap((each) => toDecisions(each, request)))
    Marker = page.IsTruncated === true ? page.Marker : undefined
  } while (Marker !== undefined)
  return decisions
}

const decisionOf = (value: string | undefined): SimulationDecision['decision'] =>
  value === 'allowed' || value === 'explicitDeny' ? value : 'implicitDeny'

/** Per resource where IAM says so; the top-level resource name is a template and no verdict. */
function toDecisions(result: EvaluationResult, request: SimulationRequest): SimulationDecision[] {
  const base = {
    action: result.EvalActionName ?? '',
    missingContext: result.MissingContextValues ?? [],
    deniedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations === false,
    deniedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false,
  }
  const specific = result.ResourceSpecificResults ?? []
  if (specific.length === 0) {
    const resource = request.resources[0] ?? result.EvalResourceName ?? '*'
    return [{ ...base, resource, decision: decisionOf(result.EvalDecision) }]
  }
  return specific.map((each) => ({
    ...base,
    resource: each.EvalResourceName ?? '*',
    decision: decisionOf(each.EvalResourceDecision),
    missingContext: each.MissingContextValues ?? base.missingContext,
    deniedByBoundary:
      each.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false || base.deniedByBoundary,
  }))
}

/** IAM: the caller's own access keys. */
export async function accessKeys(
  clients: Clients,
  target: AwsTarget,
  currentKeyId: string,
  abortSignal: AbortSignal,
): Promise<AccessKeyFact[]> {
  const client = await clients.iam(target)
  const { ListAccessKeysCommand } = await import('@aws-sdk/client-iam')
  const { AccessKeyMetadata = [] } = await client.send(new ListAccessKeysCommand({}), { abortSignal })
  return AccessKeyMetadata.map(({ AccessKeyId = '', CreateDate, Status }) => ({
    maskedAccessKeyId: maskKeyId(AccessKeyId),
    created: CreateDate?.toISOString() ?? '',
    active: Status === 'Active',
    current: AccessKeyId === currentKeyId,
  }))
}

/** IAM: the caller's long-term Bedrock API keys. */
export async function apiKeys(
  clients: Clients,
  target: AwsTarget,
  abortSignal: AbortSignal,
): Promise<ApiKeyFact[]> {
  const client = await clients.iam(target)
  const { ListServiceSpecificCredentialsCommand } = await import('@aws-sdk/client-iam')
  const { ServiceSpecificCredentials = [] } = await client.send(
    new ListServiceSpecificCredentialsCommand({ ServiceName: 'bedrock.amazonaws.com' }),
    { abortSignal },
  )
  return ServiceSpecificCredentials.map((each) => ({
    alias: each.ServiceCredentialAlias ?? '',
    active: each.Status === 'Active',
    ...(each.ExpirationDate !== undefined && { expiresAt: each.ExpirationDate.toISOString() }),
  }))
}
