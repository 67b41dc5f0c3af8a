import { createHash } from 'node:crypto'
import type { AwsTarget } from '../../../src/app/ports.ts'
import type { AwsOptions } from '../../../src/aws/options.ts'
import {
  type Answer,
  adapter,
  endpoints,
  makeHome,
  SECRET,
  type Seen,
  startStub,
  withProcessEnv,
} from './support.ts'

export const P: AwsTarget = { auth: { kind: 'profile', profile: 'p' }, region: 'eu-west-1' }
export const DEFAULT: AwsTarget = { auth: { kind: 'default' }, region: 'eu-west-1' }
export const STATIC = `[base]\naws_access_key_id = AKIATESTBASE22222222\naws_secret_access_key = ${SECRET}\n`
export const ROLE = '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = base\n'
export const SSO = [
  '[profile p]',
  'sso_session = corp',
  'sso_account_id = 123456789012',
  'sso_role_name = PowerUser',
  '[sso-session corp]',
  'sso_region = us-east-2',
  'sso_start_url = https://example.awsapps.com/start',
  '',
].join('\n')
export const CACHE = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`
export const FAR = '2099-01-01T00:00:00Z'
export const sign = (expiresAt: string, more: object = {}) =>
  JSON.stringify({ accessToken: 'aoaTESTexample', expiresAt, region: 'us-east-2', ...more })
export const ASSUMED = `<Credentials><AccessKeyId>ASIATESTROLE22222222</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>token</SessionToken><Expiration>${FAR}</Expiration></Credentials>`
export const ROLE_CREDENTIALS = JSON.stringify({
  roleCredentials: {
    accessKeyId: 'ASIATESTSSO222222222',
    secretAccessKey: SECRET,
    sessionToken: 'token',
    expiration: Date.parse(FAR),
  },
})

export const refusal = (status: number, name: string, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': name, 'x-amzn-requestid': 'request-9' },
  body: JSON.stringify(body),
})

/** Lays out a home, starts AWS on loopback, and runs with both. */
export async function at<T>(
  files: Record<string, string>,
  reply: (seen: Seen) => Answer,
  run: (
    aws: ReturnType<typeof adapter>,
    place: { seen: Seen[]; home: string; write: (path: string, text: string) => void },
  ) => Promise<T>,
  more: { env?: Record<string, string>; options?: Partial<AwsOptions> } = {},
): Promise<T> {
  const { home, write, remove } = makeHome(files)
  const stub = await startStub(reply)
  const env = { ...endpoints(stub.url), HOME: home, PATH: process.env.PATH ?? '', ...more.env }
  try {
    return await withProcessEnv(env, () => run(adapter(env, more.options), { seen: stub.seen, home, write }))
  } finally {
    await stub.close()
    remove()
  }
}

export const none = (): Answer => refusal(500, 'InternalFailure', {})
