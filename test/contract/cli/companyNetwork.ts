import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { selfSignedCertificate } from '../../sandbox/certificate.ts'

/** A company's way out: nothing but the proxy is reachable, it asks for a password and inspects TLS. */
export interface CompanyNetwork {
  /** HTTPS_PROXY with the right user name and password, or with the ones given. */
  proxy(user?: string, password?: string): string
  /** NODE_EXTRA_CA_CERTS: the certificate of the inspecting proxy. */
  caFile: string
  /** The port behind the proxy, where everybody claims to be AWS, for calls that go around it. */
  tlsPort: number
  /** Hosts that were asked for, in order, with `!` before those that were refused. */
  asked: string[]
  stop(): Promise<void>
}

const HOSTS = [
  'localhost',
  '*.amazonaws.com',
  '*.us-east-1.amazonaws.com',
  '*.sso.us-east-1.amazonaws.com',
  '*.signin.aws.amazon.com',
]
const USER = 'proxyuser'
const PASSWORD = 'p@ss:word/EXAMPLE'

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)))

const joinSockets = (one: Socket, two: Socket): void => {
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const) {
    from.on('error', () => to.destroy())
    from.pipe(to)
  }
}

/** Starts the network; every host of AWS leads to the local AWS at `port`. Nothing leaves this computer. */
export async function startCompanyNetwork(port: number): Promise<CompanyNetwork> {
  const certificate = selfSignedCertificate(HOSTS)
  const folder = mkdtempSync(join(tmpdir(), 'network-'))
  const caFile = join(folder, 'company-ca.pem')
  writeFileSync(caFile, certificate.cert)
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  }
  const front = createTlsServer(certificate, (socket) => joinSockets(socket, connect(port, '127.0.0.1')))
  front.on('connection', keep)
  front.on('tlsClientError', () => {})
  const tlsPort = await listen(front)

  const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
  const asked: string[] = []
  const proxy = createServer((_request, response) => response.writeHead(501).end())
  proxy.on('connection', keep)
  proxy.on('connect', (request, socket: Socket) => {
    socket.on('error', () => {})
    const right = request.headers['proxy-authorization'] === expected
    asked.push(`${right ? '' : '!'}${request.url}`)
    if (!right) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n',
      )
      return
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    joinSockets(socket, connect(tlsPort, '127.0.0.1'))
  })
  const proxyPort = await listen(proxy)
  return {
    proxy: (user = USER, password = PASSWORD) =>
      `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${proxyPort}`,
    caFile,
    tlsPort,
    asked,
    stop: async () => {
      for (const socket of open) {
        socket.destroy()
      }
      await Promise.all([front, proxy].map((server) => new Promise((done) => server.close(done))))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
