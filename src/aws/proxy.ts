import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { rootCertificates } from 'node:tls'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsOptions, ProxySettings } from './options.ts'

const CONNECT_MS = 10_000
// Until the answer's head: a model that thinks long sends it only then.
const ANSWER_MS = 120_000
// Free connections end before a firewall forgets them: without retries a dead one would fail a call.
const IDLE_MS = 8_000

/** Where requests go: directly, or through which proxy. */
export interface Route {
  http?: string
  https?: string
  noProxy: string[]
}

/** The editor's settings where it has any, else the environment's. */
export function routeOf(env: NodeJS.ProcessEnv, proxy?: ProxySettings): Route {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined
  const noProxy = proxy?.noProxy ?? (read('NO_PROXY') ?? '').split(/[\s,]+/)
  const all = read('ALL_PROXY')
  const https = proxy?.https || read('HTTPS_PROXY') || all
  const http = proxy?.https || read('HTTP_PROXY') || all
  return {
    noProxy: noProxy.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== ''),
    ...(https !== undefined && { https: withScheme(https) }),
    ...(http !== undefined && { http: withScheme(http) }),
  }
}

const withScheme = (proxy: string): string => (proxy.includes('://') ? proxy : `http://${proxy}`)

/** The proxy for a URL, or an empty text for none. Loopback is direct unless `<-loopback>` is listed. */
export function proxyFor(url: string, route: Route): string {
  const { protocol, hostname, port } = new URL(url)
  const proxy = (protocol === 'https:' ? route.https : route.http) ?? ''
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  const number = port || (protocol === 'https:' ? '443' : '80')
  const direct =
    (isLoopback(host) && !route.noProxy.includes('<-loopback>')) ||
    route.noProxy.some((entry) => excludes(entry, host, number))
  return direct ? '' : proxy
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)

function excludes(entry: string, host: string, port: string): boolean {
  const withPort = /^\[?(.+?)\]?:(\d+)$/.exec(entry)
  const exact = entry.includes('::') && !entry.startsWith('[')
  const name = exact || withPort === null ? entry.replace(/^\[|\]$/g, '') : (withPort[1] ?? '')
  if (!exact && withPort !== null && withPort[2] !== port) {
    return false
  }
  const suffix = name.replace(/^\*?\./, '')
  return name === '*' || host === suffix || host.endsWith(`.${suffix}`)
}

/** The one HTTP/1.1 handler of all clients: Cline speaks HTTP/1.1 too, and proxies know nothing else. */
export async function createHandler(options: AwsOptions): Promise<NodeHttpHandler> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const route = routeOf(options.env, options.proxy)
  const extra = options.proxy?.ca ?? []
  const agentOptions = {
    keepAlive: true,
    timeout: IDLE_MS,
    ...(extra.length > 0 && { ca: [...rootCertificates, ...extra] }),
  }
  const proxied = route.http !== undefined || route.https !== undefined
  const direct = { httpAgent: new HttpAgent(agentOptions), httpsAgent: new HttpsAgent(agentOptions) }
  const agents = proxied
    ? await proxyAgents(direct, route, {
        ...agentOptions,
        // For the connection to the proxy alone; AWS's certificate is always checked.
        rejectUnauthorized: options.proxy?.strictSSL !== false,
      })
    : direct
  return new NodeHttpHandler({
    ...agents,
    connectionTimeout: CONNECT_MS,
    requestTimeout: ANSWER_MS,
    throwOnRequestTimeout: true,
    socketTimeout: ANSWER_MS,
  })
}

type RoutingAgents = typeof import('./proxyAgent.ts').routingAgents

/** Only who has a proxy pays for loading the code for it. */
async function proxyAgents(
  direct: Parameters<RoutingAgents>[0],
  route: Route,
  toProxy: Parameters<RoutingAgents>[2],
) {
  const { routingAgents } = await import('./proxyAgent.ts')
  return routingAgents(direct, (url) => proxyFor(url, route), toProxy)
}
