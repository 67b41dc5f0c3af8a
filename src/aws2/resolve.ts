import type { AuthSource } from '../core/choice.ts'
import type { AwsFiles } from '../core/credentials/awsFiles.ts'
import type { AwsOptions } from './options.ts'
import type { Transport } from './transport.ts'

/** Credentials as the SDK's clients take them. */
export interface AwsIdentity {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

const EARLY_MS = 5 * 60_000
const REUSE_MS = 60_000

/** Resolves and remembers credentials for a short while. */
export interface Resolver {
  /** Throws what the SDK's sharper provider says when there are none. */
  resolve(auth: AuthSource, fresh: boolean): Promise<AwsIdentity>
}

/** The SDK's error name for our own refusal to start a program. */
export class HelperNotAllowedError extends Error {
  override readonly name = 'HelperNotAllowedError'
}

/** Builds a resolver. */
export function createResolver(
  options: AwsOptions,
  transport: () => Promise<Transport>,
  readFiles: () => Promise<AwsFiles>,
): Resolver {
  const known = new Map<string, { at: number; identity: Promise<AwsIdentity> }>()

  const isFresh = async (entry: { at: number; identity: Promise<AwsIdentity> }): Promise<boolean> => {
    const now = options.clock.now()
    const identity = await entry.identity.catch(() => undefined)
    const until = identity?.expiration?.getTime()
    return (
      identity !== undefined && now - entry.at < REUSE_MS && (until === undefined || until - now > EARLY_MS)
    )
  }

  return {
    async resolve(auth, fresh) {
      if (auth.kind === 'keys') {
        return {
          accessKeyId: auth.accessKeyId,
          secretAccessKey: auth.secretAccessKey.reveal(),
          ...(auth.sessionToken !== undefined && { sessionToken: auth.sessionToken.reveal() }),
        }
      }
      const key = auth.kind === 'profile' ? `profile ${auth.profile}` : auth.kind
      const entry = known.get(key)
      if (!fresh && entry !== undefined && (await isFresh(entry))) {
        return await entry.identity
      }
      const identity = load(auth)
      known.set(key, { at: options.clock.now(), identity })
      return await identity
    },
  }

  async function load(auth: Exclude<AuthSource, { kind: 'keys' }>): Promise<AwsIdentity> {
    const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers')
    // No region here: it would beat the profile's sso_region and ask the wrong portal.
    const clientConfig = {
      requestHandler: await transport(),
      maxAttempts: 1,
      disableClockSkewCorrection: true,
    }
    if (auth.kind !== 'profile') {
      return await fromNodeProviderChain({ ignoreCache: true, clientConfig })()
    }
    const { profile } = auth
    await guardHelpers(profile)
    try {
      return await fromNodeProviderChain({ profile, ignoreCache: true, clientConfig })()
    } catch (error) {
      // The chain says only that it found nothing; the profile's own provider says why.
      return await fromIni({ profile, ignoreCache: true, clientConfig })().catch((sharper: unknown) => {
        throw isGeneral(error) ? sharper : error
      })
    }
  }

  async function guardHelpers(profile: string): Promise<void> {
    if (options.allowHelpers()) {
      return
    }
    const { profiles } = await readFiles()
    const seen = new Set<string>()
    for (let name: string | undefined = profile; name !== undefined && !seen.has(name); ) {
      seen.add(name)
      const settings: Record<string, string> = profiles.find((each) => each.name === name)?.settings ?? {}
      if (settings.credential_process !== undefined) {
        throw new HelperNotAllowedError(
          'Restricted mode: the credential_process of this profile is not started. Trust the workspace first.',
        )
      }
      name = settings.source_profile
    }
  }
}

const isGeneral = (error: unknown): boolean =>
  /could not load credentials from any providers/i.test(String((error as { message?: unknown }).message))
