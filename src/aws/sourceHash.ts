import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AuthSource } from '../core/choice.ts'
import type { AwsOptions } from './options.ts'
import { loadSharedFiles, mergedProfile, profileOf, type SharedFiles } from './profiles.ts'

/**
 * A hash of everything that the source of credentials consists of on this computer, so that a rotation shows
 * without a call: the profile with those it leans on, variables, typed keys, token files. It is not put
 * together from a key alone and cannot be turned back into one.
 */
export async function sourceHash(options: AwsOptions, auth: AuthSource): Promise<string> {
  const hash = createHash('sha256')
  const add = (part: unknown) => hash.update(`${JSON.stringify(part)}\n`)
  add(auth.kind)
  switch (auth.kind) {
    case 'keys':
      add([auth.accessKeyId, auth.secretAccessKey.reveal(), auth.sessionToken?.reveal()])
      break
    case 'api-key':
      add(auth.apiKey.reveal())
      break
    default: {
      const files = await loadSharedFiles(options)
      const parts = profileParts(files, profileOf(auth, options.env))
      add(parts)
      add(auth.kind === 'default' ? variables(options.env) : [])
      add(await Promise.all(tokenFiles(parts, options.env, auth.kind).map(contentOf)))
    }
  }
  return hash.digest('hex').slice(0, 32)
}

type Part = Record<string, string | undefined> | undefined

/** The profile, the ones it takes its credentials from, and their sso-sessions. */
function profileParts(files: SharedFiles, name: string): Part[] {
  const parts: Part[] = []
  const visited = new Set<string>()
  for (let next: string | undefined = name; next !== undefined && !visited.has(next); ) {
    visited.add(next)
    const profile: Part = mergedProfile(files, next)
    parts.push(profile)
    if (profile?.sso_session !== undefined) {
      parts.push(files.configFile[`sso-session.${profile.sso_session}`])
    }
    next = profile?.source_profile
  }
  return parts
}

const variables = (env: NodeJS.ProcessEnv): [string, string | undefined][] =>
  Object.entries(env)
    .filter(([name]) => name.startsWith('AWS_'))
    .sort(([one], [other]) => (one < other ? -1 : 1))

function tokenFiles(parts: readonly Part[], env: NodeJS.ProcessEnv, kind: AuthSource['kind']): string[] {
  const named = parts.map((part) => part?.web_identity_token_file)
  const all = kind === 'default' ? [...named, env.AWS_WEB_IDENTITY_TOKEN_FILE] : named
  return all.filter((path): path is string => path !== undefined && path !== '')
}

const contentOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
