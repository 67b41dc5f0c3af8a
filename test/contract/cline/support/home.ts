import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ClineFiles } from '../../../../src/app/ports.ts'
import { createClineFiles } from '../../../../src/cline/files.ts'
import type { ClineOptions } from '../../../../src/cline/options.ts'
import type { Applied, ApplyRequest, Preview } from '../../../../src/core/settings/types.ts'

/** A throw-away home with Cline's files, and the product's door to them. */
export interface Home {
  path: string
  files: ClineFiles
  /** The clock's time in milliseconds; each look moves it on by one second. */
  tick: (milliseconds: number) => void
  put: (file: string, text: string) => void
  /** `undefined` when the file does not exist. */
  text: (file: string) => string | undefined
  json: (file: string) => Record<string, unknown>
  mode: (file: string) => number
  /** Every file (with its text) and folder (with `null`) below `.cline`. */
  tree: () => Record<string, string | null>
  close: () => void
}

export const GLOBAL_STATE = 'globalState.json'
export const SECRETS = 'secrets.json'
export const PROVIDERS = 'settings/providers.json'
export const MODELS = 'settings/models.json'

/** Makes a home. Paths of files are relative to Cline's data folder. */
export function makeHome(
  files: Readonly<Record<string, string>> = {},
  options: (home: string) => Partial<ClineOptions> = () => ({}),
): Home {
  const path = mkdtempSync(join(tmpdir(), 'bsc-home-'))
  const data = join(path, '.cline/data')
  let now = Date.UTC(2026, 0, 2, 3, 4, 5)
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(data, file)), { recursive: true })
    writeFileSync(join(data, file), text, { mode: 0o600 })
  }
  for (const [file, text] of Object.entries(files)) {
    put(file, text)
  }
  const clock = {
    now: () => {
      now += 1000
      return now
    },
  }
  const text = (file: string): string | undefined => {
    try {
      return readFileSync(join(data, file), 'utf8')
    } catch {
      return undefined
    }
  }
  return {
    path,
    files: createClineFiles({
      env: { BEDROCK_SETUP_HOME: join(path, 'own') },
      homeDir: path,
      clock,
      settleMs: 0,
      ...options(path),
    }),
    tick: (milliseconds) => {
      now += milliseconds
    },
    put,
    text,
    json: (file) => JSON.parse(text(file) ?? '{}') as Record<string, unknown>,
    mode: (file) => statSync(join(data, file)).mode & 0o777,
    tree: () => treeOf(join(path, '.cline')),
    close: () => rmSync(path, { recursive: true, force: true }),
  }
}

function treeOf(folder: string): Record<string, string | null> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return Object.fromEntries(
      entries
        .map((entry): [string, string | null] => {
          const path = join(entry.parentPath, entry.name)
          return [path.slice(folder.length), entry.isFile() ? readFileSync(path, 'utf8') : null]
        })
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  } catch {
    return {}
  }
}

/** Preview and apply, as a user does it. Throws when either fails. */
export async function applied(
  files: ClineFiles,
  request: ApplyRequest,
): Promise<Applied & { preview: Preview }> {
  const preview = await files.preview(request)
  if (!preview.ok) {
    throw new Error(preview.failure.message)
  }
  const done = await files.apply(request, preview.value.id)
  if (!done.ok) {
    throw new Error(done.failure.message)
  }
  return { ...done.value, preview: preview.value }
}
