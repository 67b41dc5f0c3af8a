import type { AwsTarget } from '../app/ports.ts'
import type { PolicyPrincipal } from '../core/bedrock/policyFormats.ts'
import type { Outcome } from '../core/outcome.ts'
import { call, IncompleteAnswer } from './call.ts'
import type { AwsContext } from './context.ts'

/** Creates a customer managed policy; gives its ARN. */
export async function createPolicy(
  context: AwsContext,
  target: AwsTarget,
  policy: { name: string; document: string },
  signal: AbortSignal,
): Promise<Outcome<string>> {
  return await call(
    context,
    { service: 'iam', operation: 'CreatePolicy', target, signal },
    async (config) => {
      const { CreatePolicyCommand, IAMClient } = await import('@aws-sdk/client-iam')
      const { Policy } = await new IAMClient(config).send(
        new CreatePolicyCommand({ PolicyName: policy.name, PolicyDocument: policy.document }),
        { abortSignal: signal },
      )
      if (Policy?.Arn === undefined) {
        throw new IncompleteAnswer('CreatePolicy was answered without an ARN.')
      }
      return Policy.Arn
    },
  )
}

/** Attaches a policy to a user or role. */
export async function attachPolicy(
  context: AwsContext,
  target: AwsTarget,
  { kind, name }: PolicyPrincipal,
  arn: string,
  signal: AbortSignal,
): Promise<Outcome<true>> {
  const operation = kind === 'role' ? 'AttachRolePolicy' : 'AttachUserPolicy'
  return await call(context, { service: 'iam', operation, target, signal }, async (config) => {
    const { AttachRolePolicyCommand, AttachUserPolicyCommand, IAMClient } = await import(
      '@aws-sdk/client-iam'
    )
    const client = new IAMClient(config)
    const options = { abortSignal: signal }
    await (kind === 'role'
      ? client.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn }), options)
      : client.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: arn }), options))
    return true as const
  })
}

/** Takes a policy off a user or role; one that is not attached counts as taken off. */
export async function detachPolicy(
  context: AwsContext,
  target: AwsTarget,
  { kind, name }: PolicyPrincipal,
  arn: string,
  signal: AbortSignal,
): Promise<Outcome<true>> {
  const operation = kind === 'role' ? 'DetachRolePolicy' : 'DetachUserPolicy'
  return gone(
    await call(context, { service: 'iam', operation, target, signal }, async (config) => {
      const { DetachRolePolicyCommand, DetachUserPolicyCommand, IAMClient } = await import(
        '@aws-sdk/client-iam'
      )
      const client = new IAMClient(config)
      const options = { abortSignal: signal }
      await (kind === 'role'
        ? client.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: arn }), options)
        : client.send(new DetachUserPolicyCommand({ UserName: name, PolicyArn: arn }), options))
      return true as const
    }),
  )
}

/** Deletes a policy that is attached nowhere; one that is gone counts as deleted. */
export async function deletePolicy(
  context: AwsContext,
  target: AwsTarget,
  arn: string,
  signal: AbortSignal,
): Promise<Outcome<true>> {
  return gone(
    await call(context, { service: 'iam', operation: 'DeletePolicy', target, signal }, async (config) => {
      const { DeletePolicyCommand, IAMClient } = await import('@aws-sdk/client-iam')
      await new IAMClient(config).send(new DeletePolicyCommand({ PolicyArn: arn }), { abortSignal: signal })
      return true as const
    }),
  )
}

/** What is no longer there need not be removed. */
const gone = (outcome: Outcome<true>): Outcome<true> =>
  !outcome.ok && /^NoSuchEntity/.test(outcome.failure.name) ? { ok: true, value: true } : outcome
