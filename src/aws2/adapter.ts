import type { Aws, AwsTarget } from '../app/ports.ts'
import type { AuthSource } from '../core/choice.ts'
import type { FailureService } from '../core/diagnosis/failure.ts'
import type { Outcome } from '../core/outcome.ts'
import { createClients } from './clients.ts'
import { converse, MID_STREAM } from './converse.ts'
import { toFailure } from './failures.ts'
import { maskKeyId, readAwsFiles } from './iniFiles.ts'
import * as operations from './operations.ts'
import type { AwsOptions } from './options.ts'
import { createResolver } from './resolve.ts'
import { createTransport, type Transport } from './transport.ts'

/** The door to AWS through its own SDK. Nothing is loaded or opened before the first call. */
export function createAws(options: AwsOptions): Aws {
  let opened: Promise<Transport> | undefined
  const transport = () => {
    opened ??= createTransport(options)
    return opened
  }
  const readFiles = () => readAwsFiles(options)
  const resolver = createResolver(options, transport, readFiles)
  const clients = createClients(resolver, transport)

  async function attempt<T>(
    service: FailureService,
    operation: string,
    target: AwsTarget,
    call: () => Promise<T>,
  ): Promise<Outcome<T>> {
    // Credentials first and apart, so that their failures are not taken for the service's.
    const broken = await credentialFailure(target.auth)
    if (broken !== undefined) {
      return broken
    }
    try {
      return { ok: true, value: await call() }
    } catch (error) {
      const failure = toFailure(error, service, operation, options.clock.now())
      const midStream = (error as { [MID_STREAM]?: boolean } | null)?.[MID_STREAM] === true
      return { ok: false, failure: midStream ? { ...failure, midStream } : failure }
    }
  }

  async function credentialFailure(auth: AuthSource) {
    if (auth.kind === 'api-key') {
      return undefined
    }
    try {
      await resolver.resolve(auth, false)
      return undefined
    } catch (error) {
      const failure = toFailure(error, 'credentials', 'resolveCredentials', options.clock.now())
      return { ok: false as const, failure }
    }
  }

  const call =
    <A extends unknown[], T>(
      service: FailureService,
      operation: string,
      run: (clients: ReturnType<typeof createClients>, target: AwsTarget, ...rest: A) => Promise<T>,
    ) =>
    (target: AwsTarget, ...rest: A): Promise<Outcome<T>> =>
      attempt(service, operation, target, () => run(clients, target, ...rest))

  return {
    readFiles,
    async defaultRegion(auth) {
      const { env } = options
      const name = auth.kind === 'profile' ? auth.profile : (env.AWS_PROFILE ?? 'default')
      const fromEnv = env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined
      if (auth.kind !== 'profile' && (auth.kind !== 'default' || fromEnv !== undefined)) {
        return fromEnv
      }
      const { profiles } = await readFiles()
      return profiles.find((profile) => profile.name === name)?.settings.region || fromEnv
    },
    async resolveCredentials(target) {
      try {
        const { accessKeyId, sessionToken, expiration } = await resolver.resolve(target.auth, true)
        return {
          ok: true,
          value: {
            maskedAccessKeyId: maskKeyId(accessKeyId),
            temporary: sessionToken !== undefined,
            ...(expiration !== undefined && { expiresAt: expiration.toISOString() }),
          },
        }
      } catch (error) {
        return {
          ok: false,
          failure: toFailure(error, 'credentials', 'resolveCredentials', options.clock.now()),
        }
      }
    },
    callerIdentity: call('sts', 'GetCallerIdentity', operations.callerIdentity),
    listFoundationModels: call('bedrock', 'ListFoundationModels', operations.listFoundationModels),
    listInferenceProfiles: call('bedrock', 'ListInferenceProfiles', operations.listInferenceProfiles),
    getInferenceProfile: call('bedrock', 'GetInferenceProfile', operations.getInferenceProfile),
    modelAvailability: call('bedrock', 'GetFoundationModelAvailability', operations.modelAvailability),
    useCaseFormSubmitted: call('bedrock', 'GetUseCaseForModelAccess', operations.useCaseFormSubmitted),
    dataRetention: call('bedrock', 'GetAccountDataRetention', operations.dataRetention),
    invocationLogging: call(
      'bedrock',
      'GetModelInvocationLoggingConfiguration',
      operations.invocationLogging,
    ),
    roleArn: call('iam', 'GetRole', operations.roleArn),
    simulate: call('iam', 'SimulatePrincipalPolicy', operations.simulate),
    apiKeys: call('iam', 'ListServiceSpecificCredentials', operations.apiKeys),
    accessKeys: (target, signal) =>
      attempt('iam', 'ListAccessKeys', target, async () => {
        const { accessKeyId } = await resolver.resolve(target.auth, false)
        return await operations.accessKeys(clients, target, accessKeyId, signal)
      }),
    converse: (target, prompt, onEvent, signal) =>
      attempt('bedrock-runtime', 'ConverseStream', target, () =>
        converse(clients, options.clock, target, prompt, onEvent, signal),
      ),
  }
}
