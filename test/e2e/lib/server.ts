import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installUnpacked, projectRoot } from './extension.ts'
import { killAtEnd, removeNow, stopGroup } from './processes.ts'
import { type Files, makeWorld, type World, worldEnv, writeFiles, writeWorkspaceSettings } from './world.ts'

const entry = join(projectRoot, 'test/vscode/node_modules/code-server/out/node/entry.js')

/** What a VS Code is started with; everything is optional. */
export interface ServerOptions {
  /** Folders of extensions that are installed as a user would have them. Default: ours. */
  installed?: readonly string[]
  /** Allows extensionDevelopmentPath in the address; hides toasts and refuses modal dialogs in tests. */
  development?: boolean
  /** Files in HOME, for example `.aws/config`. */
  home?: Files
  /** Variables of the server and so of the extension host. */
  env?: Readonly<Record<string, string>>
  userSettings?: Readonly<Record<string, unknown>>
  workspaceSettings?: Readonly<Record<string, unknown>>
  locale?: 'zh-cn'
  /** Keeps VS Code's question whether the folder is trusted (it is switched off by default). */
  workspaceTrust?: boolean
  /** Origins that openExternal may open without asking. */
  trustedDomains?: readonly string[]
  /** Needed for a second start with the same browser storage; default: a free one. */
  port?: number
  /** A world of an earlier server, to be used again; it is then not removed by stop(). */
  world?: World
}

/** A running VS Code. */
export interface Server {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  origin: string
  /** The address that opens the workspace. */
  url: string
  world: World
  /** What the server wrote so far; for messages of failed tests. */
  output: () => string
  /** Resolves when the server ended, by stop() or by itself. */
  ended: Promise<void>
  stop: () => Promise<void>
}

function args(world: World, options: ServerOptions): string[] {
  const empty = join(world.root, 'code-server.yaml')
  writeFileSync(empty, '')
  return [
    entry,
    ...['--config', empty],
    ...['--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    ...['--auth', 'none'],
    ...['--user-data-dir', world.userData],
    ...['--extensions-dir', world.extensions],
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    '--disable-proxy',
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.locale ? ['--locale', options.locale] : []),
    ...(options.development ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...(options.trustedDomains ?? []).flatMap((domain) => ['--link-protection-trusted-domains', domain]),
  ]
}

/** Without a language pack in this list `--locale` falls back to English; a stub is enough for extensions. */
function addLanguagePack(world: World): void {
  const stub = join(world.userData, 'main.i18n.json')
  writeFiles(world.userData, {
    'main.i18n.json': '{"version":"1.0.0","contents":{}}',
    'languagepacks.json': JSON.stringify({
      'zh-cn': {
        hash: 'stub',
        label: '中文(简体)',
        extensions: [{ extensionIdentifier: { id: 'x.stub' }, version: '1.0.0' }],
        translations: { vscode: stub },
      },
    }),
  })
}

/** Resolves with the origin once the server says where it listens; rejects with its output. */
function listening(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`code-server ${why}:\n${output()}`))
    const tooLate = setTimeout(() => fail('did not start within 30 s'), 30_000)
    child.once('error', (error) => fail(`could not be started (${error.message})`))
    child.once('exit', (code) => fail(`ended at once with code ${code}`))
    child.stdout?.on('data', () => {
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)\//.exec(output())
      if (found?.[1]) {
        clearTimeout(tooLate)
        resolve(found[1])
      }
    })
  })
}

async function prepareWorld(options: ServerOptions): Promise<World> {
  const world = options.world ?? makeWorld(options.home, options.userSettings)
  if (options.workspaceSettings) {
    writeWorkspaceSettings(world, options.workspaceSettings)
  }
  if (options.locale) {
    addLanguagePack(world)
  }
  if (!options.world) {
    for (const source of options.installed ?? [projectRoot]) {
      await installUnpacked(source, world.extensions)
    }
  }
  return world
}

/** Starts VS Code (code-server) on loopback with a throw-away home. Rejects when it does not come up. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  if (!existsSync(entry)) {
    throw new Error('VS Code is not installed for tests. Please run "npm run setup:vscode".')
  }
  const world = await prepareWorld(options)
  const child = spawn(process.execPath, args(world, options), {
    detached: true,
    env: worldEnv(world, options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  killAtEnd(child)
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const origin = await listening(child, () => text)
  return {
    origin,
    url: `${origin}/?folder=${encodeURIComponent(world.workspace)}`,
    world,
    output: () => text,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    async stop() {
      await stopGroup(child)
      if (!options.world) {
        removeNow(world.root)
      }
    },
  }
}
