import type { ClientRequest, Agent as HttpAgent } from 'node:http'
import { Agent, type AgentConnectOpts } from 'agent-base'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { SocksProxyAgent } from 'socks-proxy-agent'

/** How connections are kept and, towards the proxy itself, checked. */
interface ConnectionOptions {
  keepAlive: boolean
  timeout: number
  ca?: string[]
  rejectUnauthorized?: boolean
}

/** The agents for calls that go directly. */
interface DirectAgents {
  httpAgent: HttpAgent
  httpsAgent: HttpAgent
}

/** An agent that asks for each request which way it goes. */
class RoutingAgent extends Agent {
  readonly #direct: DirectAgents
  readonly #proxyFor: (url: string) => string
  readonly #toProxy: ConnectionOptions
  readonly #known = new Map<string, HttpAgent>()

  constructor(direct: DirectAgents, proxyFor: (url: string) => string, toProxy: ConnectionOptions) {
    // Without the option for the proxy's own certificate: what is passed here holds for AWS's too.
    const { rejectUnauthorized: _, ...forAws } = toProxy
    super(forAws)
    this.#direct = direct
    this.#proxyFor = proxyFor
    this.#toProxy = toProxy
  }

  connect(request: ClientRequest, { secureEndpoint }: AgentConnectOpts): HttpAgent {
    const proxy = this.#proxyFor(
      `${secureEndpoint ? 'https' : 'http'}://${String(request.getHeader('host'))}`,
    )
    if (proxy === '') {
      return secureEndpoint ? this.#direct.httpsAgent : this.#direct.httpAgent
    }
    const key = `${secureEndpoint} ${proxy}`
    const agent = this.#known.get(key) ?? agentFor(proxy, secureEndpoint, this.#toProxy)
    this.#known.set(key, agent)
    return agent
  }
}

function agentFor(proxy: string, secure: boolean, options: ConnectionOptions): HttpAgent {
  const protocol = URL.canParse(proxy) ? new URL(proxy).protocol : ''
  if (/^socks[45]?[ah]?:$/.test(protocol)) {
    return attentive(new SocksProxyAgent(proxy, options))
  }
  if (protocol !== 'http:' && protocol !== 'https:') {
    // The address may hold a password, so only its beginning is told.
    throw Object.assign(new Error(`proxy response: no such kind of proxy: "${protocol}"`), {
      code: 'ERR_PROXY_PROTOCOL',
    })
  }
  return attentive(secure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options))
}

/** A way through a proxy takes time to open; when nobody wants it any more by then, it is closed again. */
function attentive(agent: Agent): Agent {
  const connect = agent.connect.bind(agent)
  agent.connect = async (request, options) => {
    const way = await connect(request, options)
    if (request.destroyed && 'destroy' in way) {
      way.destroy()
      throw new Error('The request was ended before its connection stood.')
    }
    return way
  }
  return agent
}

/** One agent for both schemes. `proxyFor` gives a proxy's URL for a request's, or an empty text for none. */
export function routingAgents(
  direct: DirectAgents,
  proxyFor: (url: string) => string,
  toProxy: ConnectionOptions,
): DirectAgents {
  const agent = new RoutingAgent(direct, proxyFor, toProxy)
  return { httpAgent: agent, httpsAgent: agent }
}
