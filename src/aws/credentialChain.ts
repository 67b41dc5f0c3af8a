import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsTarget } from '../app/ports.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { credentialFailure } from './credentialFailure.ts'
import type { Credentials, Resolver } from './credentials.ts'
import { sharedFilePaths } from './environment.ts'
import { type Exchange, record } from './exchange.ts'
import { startsProgram, withHelpers } from './helperProgram.ts'
import type { AwsOptions } from './options.ts'
import { loadSharedFiles } from './profiles.ts'

type Init = ReturnType<typeof providerInit>

/**
 * Resolves as Cline does: a named profile before keys in the environment, then what container or instance
 * offer. Unlike the SDK's chain it tells why a profile gave nothing, and it asks the portal of single
 * sign-on in the profile's own region.
 */
export function createResolver(options: AwsOptions, handler: () => Promise<NodeHttpHandler>): Resolver {
  return async (target) => {
    const { env } = options
    const named = (target.auth.kind === 'profile' && target.auth.profile) || env.AWS_PROFILE || undefined
    const fromVariables = named === undefined ? environmentKeys(env) : undefined
    if (fromVariables !== undefined) {
      return ok(fromVariables)
    }
    const inner = await handler()
    return await attempt(options, named ?? 'default', named === undefined, target, inner)
  }
}

function environmentKeys(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId || !secretAccessKey) {
    return undefined
  }
  const expiration = new Date(env.AWS_CREDENTIAL_EXPIRATION ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    ...(!Number.isNaN(expiration.getTime()) && { expiration }),
  }
}

async function attempt(
  options: AwsOptions,
  profile: string,
  open: boolean,
  target: AwsTarget,
  inner: NodeHttpHandler,
): Promise<Outcome<Credentials>> {
  const recorded = record(inner, options.clock)
  const init = providerInit(options, profile, target, recorded.handler)
  try {
    if (options.allowHelpers?.() === false && startsProgram(await loadSharedFiles(options), profile)) {
      const message = 'A credential_process is not started in a workspace that is not trusted.'
      throw Object.assign(new Error(message), { name: 'UntrustedWorkspaceError' })
    }
    return ok(await withHelpers(options.env, () => fromProfile(init, target)))
  } catch (error) {
    const failure = failed(credentialFailure(error, recorded.exchanges))
    return isUnset(error) ? await beyondFiles(options, init, open, failure, recorded.exchanges) : failure
  }
}

function providerInit(
  options: AwsOptions,
  profile: string,
  target: AwsTarget,
  handler: ReturnType<typeof record>['handler'],
) {
  const { configPath, credentialsPath } = sharedFilePaths(options)
  const requestHandler = { ...handler, destroy() {} }
  const region = async () => target.region
  return {
    profile,
    filepath: credentialsPath,
    configFilepath: configPath,
    ignoreCache: true,
    // No region here: the portal of single sign-on would be asked in it instead of in `sso_region`.
    clientConfig: { requestHandler, maxAttempts: 1, disableClockSkewCorrection: true },
    // STS takes this one when the profile has none of its own.
    parentClientConfig: { region, requestHandler, profile },
  }
}

async function fromProfile(init: Init, target: AwsTarget): Promise<Credentials> {
  const { fromIni } = await import('@aws-sdk/credential-providers')
  const callerClientConfig = {
    region: async () => target.region,
    profile: init.profile,
    requestHandler: init.clientConfig.requestHandler,
  }
  return await fromIni(init)({ callerClientConfig })
}

/** The files say nothing about the profile, so the SDK would look elsewhere. */
const isUnset = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Could not resolve credentials using profile')

/** What the SDK's chain tries after the files: web identity, container, instance. */
async function beyondFiles(
  { env }: AwsOptions,
  init: Init,
  open: boolean,
  failure: Outcome<never>,
  exchanges: readonly Exchange[],
): Promise<Outcome<Credentials>> {
  const remote = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI
  const webIdentity = env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN
  try {
    return ok(await (webIdentity ? fromWebIdentity(env, init) : fromMachine(env, init)))
  } catch (error) {
    const configured = open && Boolean(remote || webIdentity)
    if (configured) {
      return failed(credentialFailure(error, exchanges))
    }
    return open
      ? failed(
          credentialFailure(new NothingFound('Could not load credentials from any providers'), exchanges),
        )
      : failure
  }
}

/** The SDK's own words at the end of its chain. */
class NothingFound extends Error {
  override name = 'CredentialsProviderError'
}

async function fromWebIdentity(env: NodeJS.ProcessEnv, init: Init): Promise<Credentials> {
  const { fromTokenFile } = await import('@aws-sdk/credential-providers')
  return await fromTokenFile({
    clientConfig: { ...init.clientConfig, region: await init.parentClientConfig.region() },
    ...(env.AWS_WEB_IDENTITY_TOKEN_FILE && { webIdentityTokenFile: env.AWS_WEB_IDENTITY_TOKEN_FILE }),
    ...(env.AWS_ROLE_ARN && { roleArn: env.AWS_ROLE_ARN }),
    ...(env.AWS_ROLE_SESSION_NAME && { roleSessionName: env.AWS_ROLE_SESSION_NAME }),
  })()
}

async function fromMachine(env: NodeJS.ProcessEnv, init: Init): Promise<Credentials> {
  const { fromContainerMetadata, fromHttp, fromInstanceMetadata } = await import(
    '@aws-sdk/credential-providers'
  )
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    return await fromHttp(init)().catch(() => fromContainerMetadata(init)())
  }
  if (env.AWS_EC2_METADATA_DISABLED && env.AWS_EC2_METADATA_DISABLED !== 'false') {
    throw new NothingFound('EC2 Instance Metadata Service access disabled')
  }
  return await fromInstanceMetadata({ timeout: 1000, maxRetries: 0 })()
}
