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

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const reply = (status: number, body = '', type = 'text/plain') => {
      log.push(`${request.method} ${request.url} ${status}`)
      response.writeHead(status, { 'content-type': type })
      response.end(body)
    }
    const key = () => {
      const { id, secret, sessionToken, expires } = issueTemporaryKey(world, owner, 6 * 3600)
      return {
        AccessKeyId: id,
        SecretAccessKey: secret,
        Token: sessionToken,
        Expiration: new Date(expires ?? 0).toISOString(),
      }
    }
    const json = (value: object) => reply(200, JSON.stringify(value), 'application/json')
    if (request.url === '/latest/api/token') {
      if (request.method !== 'PUT' || !request.headers['x-aws-ec2-metadata-token-ttl-seconds'])
        return reply(400)
      const token = randomBytes(16).toString('hex')
      tokens.add(token)
      return reply(200, token)
    }
    if (request.url === '/container') {
      return request.headers.authorization === containerToken ? json(key()) : reply(401)
    }
    if (!tokens.has(`${request.headers['x-aws-ec2-metadata-token']}`)) return reply(401)
    if (request.url === ROLE_LIST) return reply(200, owner.role)
    return request.url === `${ROLE_LIST}${owner.role}`
      ? json({ Code: 'Success', Type: 'AWS-HMAC', LastUpdated: new Date().toISOString(), ...key() })
      : reply(404)
  }

  const server = createServer(answer)
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
