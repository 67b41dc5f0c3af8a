import type { CallRecord } from './callRecord.ts'
import type { OverrideRule } from './overrides.ts'
import type { Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import type { WireRequest, WireResponse } from './wire.ts'
import type { World } from './world.ts'

const PREFIX = '/_sandbox/'

/** What the control path may see and change. */
export interface Controlled {
  world: World
  log: readonly CallRecord[]
  rules: OverrideRule[]
  delay: number
}

type Body = Record<string, unknown>
type Action = (state: Controlled, body: Body, pick: (name: string) => Scenario) => unknown

// What a scenario means for a client: where and with what to call.
function shown(name: string, { title, auth, profile, region, model, credentials }: Scenario): Body {
  return { name, title, auth, ...(profile ? { profile } : {}), region, model, credentials }
}

const ACTIONS: Record<string, Action> = {
  'GET /_sandbox/log': (state) => state.log,
  'GET /_sandbox/scenarios': () => Object.entries(SCENARIOS).map(([name, one]) => shown(name, one)),
  'POST /_sandbox/scenario': (_state, body, pick) => shown(`${body.name}`, pick(`${body.name}`)),
  'POST /_sandbox/clock': (state, body) => {
    state.world.clockOffsetSeconds = Number(body.seconds)
    return {}
  },
  'POST /_sandbox/delay': (state, body) => {
    state.delay = Number(body.milliseconds)
    return {}
  },
  'POST /_sandbox/override': (state, body) => {
    state.rules.push(body as unknown as OverrideRule)
    return {}
  },
}

/** Whether the request is about the sandbox itself, not to the AWS in it. */
export function isControl(request: WireRequest): boolean {
  return request.rawPath.startsWith(PREFIX)
}

function parse(body: Buffer): Body {
  const value: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

/**
 * Control from another process: GET log and scenarios, POST scenario {name}, clock {seconds},
 * delay {milliseconds}, override (a rule). JSON both ways; mistakes get 400 with {error}.
 */
export function answerControl(
  request: WireRequest,
  state: Controlled,
  pick: (name: string) => Scenario,
): WireResponse {
  const action = ACTIONS[`${request.method} ${request.rawPath}`]
  if (!action) return json(404, { error: `There is ${Object.keys(ACTIONS).join(', ')}` })
  try {
    return json(200, action(state, parse(request.body), pick))
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : 'bad request' })
  }
}
