import type { AwsTarget } from '../app/ports.ts'
import type { CallerIdentity } from '../core/bedrock/types.ts'
import type { Outcome } from '../core/outcome.ts'
import { call, IncompleteAnswer } from './call.ts'
import type { AwsContext } from './context.ts'

/** Who AWS says the caller is. Needs no permission. */
export async function callerIdentity(
  context: AwsContext,
  target: AwsTarget,
  signal: AbortSignal,
): Promise<Outcome<CallerIdentity>> {
  const spec = { service: 'sts', operation: 'GetCallerIdentity', target, signal } as const
  return await call(context, spec, async (config) => {
    const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts')
    const client = new STSClient(config)
    const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: signal,
    })
    if (Account === undefined || Arn === undefined) {
      throw new IncompleteAnswer('GetCallerIdentity was answered without an account.')
    }
    return { account: Account, arn: Arn, userId: UserId ?? '' }
  })
}
