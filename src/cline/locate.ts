import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { ClineFileRole } from '../core/settings/plan.ts'
import type { ClineOptions } from './options.ts'

/** One file of Cline's. */
export interface ClineFile {
  role: ClineFileRole
  path: string
  /** Written with mode 0600. */
  secret: boolean
}

/** Where Cline keeps its settings, by its own rules and variables. */
export interface ClineLocation {
  dataDir: string
  files: ClineFile[]
  /** Folders with globalState.json and secrets.json. */
  dataDirs: string[]
  /** The providers.json files: VS Code's bundle and the command line may look at different ones. */
  providers: string[]
  /** The variables of Cline's that moved something. */
  variables: string[]
  /** Where our journal and backups of this directory lie. */
  store: string
}

/**
 * Cline's next bundle and its command line follow CLINE_DATA_DIR, then CLINE_DIR; the legacy bundle knows
 * CLINE_DIR only, so where the two differ both get the files that it reads.
 */
export function locateCline(options: ClineOptions): ClineLocation {
  const { env, homeDir } = options
  const clineDir = env.CLINE_DIR
  const legacyDir = join(clineDir || join(homeDir, '.cline'), 'data')
  const trimmedDir = clineDir?.trim()
  const dataDir = env.CLINE_DATA_DIR?.trim() || join(trimmedDir || join(homeDir, '.cline'), 'data')
  const own = join(dataDir, 'settings', 'providers.json')
  // Only Cline's command line and its core follow this variable; its editor part always takes its own.
  const providers = [...new Set([own, env.CLINE_PROVIDER_SETTINGS_PATH?.trim() || own])]
  const both = dataDir === legacyDir ? [dataDir] : [dataDir, legacyDir]
  const files: ClineFile[] = [
    ...both.map((dir): ClineFile => ({ role: 'secrets', path: join(dir, 'secrets.json'), secret: true })),
    ...providers.map((path): ClineFile => ({ role: 'providers', path, secret: true })),
    ...providers.map(
      (path): ClineFile => ({ role: 'models', path: join(dirname(path), 'models.json'), secret: false }),
    ),
    ...both.map(
      (dir): ClineFile => ({ role: 'globalState', path: join(dir, 'globalState.json'), secret: false }),
    ),
  ]
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const variables = ['CLINE_DIR', 'CLINE_DATA_DIR', 'CLINE_PROVIDER_SETTINGS_PATH'].filter(
    (name) => env[name]?.trim() !== undefined && env[name]?.trim() !== '',
  )
  return {
    dataDir,
    dataDirs: both,
    providers,
    variables,
    files,
    store: join(storeDir(options), 'cline', key),
  }
}

/** Our own store, one for the page and the command line. */
export function storeDir({ env, homeDir, platform = process.platform }: ClineOptions): string {
  const own = env.BEDROCK_SETUP_HOME
  if (own) {
    return own
  }
  const name = 'bedrock-setup-for-cline'
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA || join(homeDir, 'AppData', 'Local'), name)
  }
  if (platform === 'darwin') {
    return join(homeDir, 'Library', 'Application Support', name)
  }
  return join(env.XDG_DATA_HOME || join(homeDir, '.local', 'share'), name)
}
