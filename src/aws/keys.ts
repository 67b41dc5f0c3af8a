import type { IAMClient } from '@aws-sdk/client-iam'
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
    return await Promise.all(
      (AccessKeyMetadata ?? []).map(async ({ AccessKeyId = '', CreateDate, Status }) => ({
        maskedAccessKeyId: maskKey(AccessKeyId),
        created: CreateDate?.toISOString() ?? '',
        active: Status === 'Active',
        current: current !== undefined && AccessKeyId === current,
        ...(await lastUse(client, AccessKeyId, signal)),
      })),
    )
  })
}

/** When and for what a key was used last; a permission of its own, so its lack takes nothing else away. */
async function lastUse(
  client: IAMClient,
  id: string,
  signal: AbortSignal,
): Promise<Pick<AccessKeyFact, 'lastUsed' | 'lastUsedFor'>> {
  const { GetAccessKeyLastUsedCommand } = await import('@aws-sdk/client-iam')
  try {
    const { AccessKeyLastUsed: used } = await client.send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId: id }),
      { abortSignal: signal },
    )
    return used?.LastUsedDate === undefined
      ? {}
      : {
          lastUsed: used.LastUsedDate.toISOString(),
          lastUsedFor: [used.ServiceName, used.Region].filter((part) => part && part !== 'N/A').join(' · '),
        }
  } catch {
    return {}
  }
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
