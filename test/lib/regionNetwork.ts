import { createServer } from 'node:http'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer } from 'node:tls'
import { selfSignedCertificate } from '../sandbox/certificate.ts'
import { startSandbox } from '../sandbox/server.ts'

/** Each of AWS's hosts on a port of loopback of its own, by region; some of them hang. */
export interface RegionNetwork {
  /** For the adapter: the way there, and who has to be trusted on it. */
  proxy: { https: string; ca: string[]; noProxy: string[] }
  /** Open connections to hosts that hang. */
  readonly hanging: number
  /** Regions whose hosts were connected to. */
  reached: Set<string>
  stop(): Promise<void>
}

/** Ways to hang: no word after the connection stands, TLS but no answer, and an answer that never ends. */
export type Hang = 'silent' | 'no-answer' | 'half-answer'

const HALF = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4096\r\n\r\n{"model'

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)))

function join(one: Duplex, two: Duplex): void {
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const) {
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
    from.pipe(to)
  }
}

/**
 * A local AWS that answers everything after `delayMs`, and in front of it one TLS host for every region but those
 * in `hung`. The real addresses lead there by a proxy, as a proxy resolves the names itself.
 */
export async function startRegionNetwork(
  regions: readonly string[],
  hung: Readonly<Record<string, Hang>>,
  delayMs: number,
): Promise<RegionNetwork> {
  const sandbox = await startSandbox()
  for (const account of Object.values(sandbox.world.accounts)) {
    account.optInRegions = [...regions]
  }
  sandbox.setDelay(delayMs)
  const certificate = selfSignedCertificate(
    regions.flatMap((region) =>
      ['bedrock', 'bedrock-runtime', 'sts'].map((it) => `${it}.${region}.amazonaws.com`),
    ),
  )
  const open = new Set<Socket>()
  const stuck = new Set<Socket>()
  const keep = (into: Set<Socket>) => (socket: Socket) => {
    into.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => into.delete(socket))
  }
  const front = (hang: Hang | undefined): Server => {
    const server =
      hang === 'silent'
        ? // It reads, or it would not notice that the other side has gone.
          createTcpServer((socket) => socket.resume())
        : createTlsServer(certificate, (socket) => {
            if (hang === undefined) {
              join(socket, connect(sandbox.port, '127.0.0.1'))
            } else {
              socket.on('error', () => socket.destroy())
              socket.on('data', () => hang === 'half-answer' && socket.write(HALF))
            }
          })
    server.on('connection', keep(hang === undefined ? open : stuck))
    server.on('tlsClientError', () => {})
    return server
  }
  const fronts = regions.map((region) => ({ region, server: front(hung[region]) }))
  const ports = new Map<string, number>()
  for (const { region, server } of fronts) {
    ports.set(region, await listen(server))
  }
  const reached = new Set<string>()
  const proxy = createServer((_request, response) => response.writeHead(501).end())
  proxy.on('connection', keep(open))
  proxy.on('connect', (request, socket: Duplex) => {
    const region = /^[a-z-]+\.([a-z0-9-]+)\.amazonaws\.com:443$/.exec(request.url ?? '')?.[1] ?? ''
    reached.add(region)
    const upstream = connect(ports.get(region) ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      join(socket, upstream)
    })
    upstream.on('error', () => socket.destroy())
  })
  const port = await listen(proxy)
  return {
    proxy: { https: `http://127.0.0.1:${port}`, ca: [certificate.cert], noProxy: [] },
    get hanging() {
      return stuck.size
    },
    reached,
    async stop() {
      for (const socket of [...open, ...stuck]) {
        socket.destroy()
      }
      const servers = [proxy, ...fronts.map(({ server }) => server)]
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
      await sandbox.stop()
    },
  }
}
