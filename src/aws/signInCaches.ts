import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../app/ports.ts'
import type { CachedSignIn } from '../core/credentials/awsFiles.ts'

type Json = Record<string, unknown>

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...value } : {})

/** The sign-in of an sso-session or, in old profiles, of a start URL. `undefined` when there was none. */
export async function readSsoCache(
  home: string,
  id: string,
  clock: Clock,
): Promise<CachedSignIn | undefined> {
  const name = createHash('sha1').update(id).digest('hex')
  return await readCache(join(home, '.aws', 'sso', 'cache', `${name}.json`), (token) => {
    const expiresAt = textOf(token.expiresAt)
    const region = textOf(token.region)
    const registered = Date.parse(textOf(token.registrationExpiresAt) ?? '')
    return {
      readable: textOf(token.accessToken) !== undefined && expiresAt !== undefined,
      renewable:
        [token.refreshToken, token.clientId, token.clientSecret].every(
          (part) => textOf(part) !== undefined,
        ) && !(registered <= clock.now()),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(region !== undefined && { region }),
    }
  })
}

/** The token of an sso-session's sign-in, for the portal only. `undefined` when there is none. */
export async function readSsoToken(home: string, session: string): Promise<string | undefined> {
  const name = createHash('sha1').update(session).digest('hex')
  try {
    const token: unknown = JSON.parse(
      await readFile(join(home, '.aws', 'sso', 'cache', `${name}.json`), 'utf8'),
    )
    return textOf(objectOf(token).accessToken)
  } catch {
    return undefined
  }
}

/** The sign-in of `aws login` for one `login_session`. `undefined` when there was none. */
export async function readLoginCache(
  home: string,
  env: NodeJS.ProcessEnv,
  session: string,
): Promise<CachedSignIn | undefined> {
  const folder = env.AWS_LOGIN_CACHE_DIRECTORY || join(home, '.aws', 'login', 'cache')
  const name = createHash('sha256').update(session.trim()).digest('hex')
  return await readCache(join(folder, `${name}.json`), (token) => {
    const access = objectOf(token.accessToken)
    const expiresAt = textOf(access.expiresAt)
    const region = textOf(token.signInRegion)
    return {
      readable: textOf(access.accessKeyId) !== undefined && textOf(token.clientId) !== undefined,
      renewable: [token.refreshToken, token.dpopKey].every((part) => textOf(part) !== undefined),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(region !== undefined && { region }),
    }
  })
}

async function readCache(
  path: string,
  read: (token: Json) => CachedSignIn,
): Promise<CachedSignIn | undefined> {
  try {
    const token: unknown = JSON.parse(await readFile(path, 'utf8'))
    return read(objectOf(token))
  } catch (error) {
    const missing = (error as { code?: unknown }).code === 'ENOENT'
    return missing ? undefined : { readable: false, renewable: false }
  }
}
