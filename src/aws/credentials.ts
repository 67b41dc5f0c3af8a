import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AwsTarget } from '../app/ports.ts'
import type { AuthSource } from '../core/choice.ts'
import type { ResolvedCredentials } from '../core/credentials/awsFiles.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { homeOf, sharedFilePaths } from './environment.ts'
import type { AwsOptions } from './options.ts'
import { profileOf } from './profiles.ts'
import { toFailure } from './toFailure.ts'

/** Keys as the SDK's clients take them. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  expiration?: Date
}

/** Credentials by target: resolved once, shared by calls that run together, renewed in time. */
export interface CredentialStore {
  resolve(target: AwsTarget, signal: AbortSignal): Promise<Outcome<Credentials>>
  /** Resolve afresh next time: AWS refused them. */
  forget(target: AwsTarget): void
  /** All of them: files changed. */
  forgetAll(): void
}

/** Where the credentials of a profile or of the default chain come from. */
export type Resolver = (target: AwsTarget) => Promise<Outcome<Credentials>>

const EARLY_MS = 5 * 60_000
const MAX_CACHED = 200

interface Kept {
  stamp: string
  signIns: string
  outcome: Promise<Outcome<Credentials>>
  expires?: number
}

/** Keeps what `resolver` finds until five minutes before its end, or until files or sign-ins change. */
export function createCredentialStore(options: AwsOptions, resolver: Resolver): CredentialStore {
  const kept = new Map<string, Kept>()
  const fresh = async (key: string, target: AwsTarget): Promise<Outcome<Credentials>> => {
    const [stamp, signIns] = await Promise.all([
      stampOf(sharedFiles(options)),
      stampOf(cacheFolders(options)),
    ])
    const known = kept.get(key)
    const valid =
      known?.stamp === stamp &&
      known.signIns === signIns &&
      (known.expires ?? Infinity) - EARLY_MS > options.clock.now()
    if (known !== undefined && valid) {
      return await known.outcome
    }
    const entry: Kept = { stamp, signIns, outcome: resolver(target) }
    kept.set(key, entry)
    const outcome = await entry.outcome.catch((error: unknown) => {
      // A fault is not remembered as if it were an answer.
      kept.delete(key)
      throw error
    })
    // Resolving may itself have renewed a sign-in; that is no sign-in of somebody else.
    entry.signIns = await stampOf(cacheFolders(options))
    if (!outcome.ok && kept.get(key) === entry) {
      kept.delete(key)
    } else if (outcome.ok && outcome.value.expiration !== undefined) {
      entry.expires = outcome.value.expiration.getTime()
    }
    return outcome
  }
  return {
    async resolve(target, signal) {
      const given = givenKeys(target.auth)
      return given === undefined
        ? await untilAborted(fresh(keyOf(target, options.env), target), signal)
        : ok(given)
    },
    forget: (target) => {
      kept.delete(keyOf(target, options.env))
    },
    forgetAll: () => kept.clear(),
  }
}

function givenKeys(auth: AuthSource): Credentials | undefined {
  return auth.kind !== 'keys'
    ? undefined
    : {
        accessKeyId: auth.accessKeyId,
        secretAccessKey: auth.secretAccessKey.reveal(),
        ...(auth.sessionToken !== undefined && { sessionToken: auth.sessionToken.reveal() }),
      }
}

// Not by region: what one region's STS gave is good in all. The default chain's variables may be secrets, so
// only their hash is kept.
function keyOf({ auth }: AwsTarget, env: NodeJS.ProcessEnv): string {
  const variables = Object.entries(env)
    .filter(([name]) => name.startsWith('AWS_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const source = auth.kind === 'default' ? JSON.stringify(variables) : ''
  const hash = createHash('sha256').update(source).digest('hex')
  return JSON.stringify([auth.kind, profileOf(auth, env), hash])
}

const sharedFiles = (options: AwsOptions): string[] => Object.values(sharedFilePaths(options))

/** Where sign-ins are kept. Their files are replaced whole, which changes the folder. */
function cacheFolders(options: AwsOptions): string[] {
  const home = homeOf(options)
  const login = options.env.AWS_LOGIN_CACHE_DIRECTORY || join(home, '.aws', 'login', 'cache')
  return [join(home, '.aws', 'sso', 'cache'), login]
}

/** Changes when one of the files, or what is in one of the folders, does. */
async function stampOf(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(stampOfPath))).join('\n')
}

async function stampOfPath(path: string): Promise<string> {
  try {
    const found = await stat(path)
    const { mtimeMs, size, ino } = found
    const own = `${path} ${mtimeMs} ${size} ${ino}`
    // A file that is rewritten in its place leaves the folder as it was.
    return found.isDirectory() ? `${own}\n${await stampOf(await entriesOf(path))}` : own
  } catch {
    return `${path} -`
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  return names.slice(0, MAX_CACHED).map((name) => join(folder, name))
}

/** A resolution goes on for others that wait for it; the one who left gets `AbortError`. */
async function untilAborted<T>(work: Promise<Outcome<T>>, signal: AbortSignal): Promise<Outcome<T>> {
  const aborted = () =>
    failed(
      toFailure(new Error('Request aborted'), {
        service: 'credentials',
        operation: 'resolveCredentials',
        aborted: true,
      }),
    )
  if (signal.aborted) {
    return aborted()
  }
  let leave = () => {}
  const left = new Promise<Outcome<T>>((resolve) => {
    leave = () => resolve(aborted())
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** What may be told of credentials. */
export function describeCredentials(found: Credentials): ResolvedCredentials {
  return {
    maskedAccessKeyId: maskKey(found.accessKeyId),
    temporary: found.sessionToken !== undefined && found.sessionToken !== '',
    ...(found.expiration !== undefined && { expiresAt: found.expiration.toISOString() }),
  }
}
