import {
  ACCOUNT,
  addKey,
  DEVELOPER_ROLE,
  daysAgo,
  deny,
  FULL_AWS_ACCESS,
  fakeSecret,
  mainAccount,
  newAccount,
  newRole,
  newUser,
  replacePolicies,
  scp,
  trustAccount,
} from '../build.ts'
import { demoHome } from '../home.ts'
import {
  apiKeyScenario,
  changed,
  keyVariables,
  profileScenario,
  type Scenario,
  scenario,
} from '../scenario.ts'
import type { KeyOwner, World } from '../world.ts'

const HOUR = 3_600_000
const GOV_ACCOUNT = '210987654321'
const DEV: KeyOwner = { kind: 'user', account: ACCOUNT, user: 'dev' }
const ROLE_SESSION: KeyOwner = {
  kind: 'role',
  account: ACCOUNT,
  role: DEVELOPER_ROLE,
  session: 'dev-session',
}

function keyOfDev(world: World) {
  const key = Object.values(world.accessKeys).find(({ owner }) => owner.kind === 'user')
  if (!key) throw new Error('The world was built without its key')
  return key
}

function firstApiKey(world: World) {
  const [key] = world.apiKeys
  if (!key) throw new Error('The world was built without its API key')
  return key
}

function govWorld(world: World): void {
  const account = newAccount(GOV_ACCOUNT, 'Example GovCloud', 'aws-us-gov')
  account.users.dev = newUser('dev', 'AmazonBedrockLimitedAccess', 'IAMReadOnlyAccess')
  world.accounts[GOV_ACCOUNT] = account
  world.unsignedRegion = 'us-gov-west-1'
  addKey(world, 'AKIA', 'GOV', { kind: 'user', account: GOV_ACCOUNT, user: 'dev' })
}

const expiredAt = (token: string, refreshable: boolean) => ({
  token,
  expiresAt: new Date('2025-01-01T00:00:00Z'),
  refreshable,
})

/** Keys, sign-ins and API keys: who is calling, and whether AWS believes it. */
export const IDENTITY: Record<string, Scenario> = {
  healthy: scenario('Everything works: a user with an access key', null),
  'healthy-role': scenario('Everything works: temporary keys of a role', null, {
    credentials: keyVariables('ASIA', 'ROLE'),
    build: changed((world) => addKey(world, 'ASIA', 'ROLE', ROLE_SESSION)),
  }),
  'assumed-role': profileScenario('Everything works: a profile that assumes a role', null, 'bedrock-role'),
  'sso-role': profileScenario('Everything works: single sign-on', null, 'team-sso'),
  'aws-login': profileScenario('Everything works: aws login', null, 'login'),
  'helper-program': profileScenario('Everything works: a credential process', null, 'helper'),
  'api-key': apiKeyScenario('Everything works: a long-term Bedrock API key', null),
  govcloud: scenario('Everything works: GovCloud', null, {
    region: 'us-gov-west-1',
    model: 'us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0',
    credentials: keyVariables('AKIA', 'GOV'),
    build: changed(govWorld),
  }),
  'revoked-key': scenario('The access key was switched off', 'access-key-invalid', {
    build: changed((world) => {
      keyOfDev(world).status = 'Inactive'
    }),
  }),
  'deleted-key': scenario('AWS does not know the access key', 'access-key-invalid', {
    build: changed((world) => {
      world.accessKeys = {}
    }),
  }),
  'stray-session-token': scenario('A session token that does not belong to the key', 'access-key-invalid', {
    credentials: { ...keyVariables('ASIA', 'ROLE'), ...keyVariables('AKIA', 'DEV') },
  }),
  'wrong-secret': scenario('The secret access key is mistyped', 'secret-key-mismatch', {
    credentials: { ...keyVariables('AKIA', 'DEV'), AWS_SECRET_ACCESS_KEY: fakeSecret('MISTYPED') },
    home: () => demoHome({ secret: fakeSecret('MISTYPED') }),
  }),
  'expired-session': scenario('Temporary keys past their end', 'credentials-expired', {
    credentials: keyVariables('ASIA', 'ENDED'),
    build: changed((world) => addKey(world, 'ASIA', 'ENDED', ROLE_SESSION, { expires: Date.now() - HOUR })),
  }),
  'clock-skew': scenario('The clock of this computer is 20 minutes behind', 'clock-skew', {
    build: changed((world) => {
      world.clockOffsetSeconds = 1200
    }),
  }),
  'region-off': scenario('A region that the account has not enabled', 'region-not-enabled', {
    region: 'eu-central-2',
    model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  }),
  'region-mistyped': scenario('An availability zone instead of a region', 'region-invalid', {
    region: 'us-east-1a',
  }),
  'sts-off': scenario('STS is switched off in the region', 'region-not-enabled', {
    region: 'me-south-1',
    model: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    build: changed((world) => mainAccount(world).stsDisabled.push('me-south-1')),
  }),
  'assume-role-denied': profileScenario(
    'A role that trusts somebody else',
    'assume-role-denied',
    'bedrock-role',
    {
      build: changed((world) => {
        const trust = trustAccount('111122223333')
        mainAccount(world).roles[DEVELOPER_ROLE] = newRole(
          DEVELOPER_ROLE,
          trust,
          'AmazonBedrockLimitedAccess',
        )
      }),
    },
  ),
  'mfa-role': profileScenario(
    'A role that wants a one-time code',
    'mfa-unsupported-by-cline',
    'bedrock-role',
    {
      build: changed((world) => {
        const trust = trustAccount(ACCOUNT, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })
        mainAccount(world).roles[DEVELOPER_ROLE] = newRole(
          DEVELOPER_ROLE,
          trust,
          'AmazonBedrockLimitedAccess',
        )
      }),
      home: () => demoHome({ roleLines: [`mfa_serial = arn:aws:iam::${ACCOUNT}:mfa/dev`] }),
    },
  ),
  'sso-not-assigned': profileScenario(
    'Single sign-on without that role',
    'sso-role-not-assigned',
    'team-sso',
    {
      home: () => demoHome({ ssoRole: 'BillingAccess' }),
    },
  ),
  'sso-expired': profileScenario('A sign-in that ran out', 'sso-session-expired', 'team-sso', {
    home: () => demoHome({ ssoToken: expiredAt('aoaAAAAAexample-sso-old', false) }),
  }),
  'sso-refresh': profileScenario('A sign-in that is renewed without a word', null, 'team-sso', {
    home: () => demoHome({ ssoToken: expiredAt('aoaAAAAAexample-sso-old', true) }),
  }),
  'sso-revoked': profileScenario('A sign-in that the portal ended', 'sso-session-expired', 'team-sso', {
    build: changed((world) => {
      world.ssoTokens = []
    }),
  }),
  'sso-logged-out': profileScenario('Never signed in', 'sso-login-required', 'team-sso', {
    home: () => demoHome({ ssoToken: null }),
  }),
  'sso-other-region': profileScenario(
    'Single sign-on lives in another region',
    'sso-region-unsupported-by-cline',
    'team-sso',
    { region: 'eu-west-1', model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0' },
  ),
  'login-expired': profileScenario('aws login ran out', 'aws-login-expired', 'login', {
    build: changed((world) => {
      for (const grant of world.loginGrants) grant.refusal = 'TOKEN_EXPIRED'
    }),
  }),
  'api-key-revoked': apiKeyScenario('The API key was switched off', 'api-key-invalid', {
    build: changed((world) => {
      firstApiKey(world).status = 'Inactive'
    }),
  }),
  'api-key-expired': apiKeyScenario('The API key is past its end', 'api-key-expired', {
    build: changed((world) => {
      firstApiKey(world).expires = Date.now() - HOUR
    }),
  }),
  'no-bearer-permission': apiKeyScenario("The key's user may not use API keys", 'api-key-not-permitted', {
    build: changed((world) => {
      const user = mainAccount(world).users['BedrockAPIKey-x1y2']
      if (user) replacePolicies(user, { Effect: 'Allow', Action: 'bedrock:Invoke*', Resource: '*' })
    }),
  }),
  'api-keys-forbidden': apiKeyScenario('The organisation forbids API keys', 'api-key-not-permitted', {
    build: changed((world) => {
      const policies = [FULL_AWS_ACCESS, scp('noapikeys1', deny('bedrock:CallWithBearerToken'))]
      mainAccount(world).scps = [policies]
    }),
  }),
  root: scenario("The account's root user", 'root-identity', {
    credentials: keyVariables('AKIA', 'ROOT'),
    build: changed((world) => addKey(world, 'AKIA', 'ROOT', { kind: 'root', account: ACCOUNT })),
  }),
  'old-key': scenario('A key older than 90 days, and a second one', 'access-key-old', {
    build: changed((world) => {
      keyOfDev(world).createDate = daysAgo(300)
      addKey(world, 'AKIA', 'SPARE', DEV, { createDate: daysAgo(10) })
    }),
  }),
  'logging-off': scenario('Model invocation logging is off', 'logging-off', {
    build: changed((world) => {
      mainAccount(world).bedrock.loggingConfig = null
    }),
  }),
}
