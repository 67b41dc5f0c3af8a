import { fakeApiKey, fakeKeyId, fakeSecret, fakeToken, healthyWorld } from './build.ts'
import { demoHome } from './home.ts'
import type { World } from './world.ts'

/** One situation that a test or a person picks by name. */
export interface Scenario {
  /** For people, one line. */
  title: string
  /** The diagnosis it should get, an id of the project's list; null: nothing is wrong. */
  expect: string | null
  auth: 'keys' | 'profile' | 'api-key'
  /** Only with auth "profile". */
  profile?: string
  region: string
  model: string
  /** Environment variables that hold the (fake) credentials; empty with auth "profile". */
  credentials: Record<string, string>
  /** A new world each time. */
  build: () => World
  /** Files of the person's home, by path below it. */
  home: () => Record<string, string>
}

export const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'

/** Variables for the key of that label. */
export function keyVariables(prefix: 'AKIA' | 'ASIA', label: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: fakeKeyId(prefix, label),
    AWS_SECRET_ACCESS_KEY: fakeSecret(label),
    ...(prefix === 'ASIA' ? { AWS_SESSION_TOKEN: fakeToken(label) } : {}),
  }
}

export function apiKeyVariables(label: string): Record<string, string> {
  return { AWS_BEARER_TOKEN_BEDROCK: fakeApiKey(label) }
}

/** The healthy world with what `change` does to it. */
export function changed(change: (world: World) => void): () => World {
  return () => {
    const world = healthyWorld()
    change(world)
    return world
  }
}

/** A scenario: user dev with a key in us-east-1, all well, but for what is given. */
export function scenario(title: string, expect: string | null, changes: Partial<Scenario> = {}): Scenario {
  return {
    title,
    expect,
    auth: 'keys',
    region: 'us-east-1',
    model: SONNET,
    credentials: keyVariables('AKIA', 'DEV'),
    build: healthyWorld,
    home: () => demoHome(),
    ...changes,
  }
}

/** The same with a profile instead of keys. */
export function profileScenario(
  title: string,
  expect: string | null,
  profile: string,
  changes: Partial<Scenario> = {},
): Scenario {
  return scenario(title, expect, { auth: 'profile', profile, credentials: {}, ...changes })
}

/** The same with a Bedrock API key instead of keys. */
export function apiKeyScenario(
  title: string,
  expect: string | null,
  changes: Partial<Scenario> = {},
): Scenario {
  return scenario(title, expect, { auth: 'api-key', credentials: apiKeyVariables('x1y2'), ...changes })
}
