import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findScenario } from '../../sandbox/scenarios.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import type { Files } from './world.ts'

/** A local AWS with the home of its user. */
export interface Demo {
  sandbox: Sandbox
  url: string
  scenario: string
  profiles: string[]
  home: Files
  /** Variables of the editor: the endpoints of the local AWS, and nothing of the tester's. */
  env: Record<string, string>
  /** Makes paths inside the files true for the folder they were written to. */
  settle(homeFolder: string): void
}

/** Starts the local AWS with a named scenario; "healthy" if none is given. */
export async function startDemo(name = 'healthy'): Promise<Demo> {
  const scenario = findScenario(name)
  const sandbox = await startSandbox({ scenario: name })
  const home = scenario.home()
  const config = home['.aws/config'] ?? ''
  const profiles = [...config.matchAll(/^\[(?:profile )?([^\s\]]+)\]/gm)].map((found) => found[1] ?? '')
  return {
    sandbox,
    url: sandbox.url,
    scenario: `${name}: ${scenario.title}`,
    profiles,
    home,
    env: { ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true' },
    settle(homeFolder) {
      const file = join(homeFolder, '.aws/config')
      if (existsSync(file)) {
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('$HOME', homeFolder), { mode: 0o600 })
      }
    },
  }
}
