import type { AwsTarget } from '../app/ports.ts'
import type { ModelAvailability } from '../core/bedrock/types.ts'
import { type Outcome, ok } from '../core/outcome.ts'
import { call } from './call.ts'
import type { AwsContext } from './context.ts'
import { allPages } from './pages.ts'

/** Agreement, authorization, entitlement and region of a base model. */
export async function modelAvailability(
  context: AwsContext,
  target: AwsTarget,
  baseModelId: string,
  signal: AbortSignal,
): Promise<Outcome<ModelAvailability>> {
  const spec = { service: 'bedrock', operation: 'GetFoundationModelAvailability', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, GetFoundationModelAvailabilityCommand } = await import('@aws-sdk/client-bedrock')
    const client = new BedrockClient(config)
    const found = await client.send(new GetFoundationModelAvailabilityCommand({ modelId: baseModelId }), {
      abortSignal: signal,
    })
    const agreementError = found.agreementAvailability?.errorMessage
    return {
      agreement: found.agreementAvailability?.status ?? '',
      authorization: found.authorizationStatus ?? '',
      entitlement: found.entitlementAvailability ?? '',
      region: found.regionAvailability ?? '',
      ...(agreementError !== undefined && { agreementError }),
    }
  })
}

/** Whether the account has handed in the use case form. AWS says no with a 404. */
export async function useCaseFormSubmitted(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<boolean>> {
  const spec = { service: 'bedrock', operation: 'GetUseCaseForModelAccess', target, signal } as const
  const asked = await call(context, spec, async (config) => {
    const { BedrockClient, GetUseCaseForModelAccessCommand } = await import('@aws-sdk/client-bedrock')
    await new BedrockClient(config).send(new GetUseCaseForModelAccessCommand({}), { abortSignal: signal })
    return true
  })
  const missing = !asked.ok && asked.failure.name === 'ResourceNotFoundException'
  return missing ? ok(false) : asked
}

/** The account's data retention mode. */
export async function dataRetention(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<string>> {
  const spec = { service: 'bedrock', operation: 'GetAccountDataRetention', target, signal } as const
  return await call(context, spec, async (config) => {
    const { BedrockClient, GetAccountDataRetentionCommand } = await import('@aws-sdk/client-bedrock')
    const client = new BedrockClient(config)
    const { mode } = await client.send(new GetAccountDataRetentionCommand({}), { abortSignal: signal })
    return mode ?? 'default'
  })
}

/** True when prompts of the account are logged somewhere. */
export async function invocationLogging(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<boolean>> {
  const operation = 'GetModelInvocationLoggingConfiguration'
  return await call(context, { service: 'bedrock', operation, target, signal }, async (config) => {
    const { BedrockClient, GetModelInvocationLoggingConfigurationCommand } = await import(
      '@aws-sdk/client-bedrock'
    )
    const client = new BedrockClient(config)
    const { loggingConfig } = await client.send(new GetModelInvocationLoggingConfigurationCommand({}), {
      abortSignal: signal,
    })
    return loggingConfig?.cloudWatchConfig !== undefined || loggingConfig?.s3Config !== undefined
  })
}

/** How many guardrails the account enforces on every request; all pages. */
export async function enforcedGuardrails(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  const operation = 'ListEnforcedGuardrailsConfiguration'
  return await call(context, { service: 'bedrock', operation, target, signal }, async (config) => {
    const { BedrockClient, ListEnforcedGuardrailsConfigurationCommand } = await import(
      '@aws-sdk/client-bedrock'
    )
    const client = new BedrockClient(config)
    const found = await allPages(
      (nextToken) =>
        client.send(new ListEnforcedGuardrailsConfigurationCommand(nextToken ? { nextToken } : {}), {
          abortSignal: signal,
        }),
      ({ guardrailsConfig }) => guardrailsConfig,
    )
    return found.length
  })
}
