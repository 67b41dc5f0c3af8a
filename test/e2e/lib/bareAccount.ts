import {
  ACCOUNT,
  addKey,
  emptyWorld,
  fakeKeyId,
  fakeSecret,
  newAccount,
  newUser,
} from '../../sandbox/build.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server.ts'
import type { Account, World as AwsWorld } from '../../sandbox/world.ts'
import { installTestClock, type TestClock } from './testClock/install.ts'
import { type Visit, type VisitOptions, visitVsCode } from './visit.ts'
import { type Files, makeWorld } from './world.ts'

/** The model that the account has no agreement for. */
export const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'

/** An account in which nothing is prepared: a user who may do nothing, no form, no agreement. An owner may all. */
function bareWorld(): { world: AwsWorld; account: Account } {
  const world = emptyWorld()
  const account = newAccount(ACCOUNT, 'bare')
  world.accounts[ACCOUNT] = account
  account.users.admin = newUser('admin', 'AdministratorAccess')
  account.users.newcomer = newUser('newcomer')
  account.users.owner = newUser('owner', 'AdministratorAccess')
  addKey(world, 'AKIA', 'ADMIN', { kind: 'user', account: ACCOUNT, user: 'admin' })
  addKey(world, 'AKIA', 'OWNER', { kind: 'user', account: ACCOUNT, user: 'owner' })
  addKey(world, 'AKIA', 'NEW', { kind: 'user', account: ACCOUNT, user: 'newcomer' })
  forget(account)
  return { world, account }
}

/** Neither form nor agreement, as before anybody's first use. */
export function forget({ bedrock }: Account): void {
  bedrock.useCaseForm = null
  bedrock.agreements[BASE] = 'NOT_AVAILABLE'
}

const keysOf = (profile: string, label: string): string =>
  `[${profile}]\naws_access_key_id = ${fakeKeyId('AKIA', label)}\naws_secret_access_key = ${fakeSecret(label)}\n`

/** A home with a profile of each, and a Cline that is not set up. */
const BARE_HOME: Files = {
  '.cline/data/globalState.json': '{}\n',
  '.aws/config': '[profile newcomer]\nregion = us-east-1\n[profile owner]\nregion = us-east-1\n',
  '.aws/credentials': keysOf('newcomer', 'NEW') + keysOf('owner', 'OWNER'),
}

/** A user at a real VS Code, behind it an account in which nothing is prepared and a clock that the test sets. */
export interface BareVisit {
  visit: Visit
  sandbox: Sandbox
  account: Account
  clock: TestClock
  end: () => Promise<void>
}

/** Starts the bare account's local AWS, then VS Code on it; `command` is run from the palette. */
export async function visitBareAccount(
  options: Pick<VisitOptions, 'command' | 'locale'>,
): Promise<BareVisit> {
  const bare = bareWorld()
  const sandbox = await startSandbox({ world: bare.world })
  const world = makeWorld(BARE_HOME)
  const clock = await installTestClock(world, sandbox)
  const env = {
    ...sandbox.env(),
    ...clock.env,
    AWS_EC2_METADATA_DISABLED: 'true',
    CLINE_DIR: `${world.home}/.cline`,
  }
  const visit = await visitVsCode({ world, env, ...options })
  return {
    visit,
    sandbox,
    account: bare.account,
    clock,
    async end() {
      await visit.end()
      await sandbox.stop()
    },
  }
}
