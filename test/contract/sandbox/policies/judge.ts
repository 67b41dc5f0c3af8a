import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime'
import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { fakeApiKey, fakeKeyId, fakeSecret } from '../../../sandbox/build.ts'

/** One question to the simulator. */
export interface Question {
  actions: string[]
  resources: string[]
  context: Record<string, string>
}

/** The sandbox's evaluator, asked over HTTP as the user and as the administrator. */
export function createJudge(endpoint: string, home: string) {
  const requestHandler = new NodeHttpHandler()
  const keys = (label: string) => ({
    accessKeyId: fakeKeyId('AKIA', label),
    secretAccessKey: fakeSecret(label),
  })
  const base = { endpoint, maxAttempts: 1, requestHandler }
  const iam = new IAMClient({ ...base, region: home, credentials: keys('ADMIN') })
  const runtimes = new Map<string, BedrockRuntimeClient>()

  function runtime(region: string, bearer: boolean): BedrockRuntimeClient {
    const key = `${region} ${bearer}`
    const known = runtimes.get(key)
    if (known !== undefined) {
      return known
    }
    const auth = bearer
      ? { token: { token: fakeApiKey('cline') }, authSchemePreference: ['httpBearerAuth'] }
      : { credentials: keys('CLINE'), authSchemePreference: ['sigv4'] }
    const client = new BedrockRuntimeClient({ ...base, region, ...auth })
    runtimes.set(key, client)
    return client
  }

  async function verdict(send: () => Promise<unknown>): Promise<'allowed' | 'denied'> {
    try {
      await send()
      return 'allowed'
    } catch (error) {
      if (error instanceof Error && error.name === 'AccessDeniedException') {
        return 'denied'
      }
      throw error
    }
  }

  return {
    iam,
    /** Creates the policy from its text, as strictly as IAM does, and attaches it to the user. */
    async install(user: string, document: string): Promise<void> {
      const created = await iam.send(
        new CreatePolicyCommand({ PolicyName: 'UnderTest', PolicyDocument: document }),
      )
      await iam.send(new AttachUserPolicyCommand({ UserName: user, PolicyArn: created.Policy?.Arn }))
    },
    /** Sends a prompt both ways that Cline uses; they must agree. */
    async prompt(region: string, modelId: string, bearer: boolean): Promise<'allowed' | 'denied'> {
      const input = { modelId, messages: [{ role: 'user' as const, content: [{ text: 'Reply with OK.' }] }] }
      const client = runtime(region, bearer)
      const [streamed, whole] = await Promise.all([
        verdict(() => client.send(new ConverseStreamCommand(input))),
        verdict(() => client.send(new ConverseCommand(input))),
      ])
      if (streamed !== whole) {
        throw new Error(`${modelId}: ${streamed} with streaming, ${whole} without`)
      }
      return streamed
    },
    /** The actions and resources of a question that would be allowed, as `action resource`. */
    async allowed(principal: string, question: Question): Promise<Set<string>> {
      const { EvaluationResults } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: principal,
          ActionNames: question.actions,
          ResourceArns: question.resources,
          ContextEntries: Object.entries(question.context).map(([name, value]) => ({
            ContextKeyName: name,
            ContextKeyType: 'string',
            ContextKeyValues: [value],
          })),
        }),
      )
      const yes = (EvaluationResults ?? []).flatMap(({ EvalActionName, ResourceSpecificResults }) =>
        (ResourceSpecificResults ?? [])
          .filter(({ EvalResourceDecision }) => EvalResourceDecision === 'allowed')
          .map(({ EvalResourceName }) => `${EvalActionName} ${EvalResourceName}`),
      )
      return new Set(yes)
    },
    close(): void {
      iam.destroy()
      for (const client of runtimes.values()) {
        client.destroy()
      }
    },
  }
}

export type Judge = ReturnType<typeof createJudge>
