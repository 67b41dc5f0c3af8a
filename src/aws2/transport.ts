import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Readable } from 'node:stream'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsOptions, ProxySettings } from './options.ts'

const KEEP_BYTES = 2000
const CONNECT_MS = 10_000
const IDLE_MS = 60_000

/** The start of an answer's body, kept on the response because the SDK consumes it. */
export const CAPTURED = 'capturedBody'

type Handle = NodeHttpHandler['handle']
type Handled = Awaited<ReturnType<Handle>>

/** HTTP/1.1, as Cline's own fetch, through the proxy if there is one. */
export type Transport = Pick<NodeHttpHandler, 'handle' | 'destroy' | 'metadata'>

/** Builds the one transport that all clients share. */
export async function createTransport(options: AwsOptions): Promise<Transport> {
  const proxy = options.proxy ?? proxyFromEnv(options.env)
  const agents = proxy === undefined ? directAgents() : await proxyAgents(proxy)
  const inner = new NodeHttpHandler({
    connectionTimeout: CONNECT_MS,
    socketTimeout: IDLE_MS,
    throwOnRequestTimeout: true,
    ...agents,
  })
  const handle = async (...args: Parameters<Handle>): Promise<Handled> =>
    keepStart(await inner.handle(...args))
  return { handle: handle as Handle, destroy: () => inner.destroy(), metadata: inner.metadata }
}

const directAgents = () => ({
  httpAgent: new HttpAgent({ keepAlive: true }),
  httpsAgent: new HttpsAgent({ keepAlive: true }),
})

async function proxyAgents(proxy: ProxySettings) {
  const { ProxyAgent } = await import('proxy-agent')
  const agent = new ProxyAgent({
    keepAlive: true,
    getProxyForUrl: (url) => proxyFor(url, proxy),
    ...(proxy.strictSSL === false && { rejectUnauthorized: false }),
  })
  return { httpAgent: agent, httpsAgent: agent }
}

/** The variables that every command-line tool reads. */
export function proxyFromEnv(env: NodeJS.ProcessEnv): ProxySettings | undefined {
  const https = env.HTTPS_PROXY ?? env.https_proxy
  const http = env.HTTP_PROXY ?? env.http_proxy
  if (!https && !http) {
    return undefined
  }
  const noProxy = (env.NO_PROXY ?? env.no_proxy ?? '').split(/[\s,]+/).filter((each) => each !== '')
  return { ...(https && { https }), ...(http && { http }), noProxy }
}

/** The proxy for one address; empty text for none. */
export function proxyFor(url: string, proxy: ProxySettings): string {
  const { hostname, protocol, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const excluded = (proxy.noProxy ?? []).some((entry) => matches(entry.toLowerCase(), host, port))
  if (excluded) {
    return ''
  }
  return (protocol === 'http:' ? proxy.http : proxy.https) ?? ''
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') {
    return true
  }
  const [, name = entry, wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
  if (wanted !== undefined && wanted !== port) {
    return false
  }
  const plain = name.replace(/^\*?\./, '')
  return host === plain || host.endsWith(`.${plain}`)
}

/** Keeps the start of a refusal or of a web page, and hands the body on whole. */
async function keepStart(handled: Handled): Promise<Handled> {
  const { response } = handled
  const type = response.headers['content-type'] ?? ''
  if (response.statusCode < 300 && !type.includes('html')) {
    return handled
  }
  const chunks: Buffer[] = []
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(Buffer.from(chunk))
  }
  const body = Buffer.concat(chunks)
  response.body = Readable.from([body])
  Object.assign(response, { [CAPTURED]: body.toString('utf8', 0, KEEP_BYTES) })
  return handled
}
