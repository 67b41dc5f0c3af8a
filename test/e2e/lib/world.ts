import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { removeAtEnd } from './processes.ts'

/** File contents by path relative to a folder, as the sandbox's scenarios give them. */
export type Files = Readonly<Record<string, string>>

/** A throw-away place for one VS Code: nothing in it belongs to the person who runs the tests. */
export interface World {
  /** The folder that holds all the others. */
  root: string
  /** HOME of the extension host: `.aws` and `.cline` are here. */
  home: string
  workspace: string
  userData: string
  extensions: string
}

/** Settings that keep VS Code quiet: no welcome page, no updates, no AI panels, no telemetry, no animations. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
}

/** Writes files below a folder; their folders are made as needed. Secrets may be in them: mode 0600. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { mode: 0o600 })
  }
}

/** Makes a world; it is removed when our process ends. */
export function makeWorld(home: Files = {}, settings: Readonly<Record<string, unknown>> = {}): World {
  const root = mkdtempSync(join(tmpdir(), 'bsc-'))
  removeAtEnd(root)
  const world = {
    root,
    home: join(root, 'home'),
    workspace: join(root, 'workspace'),
    userData: join(root, 'data'),
    extensions: join(root, 'extensions'),
  }
  for (const folder of [...Object.values(world), join(root, 'xdg')]) {
    mkdirSync(folder, { recursive: true })
  }
  writeFiles(world.home, home)
  writeFiles(world.userData, { 'User/settings.json': JSON.stringify({ ...quietSettings, ...settings }) })
  return world
}

/** Writes the workspace's settings; VS Code applies these while it runs (those of the user it would not). */
export function writeWorkspaceSettings(world: World, settings: Readonly<Record<string, unknown>>): void {
  writeFiles(world.workspace, { '.vscode/settings.json': JSON.stringify(settings) })
}

// What must not leak from the tester's shell into the tested editor: real credentials above all.
const personal = /^(AWS_|CLINE_|VSCODE_|ELECTRON_|XDG_|npm_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$)|_proxy$/i

/** The environment of a VS Code in this world: ours without anything personal, then `extra`. */
export function worldEnv(world: World, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !personal.test(name))
  const xdg = join(world.root, 'xdg')
  return {
    ...Object.fromEntries(kept),
    HOME: world.home,
    USERPROFILE: world.home,
    XDG_CONFIG_HOME: xdg,
    XDG_DATA_HOME: xdg,
    XDG_RUNTIME_DIR: xdg,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...extra,
  }
}
