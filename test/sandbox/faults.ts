import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { selfSignedCertificate } from './certificate.ts'
import { listener, type Respond } from './transport.ts'

/** Trouble on the way to a service: no such name, nobody listening, or an untrusted certificate. */
export type Fault = 'dns' | 'refused' | 'tls'

/** A place that shows the fault, and how to take it away again. */
export interface FaultyEndpoint {
  url: string
  /** PEM of the untrusted certificate; only with "tls". */
  certificate?: string
  stop: () => Promise<void>
}

/** Starts on a free (or the given) port of the loopback address; resolves to the port. */
export function listen(server: net.Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo
      resolve(address.port)
    })
  })
}

export function close(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

async function closedPort(): Promise<number> {
  const server = net.createServer()
  const port = await listen(server)
  await close(server)
  return port
}

/** Makes the fault; with "tls" the answers behind the certificate are real ones. */
export async function makeFault(fault: Fault, service: string, respond: Respond): Promise<FaultyEndpoint> {
  const nothing = async (): Promise<void> => {}
  if (fault === 'dns') return { url: `http://${service}.sandbox.invalid`, stop: nothing }
  if (fault === 'refused') return { url: `http://127.0.0.1:${await closedPort()}`, stop: nothing }
  const { key, cert } = selfSignedCertificate()
  const server = https.createServer({ key, cert }, listener(respond))
  const port = await listen(server)
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return close(server)
  }
  return { url: `https://127.0.0.1:${port}`, certificate: cert, stop }
}
