import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { GatedWorld } from './bedrock/stream.ts'
import type { CallRecord, Service } from './callRecord.ts'
import { answerControl, isControl } from './control.ts'
import { dispatch } from './dispatch.ts'
import { close, type Fault, type FaultyEndpoint, listen, makeFault } from './faults.ts'
import type { OverrideRule } from './overrides.ts'
import type { Scenario } from './scenario.ts'
import { findScenario } from './scenarios.ts'
import { createDualServer, type Respond } from './transport.ts'
import type { WireRequest } from './wire.ts'
import type { World } from './world.ts'

const ENDPOINTS: Record<Service, string> = {
  sts: 'AWS_ENDPOINT_URL_STS',
  iam: 'AWS_ENDPOINT_URL_IAM',
  bedrock: 'AWS_ENDPOINT_URL_BEDROCK',
  'bedrock-runtime': 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  sso: 'AWS_ENDPOINT_URL_SSO',
  'sso-oidc': 'AWS_ENDPOINT_URL_SSO_OIDC',
  signin: 'AWS_ENDPOINT_URL_SIGNIN',
}

export interface SandboxOptions {
  /** 0 or left out: a free port. */
  port?: number
  /** Name of a scenario; "healthy" if neither this nor a world is given. */
  scenario?: string
  /** A world of one's own. */
  world?: World
  /** Keep what was sent, word for word. */
  record?: boolean
}

/** A running local AWS on one port of 127.0.0.1, for HTTP/1.1 and HTTP/2 without TLS. */
export interface Sandbox {
  readonly url: string
  readonly port: number
  /** Open connections of clients. */
  readonly connections: number
  readonly world: GatedWorld
  /** Calls in the order of their answers. */
  readonly log: readonly CallRecord[]
  /** Requests in the order of their coming; empty unless recording was asked for. */
  readonly requests: WireRequest[]
  /** Starts the scenario afresh: its world, an empty log, no overrides, no delay. Throws on unknown names. */
  pick(name: string): Scenario
  /** The same with a world of one's own. */
  use(world: World): void
  /** Clock of this AWS minus clock of this computer. */
  setClockOffset(seconds: number): void
  /** Milliseconds before every answer. */
  setDelay(milliseconds: number): void
  /** From now on this answer instead of the real one; the first fitting rule wins. */
  override(rule: OverrideRule): void
  /** The same, once. */
  failNext(rule: Omit<OverrideRule, 'times'>): void
  /** The endpoint of the service, as env() gives it from now on, shows this fault. */
  setFault(service: Service, fault: Fault): Promise<FaultyEndpoint>
  /** Variables that lead the AWS SDK here. */
  env(): Record<string, string>
  stop(): Promise<void>
}

interface State {
  world: GatedWorld
  log: CallRecord[]
  requests: WireRequest[]
  record: boolean
  rules: OverrideRule[]
  delay: number
}

function respondFrom(state: State, pick: (name: string) => Scenario): Respond {
  return async (request) => {
    if (isControl(request)) return answerControl(request, state, pick)
    if (state.record) state.requests.push(request)
    if (state.delay > 0) await wait(state.delay)
    const answer = await dispatch(state.world, state.rules, request)
    state.log.push(answer.record)
    return 'cut' in answer ? undefined : answer.response
  }
}

function settle(state: State, world: World): void {
  state.world = world
  state.log.length = 0
  state.requests.length = 0
  state.rules.length = 0
  state.delay = 0
}

/** Starts a local AWS. Rejects when the port is taken or the scenario unknown. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = options.world ?? findScenario(options.scenario ?? 'healthy').build()
  const record = options.record ?? false
  const state: State = { world, log: [], requests: [], record, rules: [], delay: 0 }
  const faults = new Map<Service, FaultyEndpoint>()
  const pick = (name: string): Scenario => {
    const scenario = findScenario(name)
    settle(state, scenario.build())
    return scenario
  }
  const respond = respondFrom(state, pick)
  const server = createDualServer(respond)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const port = await listen(server, options.port)
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    get connections() {
      return sockets.size
    },
    get world() {
      return state.world
    },
    log: state.log,
    requests: state.requests,
    pick,
    use: (next) => settle(state, next),
    setClockOffset: (seconds) => {
      state.world.clockOffsetSeconds = seconds
    },
    setDelay: (milliseconds) => {
      state.delay = milliseconds
    },
    override: (rule) => {
      state.rules.push({ ...rule })
    },
    failNext: (rule) => {
      state.rules.push({ ...rule, times: 1 })
    },
    setFault: async (service, fault) => {
      const endpoint = await makeFault(fault, service, respond)
      await faults.get(service)?.stop()
      faults.set(service, endpoint)
      return endpoint
    },
    env: () => endpointVariables(url, faults),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([close(server), ...[...faults.values()].map((endpoint) => endpoint.stop())])
    },
  }
}

function endpointVariables(url: string, faults: Map<Service, FaultyEndpoint>): Record<string, string> {
  const services = Object.keys(ENDPOINTS) as Service[]
  return Object.fromEntries(services.map((service) => [ENDPOINTS[service], faults.get(service)?.url ?? url]))
}
