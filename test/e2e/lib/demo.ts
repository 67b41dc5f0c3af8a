import { ACCOUNT, DEVELOPER_ROLE, fakeApiKey, fakeKeyId, fakeSecret, fakeToken } from '../../sandbox/build.ts'
import type { Scenario } from '../../sandbox/scenario.ts'
import { findScenario } from '../../sandbox/scenarios.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import { writeFiles } from './world.ts'

/** A local AWS and a home that fits it. */
export interface Demo {
  sandbox: Sandbox
  scenario: Scenario
  /** Names of the profiles in the home. */
  profiles: string[]
  /** Made-up credentials that this AWS believes, for the fields of the page. */
  typed: { accessKeyId: string; secretAccessKey: string; apiKey: string }
  /** For the extension host. */
  env: Record<string, string>
}

/** Temporary keys that ran out an hour ago; this AWS knows them, as the real one would. */
function addExpiredKey(sandbox: Sandbox): string {
  const id = fakeKeyId('ASIA', 'OLD')
  const [secret, sessionToken] = [fakeSecret('OLD'), fakeToken('OLD')]
  sandbox.world.accessKeys[id] = {
    id,
    secret,
    sessionToken,
    owner: { kind: 'role', account: ACCOUNT, role: DEVELOPER_ROLE, session: 'demo' },
    status: 'Active',
    createDate: new Date(Date.now() - 7_200_000).toISOString(),
    expires: Date.now() - 3_600_000,
  }
  return [
    '[expired]',
    `aws_access_key_id = ${id}`,
    `aws_secret_access_key = ${secret}`,
    `aws_session_token = ${sessionToken}`,
    '',
  ].join('\n')
}

const profileHeader = /^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]/gm

/** Names of the profiles in the text of an ini file of `~/.aws`. */
function profilesIn(text: string): string[] {
  const names = [...text.matchAll(profileHeader)].map(([, name = '']) => name)
  return names.filter((name) => !/^(sso-session|services)\s/.test(name))
}

/** Starts the local AWS and fills the (throw-away) home: `~/.aws`, and a Cline that is not set up yet. */
export async function startDemo(home: string, name = 'healthy'): Promise<Demo> {
  const scenario = findScenario(name)
  const sandbox = await startSandbox({ scenario: name })
  const files = scenario.home()
  const credentials = `${files['.aws/credentials'] ?? ''}\n${addExpiredKey(sandbox)}`
  writeFiles(home, { '.cline/data/globalState.json': '{}\n', ...files, '.aws/credentials': credentials })
  return {
    sandbox,
    scenario,
    profiles: [...new Set(profilesIn(`${files['.aws/config'] ?? ''}\n${credentials}`))],
    typed: {
      accessKeyId: fakeKeyId('AKIA', 'DEV'),
      secretAccessKey: fakeSecret('DEV'),
      apiKey: fakeApiKey('x1y2'),
    },
    env: { ...sandbox.env(), AWS_EC2_METADATA_DISABLED: 'true', CLINE_DIR: `${home}/.cline` },
  }
}
