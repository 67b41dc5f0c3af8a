import assert from 'node:assert/strict'
import { type EvaluationResult, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam'
import { ACCOUNT, mainAccount, newUser } from '../../../sandbox/build.ts'
import { startSandbox } from '../../../sandbox/server.ts'
import type { User } from '../../../sandbox/world.ts'
import { addAdministrator, clientsFor, keysOf, type Local } from './clients.ts'

export const SUBJECT = `arn:aws:iam::${ACCOUNT}:user/subject`
export const INVOKE = 'bedrock:InvokeModel'
export const NOVA = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'
export const CLAUDE = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0'
export const PROFILE = `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/us.amazon.nova-lite-v1:0`

/** A policy variable. */
export const variable = (name: string): string => `$${'{'}${name}}`

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny'

/** One local AWS for the suite, with a user about whom the administrator asks. */
export interface Subject extends Local {
  /** Without any policy at the start of each test. */
  user: User
  /** What the simulation says of one action on the first of the resources. */
  simulate: (
    resources?: string[],
    context?: Record<string, string[]>,
    action?: string,
  ) => Promise<EvaluationResult>
}

/** Registers the hooks; the members are there once they have run. */
export function subjectOfSimulation(): Subject {
  const local = { simulate } as Subject
  before(async () => {
    local.sandbox = await startSandbox()
    local.clients = clientsFor(local.sandbox)
    addAdministrator(local.sandbox)
  })
  beforeEach(() => {
    local.user = newUser('subject')
    const account = mainAccount(local.sandbox.world)
    account.users.subject = local.user
    account.scps = []
    account.policies = {}
  })
  after(async () => {
    local.clients.close()
    await local.sandbox.stop()
  })

  async function simulate(
    resources: string[] = [],
    context: Record<string, string[]> = {},
    action = INVOKE,
  ): Promise<EvaluationResult> {
    const answer = await local.clients.iam(keysOf('ADMIN')).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: SUBJECT,
        ActionNames: [action],
        ...(resources.length > 0 && { ResourceArns: resources }),
        ContextEntries: Object.entries(context).map(([ContextKeyName, ContextKeyValues]) => ({
          ContextKeyName,
          ContextKeyValues,
          ContextKeyType: 'stringList' as const,
        })),
      }),
    )
    const [result] = answer.EvaluationResults ?? []
    assert.ok(result)
    return result
  }
  return local
}
