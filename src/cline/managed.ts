import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { valueAt } from '../core/settings/json.ts'
import { type RemoteProvider, readRemoteProvider } from '../core/settings/managed.ts'
import type { ClineOptions } from './options.ts'
import type { PresentFile } from './read.ts'

/** An organisation's remote configuration, as far as Cline's files tell of it. */
export interface Managed extends RemoteProvider {
  /** The file that says it; absent where only the organisation's id is known. */
  source?: string
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/**
 * Cline keeps the remote configuration in memory and lays a copy on the disk: its older bundle, and the newer
 * one as well, in VS Code's storage for Cline; the newer one also in its data folder or in the workspace.
 */
export async function readManaged(
  options: ClineOptions,
  present: readonly PresentFile[],
): Promise<Managed | undefined> {
  const state = present.find(({ role }) => role === 'globalState')?.value
  const organization = text(valueAt(state, ['lastManagedOrganizationId']))
  // Without an account there is no organisation: a copy left behind by an earlier one counts for nothing.
  if (organization === undefined && !isSignedIn(present)) {
    return undefined
  }
  for (const source of await candidates(options, organization)) {
    const config = await readJson(source)
    if (config !== undefined) {
      const bundled = valueAt(config, ['remoteConfig'])
      return { ...readRemoteProvider(bundled ?? config), source }
    }
  }
  return organization === undefined ? undefined : { foreign: [] }
}

function isSignedIn(present: readonly PresentFile[]): boolean {
  const of = (role: PresentFile['role']) => present.find((file) => file.role === role)?.value
  const token = valueAt(of('providers'), ['providers', 'cline', 'settings', 'auth', 'accessToken'])
  return (text(token) ?? text(valueAt(of('secrets'), ['cline:clineAccountId']))) !== undefined
}

async function candidates(
  { env, homeDir, clineStorage = [], workspaces = [] }: ClineOptions,
  organization: string | undefined,
): Promise<string[]> {
  const folder = join(env.CLINE_DIR || join(homeDir, '.cline'), 'data', 'remote-config-workspace')
  const bundles = [...workspaces, folder].map((each) =>
    join(each, '.cline', 'remote-config', 'cache', 'bundle.json'),
  )
  const cached = await Promise.all(clineStorage.map((each) => cachedIn(join(each, 'cache'), organization)))
  // The newer bundle only knows an organisation; its copy may lie in a workspace of the user's.
  return [...cached.flat(), ...(organization === undefined ? [] : bundles)]
}

async function cachedIn(folder: string, organization: string | undefined): Promise<string[]> {
  if (organization !== undefined) {
    return [join(folder, `remote_config_${organization}.json`)]
  }
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names
      .filter((name) => /^remote_config_.+\.json$/.test(name))
      .map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  )
  return found.sort((a, b) => b.at - a.at).map(({ path }) => path)
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
