import assert from 'node:assert/strict'
import { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import {
  ACCOUNT,
  addKey,
  allow,
  fakeKeyId,
  fakeSecret,
  fakeToken,
  mainAccount,
  newUser,
  policy,
} from '../../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/server.ts'

/** Keys as the SDK takes them. */
export interface SdkKeys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** The fake keys of a label, as `addKey` of the sandbox makes them. */
export const keysOf = (label: string, prefix: 'AKIA' | 'ASIA' = 'AKIA'): SdkKeys => ({
  accessKeyId: fakeKeyId(prefix, label),
  secretAccessKey: fakeSecret(label),
  ...(prefix === 'ASIA' && { sessionToken: fakeToken(label) }),
})

/** AWS's own clients for one sandbox; nothing is tried twice. */
export function clientsFor(sandbox: Sandbox) {
  const made: { destroy(): void }[] = []
  const keep = <T extends { destroy(): void }>(client: T): T => {
    made.push(client)
    return client
  }
  const config = (credentials: SdkKeys, region: string) => ({
    endpoint: sandbox.url,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  })
  return {
    sts: (keys = keysOf('DEV'), region = 'us-east-1') => keep(new STSClient(config(keys, region))),
    iam: (keys = keysOf('DEV'), region = 'us-east-1') => keep(new IAMClient(config(keys, region))),
    close: () => {
      for (const client of made) {
        client.destroy()
      }
    },
  }
}

type Clients = ReturnType<typeof clientsFor>

/** One local AWS and its clients; what it has done and knows is reached through it after the hook has run. */
export interface Local {
  sandbox: Sandbox
  clients: Clients
}

/** Starts a fresh local AWS before each test of the suite, and stops it after. */
export function freshEachTest(): Local {
  const local = {} as Local
  beforeEach(async () => {
    local.sandbox = await startSandbox()
    local.clients = clientsFor(local.sandbox)
  })
  afterEach(async () => {
    local.clients.close()
    await local.sandbox.stop()
  })
  return local
}

/** Gives the main account an administrator, whose keys are `keysOf('ADMIN')`. */
export function addAdministrator({ world }: Sandbox): void {
  const boss = newUser('admin')
  boss.inline.Everything = policy(allow('*'))
  mainAccount(world).users.admin = boss
  addKey(world, 'AKIA', 'ADMIN', { kind: 'user', account: ACCOUNT, user: 'admin' })
}

/** For assert.rejects: the name, status and words of a refusal, and that it has a request id. */
export function refusal(name: string, status: number, message: RegExp | string) {
  return (error: unknown): true => {
    assert.ok(error instanceof Error)
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number; requestId?: string } }
    assert.deepEqual([error.name, $metadata?.httpStatusCode], [name, status], error.message)
    if (typeof message === 'string') {
      assert.equal(error.message, message)
    } else {
      assert.match(error.message, message)
    }
    assert.match($metadata?.requestId ?? '', /^[\da-f-]{36}$/)
    return true
  }
}
