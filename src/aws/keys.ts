import type { AccessKeyFact, ApiKeyFact, AwsTarget } from '../app/ports.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import type { Outcome } from '../core/outcome.ts'
import { call } from './call.ts'
import type { AwsContext } from './context.ts'

/** The caller's own long-term access keys. */
export async function accessKeys(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<AccessKeyFact[]>> {
  const spec = { service: 'iam', operation: 'ListAccessKeys', target, signal } as const
  return await call(context, spec, async (config) => {
    const { IAMClient, ListAccessKeysCommand } = await import('@aws-sdk/client-iam')
    const client = new IAMClient(config)
    const { AccessKeyMetadata } = await client.send(new ListAccessKeysCommand({}), { abortSignal: signal })
    const current = 'credentials' in config ? config.credentials.accessKeyId : undefined
    return (AccessKeyMetadata ?? []).map((key) => ({
      maskedAccessKeyId: maskKey(key.AccessKeyId ?? ''),
      created: key.CreateDate?.toISOString() ?? '',
      active: key.Status === 'Active',
      current: current !== undefined && key.AccessKeyId === current,
    }))
  })
}

/** The caller's own long-term Bedrock API keys. */
export async function apiKeys(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<ApiKeyFact[]>> {
  const spec = { service: 'iam', operation: 'ListServiceSpecificCredentials', target, signal } as const
  return await call(context, spec, async (config) => {
    const { IAMClient, ListServiceSpecificCredentialsCommand } = await import('@aws-sdk/client-iam')
    const client = new IAMClient(config)
    const answer = await client.send(
      new ListServiceSpecificCredentialsCommand({ ServiceName: 'bedrock.amazonaws.com' }),
      { abortSignal: signal },
    )
    return (answer.ServiceSpecificCredentials ?? []).map((key) => ({
      alias: key.ServiceCredentialAlias ?? key.ServiceUserName ?? '',
      active: key.Status === 'Active',
      ...(key.ExpirationDate !== undefined && { expiresAt: key.ExpirationDate.toISOString() }),
    }))
  })
}
