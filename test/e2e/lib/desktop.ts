import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { killAtEnd, stopGroup } from './processes.ts'
import { type World, worldEnv } from './world.ts'

/** A desktop VS Code that we started. */
export interface Desktop {
  /** Resolves when its window was closed. */
  closed: Promise<void>
  stop: () => Promise<void>
}

/** The VS Code command: the variable CODE, else `code` in PATH, else undefined. */
export function findCode(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CODE) {
    return env.CODE
  }
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code', 'code-insiders', 'codium']
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file))
}

/** What a window needs of the real session, although HOME is another one: display, sound, clipboard. */
function sessionEnv(): Record<string, string> {
  const names = ['XDG_RUNTIME_DIR', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP', 'XDG_DATA_DIRS']
  const kept = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  return {
    XAUTHORITY: process.env.XAUTHORITY ?? join(homedir(), '.Xauthority'),
    ...Object.fromEntries(kept),
  }
}

/** The command `code` starts the window outside its own process group; the window's lock file has its pid. */
function endWindow(world: World): void {
  const lock = join(world.userData, 'code.lock')
  if (!existsSync(lock)) {
    return
  }
  const pid = Number(readFileSync(lock, 'utf8'))
  try {
    if (Number.isInteger(pid) && pid > 1) {
      process.kill(pid)
    }
  } catch {
    // Closed already.
  }
}

/** Opens the world's workspace in a desktop VS Code of its own, with the extension from its source folder. */
export function startDesktop(
  code: string,
  extension: string,
  world: World,
  env: Readonly<Record<string, string>>,
): Desktop {
  const args = [
    '--new-window',
    '--wait',
    '--disable-workspace-trust',
    '--use-inmemory-secretstorage',
    `--user-data-dir=${world.userData}`,
    `--extensions-dir=${world.extensions}`,
    `--extensionDevelopmentPath=${extension}`,
    world.workspace,
  ]
  const child: ChildProcess = spawn(code, args, {
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
    env: worldEnv(world, { ...sessionEnv(), EXTENSIONS_GALLERY: '', ...env }),
    stdio: 'ignore',
  })
  killAtEnd(child)
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`"${code}" could not be started: ${error.message}`)))
    child.once('exit', (status) =>
      status ? reject(new Error(`"${code}" ended with code ${status}.`)) : resolve(),
    )
  })
  return {
    closed,
    async stop() {
      endWindow(world)
      await stopGroup(child)
    },
  }
}
