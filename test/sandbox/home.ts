import { createHash, generateKeyPairSync } from 'node:crypto'
import { ACCOUNT, DEVELOPER_ROLE, fakeKeyId, fakeSecret } from './build.ts'

const SSO_CACHE = '.aws/sso/cache'
const LOGIN_SESSION = `arn:aws:iam::${ACCOUNT}:user/dev`

/** What differs from a home in which every profile works. */
export interface HomeOptions {
  region?: string
  ssoRegion?: string
  /** Permission set that the SSO profile asks for. */
  ssoRole?: string
  /** null: never signed in. */
  ssoToken?: { token: string; expiresAt: Date; refreshable: boolean } | null
  /** Further lines of the role's profile. */
  roleLines?: string[]
  secret?: string
}

function section(title: string, values: Record<string, string>, lines: string[] = []): string {
  const entries = Object.entries(values).map(([key, value]) => `${key} = ${value}`)
  return [`[${title}]`, ...entries, ...lines, ''].join('\n')
}

function configFile(options: HomeOptions): string {
  const region = options.region ?? 'us-east-1'
  return [
    section('default', { region }),
    section('profile dev', { region }),
    section('profile team-sso', {
      sso_session: 'corp',
      sso_account_id: ACCOUNT,
      sso_role_name: options.ssoRole ?? 'PowerUserAccess',
      region,
    }),
    section('sso-session corp', {
      sso_region: options.ssoRegion ?? 'us-east-1',
      sso_start_url: 'https://example.awsapps.com/start',
      sso_registration_scopes: 'sso:account:access',
    }),
    section(
      'profile bedrock-role',
      { role_arn: `arn:aws:iam::${ACCOUNT}:role/${DEVELOPER_ROLE}`, source_profile: 'dev', region },
      options.roleLines,
    ),
    section('profile login', { login_session: LOGIN_SESSION, region }),
    section('profile helper', { credential_process: 'cat "$HOME/.aws/helper.json"', region }),
    section('profile only-a-region', { region }),
  ].join('\n')
}

function ssoCache(options: HomeOptions): Record<string, string> {
  const inAnHour = { token: 'aoaAAAAAexample-sso-access-token', refreshable: true }
  const token =
    options.ssoToken === undefined
      ? { ...inAnHour, expiresAt: new Date(Date.now() + 3_600_000) }
      : options.ssoToken
  if (token === null) return {}
  const content = {
    startUrl: 'https://example.awsapps.com/start',
    region: options.ssoRegion ?? 'us-east-1',
    accessToken: token.token,
    expiresAt: token.expiresAt.toISOString().replace(/\.\d{3}/, ''),
    ...(token.refreshable
      ? {
          clientId: 'EXAMPLE-client',
          clientSecret: 'EXAMPLE-client-secret',
          registrationExpiresAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
          refreshToken: 'EXAMPLE-sso-refresh-token',
        }
      : {}),
  }
  const name = createHash('sha1').update('corp').digest('hex')
  return { [`${SSO_CACHE}/${name}.json`]: JSON.stringify(content, null, 2) }
}

/** A sign-in of `aws login` whose keys have run out, so that its first use renews it. */
function loginCache(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const content = {
    accessToken: {
      accessKeyId: fakeKeyId('ASIA', 'LOGIN'),
      secretAccessKey: fakeSecret('LOGIN'),
      sessionToken: 'EXAMPLE-login-session-token',
      accountId: ACCOUNT,
      expiresAt: '2025-01-01T00:00:00Z',
    },
    tokenType: 'aws_sigv4',
    clientId: 'arn:aws:signin:::devtools/same-device',
    refreshToken: 'EXAMPLE-login-refresh-token',
    idToken: 'EXAMPLE',
    dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  }
  const name = createHash('sha256').update(LOGIN_SESSION).digest('hex')
  return { [`.aws/login/cache/${name}.json`]: JSON.stringify(content, null, 2) }
}

/** Files of a demo home, by path below it: a profile of every kind, with the fake keys of the scenarios. */
export function demoHome(options: HomeOptions = {}): Record<string, string> {
  const id = fakeKeyId('AKIA', 'DEV')
  const secret = options.secret ?? fakeSecret('DEV')
  const keys = { aws_access_key_id: id, aws_secret_access_key: secret }
  return {
    '.aws/config': configFile(options),
    '.aws/credentials': section('dev', keys),
    '.aws/helper.json': JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret }),
    ...ssoCache(options),
    ...loginCache(),
  }
}
