import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { issueTemporaryKey } from './keys.ts'
import type { KeyOwner, World } from './world.ts'

const ROLE_LIST = '/latest/meta-data/iam/security-credentials/'

/** What a machine in AWS offers on its link-local addresses: here on loopback. */
export interface Metadata {
  url: string
  /** For an instance: the second version of its service, with tokens. */
  instanceEnv: Record<string, string>
  /** For a container: an address and the token that has to be sent along. */
  containerEnv: Record<string, string>
  /** Requests in their order, as `METHOD path status`. */
  log: string[]
  stop(): Promise<void>
}

/** Starts the metadata service of a machine whose role belongs to `owner`. */
export async function startMetadata(world: World, owner: KeyOwner & { kind: 'role' }): Promise<Metadata> {
  const tokens = new Set<string>()
  const containerToken = `EXAMPLE-container-${randomBytes(8).toString('hex')}`
  const log: string[] = []

  type Reply = [status: number, body?: string, type?: string]

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const [status, body = '', type = 'text/plain'] = answer(request)
    log.push(`${request.method} ${request.url} ${status}`)
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  }

  function key(): object {
    const { id, secret, sessionToken, expires } = issueTemporaryKey(world, owner, 6 * 3600)
    const Expiration = new Date(expires ?? 0).toISOString()
    return { AccessKeyId: id, SecretAccessKey: secret, Token: sessionToken, Expiration }
  }

  const json = (value: object): Reply => [200, JSON.stringify(value), 'application/json']

  function newToken({ method, headers }: IncomingMessage): Reply {
    if (method !== 'PUT' || !headers['x-aws-ec2-metadata-token-ttl-seconds']) return [400]
    const token = randomBytes(16).toString('hex')
    tokens.add(token)
    return [200, token]
  }

  function instance({ url, headers }: IncomingMessage): Reply {
    if (!tokens.has(`${headers['x-aws-ec2-metadata-token']}`)) return [401]
    if (url === ROLE_LIST) return [200, owner.role]
    return url === `${ROLE_LIST}${owner.role}`
      ? json({ Code: 'Success', Type: 'AWS-HMAC', LastUpdated: new Date().toISOString(), ...key() })
      : [404]
  }

  function answer(request: IncomingMessage): Reply {
    if (request.url === '/latest/api/token') return newToken(request)
    if (request.url !== '/container') return instance(request)
    return request.headers.authorization === containerToken ? json(key()) : [401]
  }

  const server = createServer(respond)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    log,
    instanceEnv: { AWS_EC2_METADATA_SERVICE_ENDPOINT: url, AWS_EC2_METADATA_DISABLED: 'false' },
    containerEnv: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
