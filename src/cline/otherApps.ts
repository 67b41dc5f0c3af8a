import { access, constants, readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { OtherApp } from '../core/wizard/running.ts'
import type { ClineOptions } from './options.ts'

/** Editors by the folder in the home where they keep their extensions. */
const EDITORS: Readonly<Record<string, string>> = {
  '.vscode': 'VS Code',
  '.vscode-insiders': 'VS Code Insiders',
  '.vscode-oss': 'VSCodium',
  '.cursor': 'Cursor',
  '.windsurf': 'Windsurf',
  '.antigravity': 'Antigravity',
}

const CLINE_EXTENSION = /^saoudrizwan\.(claude-dev|cline-nightly)-/i

/** How a running program shows in its command line, on the one system that tells without starting one. */
const PROGRAMS: Readonly<Record<string, RegExp>> = {
  Cursor: /(^|\/)cursor(\.appimage)?$/i,
  Windsurf: /(^|\/)windsurf$/i,
  VSCodium: /(^|\/)codium$/i,
  'VS Code Insiders': /(^|\/)code-insiders$/i,
  JetBrains: /(^|\/)cline-core(\.js)?$|JetBrains\/.*cline/i,
  'Cline CLI': /(^|\/)cline$/i,
}

/** What the search needs from outside. */
export interface AppOptions extends ClineOptions {
  /** Where Linux lists its processes. */
  proc?: string
}

/** What is known of the program that we run in. */
export interface OwnApp {
  /** Our own extension's folder: the editor that it belongs to is not another one. */
  extensionFolder: string
}

/**
 * Names the other programs on this computer that have a Cline on the same settings, by what lies on the disk
 * and, on Linux, by the list of processes. Starts no program.
 */
export async function findOtherApps(options: AppOptions, own: OwnApp): Promise<OtherApp[]> {
  const [editors, jetBrains, cli, running] = await Promise.all([
    editorsWithCline(options, own),
    hasJetBrainsPlugin(options),
    hasCommand(options),
    runningPrograms(options),
  ])
  const names = [...editors, ...(jetBrains ? ['JetBrains'] : []), ...(cli ? ['Cline CLI'] : [])]
  const seen = new Set([
    ...names,
    ...[...running].filter((name) => name === 'JetBrains' || name === 'Cline CLI'),
  ])
  return [...seen].map((name) => ({ name, running: running.has(name) }))
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

async function editorsWithCline({ homeDir }: ClineOptions, own: OwnApp): Promise<string[]> {
  const found: string[] = []
  for (const [folder, name] of Object.entries(EDITORS)) {
    const extensions = join(homeDir, folder, 'extensions')
    const isOwn = own.extensionFolder.startsWith(extensions)
    if (!isOwn && (await namesIn(extensions)).some((each) => CLINE_EXTENSION.test(each))) {
      found.push(name)
    }
  }
  return found
}

/** JetBrains keeps plugins per product and version, at a place of its own on each system. */
async function hasJetBrainsPlugin({
  env,
  homeDir,
  platform = process.platform,
}: ClineOptions): Promise<boolean> {
  const isLinux = platform !== 'win32' && platform !== 'darwin'
  const root = {
    win32: join(env.APPDATA || join(homeDir, 'AppData', 'Roaming'), 'JetBrains'),
    darwin: join(homeDir, 'Library', 'Application Support', 'JetBrains'),
    linux: join(env.XDG_DATA_HOME || join(homeDir, '.local', 'share'), 'JetBrains'),
  }[isLinux ? 'linux' : (platform as 'win32' | 'darwin')]
  for (const product of await namesIn(root)) {
    const plugins = isLinux ? join(root, product) : join(root, product, 'plugins')
    if ((await namesIn(plugins)).some((name) => /^cline\b/i.test(name))) {
      return true
    }
  }
  return false
}

async function hasCommand({ env, platform = process.platform }: ClineOptions): Promise<boolean> {
  const names = platform === 'win32' ? ['cline.cmd', 'cline.exe'] : ['cline']
  const files = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const found = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.some(Boolean)
}

async function runningPrograms({
  platform = process.platform,
  proc = '/proc',
}: AppOptions): Promise<Set<string>> {
  const running = new Set<string>()
  if (platform !== 'linux') {
    return running
  }
  const ids = (await namesIn(proc)).filter((name) => /^\d+$/.test(name))
  await Promise.all(
    ids.map(async (id) => {
      const line = await readFile(join(proc, id, 'cmdline'), 'utf8').catch(() => '')
      // An interpreter comes first and its program second.
      for (const word of line.split('\0').slice(0, 2)) {
        for (const [name, pattern] of Object.entries(PROGRAMS)) {
          if (pattern.test(word)) {
            running.add(name)
          }
        }
      }
    }),
  )
  return running
}
