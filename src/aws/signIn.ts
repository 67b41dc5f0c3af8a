import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log, SignIn, Timers } from '../app/ports.ts'
import { lastWords, readSignInFailure, readSignInOutput } from '../core/credentials/signInOutput.ts'
import type { SignInOutcome, SignInProgress, SignInRequest } from '../core/credentials/signInTypes.ts'
import { ssoSessionText } from '../core/credentials/ssoProfile.ts'
import { redact } from '../core/diagnosis/redact.ts'

/** What the sign-in's program runs in. */
export interface SignInOptions {
  env: NodeJS.ProcessEnv
  homeDir: string
  platform: 'win32' | 'darwin' | 'linux'
  timers: Timers
  log: Log
  /** False in a workspace that is not trusted: no program is started there. */
  mayStart: () => boolean
  /** Programs to try where PATH has none; by default where AWS's installers put it. */
  places?: readonly string[]
  /** True where a browser on the user's computer cannot reach a port of this machine. */
  deviceCode: () => boolean
}

/** Sign-in, with an end to everything it started. */
export interface SignInProgram extends SignIn {
  dispose(): void
}

/** The computer's own clock. */
export const systemTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

// An editor that was started from the desktop may not know the PATH of a terminal.
const PLACES: Record<SignInOptions['platform'], readonly string[]> = {
  darwin: ['/opt/homebrew/bin/aws', '/usr/local/bin/aws'],
  win32: ['C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe'],
  linux: [],
}

const LIMIT_MS = 10 * 60_000
const GRACE_MS = 2000
// What the CLI wrote last may still be on its way when it has ended.
const LAST_OUTPUT_MS = 500
const MAX_OUTPUT = 64 * 1024

interface Running {
  key: string
  profile: string
  done: Promise<SignInOutcome>
  listeners: Set<(progress: SignInProgress) => void>
  progress: SignInProgress
  child?: ChildProcess
  stopped?: 'cancelled' | 'timed-out'
}

/**
 * Runs `aws sso login` or `aws login` without a shell, so that a profile's name is never code. Whoever asks
 * while one is under way for the same profile joins it.
 */
export function createSignIn(options: SignInOptions): SignInProgram {
  const watchers = new Set<(request: SignInRequest) => void>()
  let current: Running | undefined

  function start(
    request: SignInRequest,
    onProgress: (progress: SignInProgress) => void,
  ): Promise<SignInOutcome> {
    if (!options.mayStart()) {
      return Promise.resolve<SignInOutcome>({ kind: 'untrusted' })
    }
    if (current?.stopped !== undefined) {
      // Who asks anew after a cancel means a new one, not the end of the old one.
      return current.done.then(() => start(request, onProgress))
    }
    const key = JSON.stringify([request.via, request.start?.session ?? '', request.profile])
    if (current !== undefined && current.key !== key) {
      return Promise.resolve<SignInOutcome>({ kind: 'busy', profile: current.profile })
    }
    const joined = current ?? begin(key, request)
    joined.listeners.add(onProgress)
    onProgress(joined.progress)
    return joined.done
  }

  function begin(key: string, request: SignInRequest): Running {
    const running: Running = {
      key,
      profile: request.profile,
      listeners: new Set(),
      progress: { asksForCode: false },
      done: Promise.resolve({ kind: 'cancelled' }),
    }
    current = running
    const late = options.timers.after(LIMIT_MS, () => stop(running, 'timed-out'))
    running.done = attempt(options, request, running).then((outcome) => {
      late()
      current = undefined
      running.listeners.clear()
      options.log.info(`sign-in (${request.via}) ended: ${outcome.kind}`)
      if (outcome.kind === 'signed-in') {
        for (const watcher of watchers) {
          watcher(request)
        }
      }
      return outcome
    })
    return running
  }

  function stop(running: Running, why: 'cancelled' | 'timed-out'): void {
    running.stopped ??= why
    const { child } = running
    if (child !== undefined) {
      kill(child, 'SIGTERM')
      const patience = options.timers.after(GRACE_MS, () => kill(child, 'SIGKILL'))
      child.once('close', patience)
    }
  }

  return {
    start,
    enterCode(code) {
      current?.child?.stdin?.write(`${code.trim()}\n`)
    },
    cancel() {
      if (current !== undefined) {
        stop(current, 'cancelled')
      }
    },
    onSignedIn(listener) {
      watchers.add(listener)
      return () => void watchers.delete(listener)
    },
    dispose() {
      if (current?.child !== undefined) {
        kill(current.child, 'SIGKILL')
      }
      watchers.clear()
    },
  }
}

/** Ends the program and what it started: it leads a process group of its own, except on Windows. */
function kill(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (process.platform !== 'win32' && child.pid !== undefined) {
      process.kill(-child.pid, signal)
      return
    }
  } catch {
    // The group is gone; the child itself may not be.
  }
  child.kill(signal)
}

async function attempt(
  options: SignInOptions,
  request: SignInRequest,
  running: Running,
): Promise<SignInOutcome> {
  const scratch = request.start === undefined ? undefined : await scratchConfig(request.start)
  try {
    let outcome: SignInOutcome = { kind: 'cli-missing' }
    for (const program of ['aws', ...(options.places ?? PLACES[options.platform])]) {
      if (outcome.kind === 'cli-missing' && running.stopped === undefined) {
        outcome = await runProgram(options, request, running, { program, scratch: scratch?.path })
      }
    }
    return running.stopped === undefined ? outcome : { kind: running.stopped }
  } finally {
    await scratch?.remove()
  }
}

/** Before version 2.22 there is no option for a device code, as it is what the CLI uses anyway. */
async function runProgram(
  options: SignInOptions,
  request: SignInRequest,
  running: Running,
  how: { program: string; scratch: string | undefined },
): Promise<SignInOutcome> {
  const first = await runOnce(options, request, running, { ...how, plain: false })
  if (first !== 'unknown-option' || running.stopped !== undefined) {
    return first === 'unknown-option' ? { kind: 'cancelled' } : first
  }
  const second = await runOnce(options, request, running, { ...how, plain: true })
  return second === 'unknown-option' ? { kind: 'cli-too-old' } : second
}

/** A config file of our own with the one sso-session, so that the user's file stays as it is. */
async function scratchConfig(start: NonNullable<SignInRequest['start']>) {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-setup-'))
  const path = join(folder, 'config')
  await writeFile(path, ssoSessionText(start), { mode: 0o600 })
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** The CLI's arguments. A name that looks like an option is tied to its own. */
function signInArguments(
  { profile, via, start }: SignInRequest,
  remote: boolean,
): { base: string[]; extra: string[] } {
  const named = profile.startsWith('-') ? [`--profile=${profile}`] : ['--profile', profile]
  if (via === 'login') {
    return { base: ['login', ...named], extra: remote ? ['--remote'] : [] }
  }
  const target = start === undefined ? named : [`--sso-session=${start.session}`]
  return { base: ['sso', 'login', ...target], extra: remote ? ['--use-device-code', '--no-browser'] : [] }
}

function runOnce(
  options: SignInOptions,
  request: SignInRequest,
  running: Running,
  { program, plain, scratch }: { program: string; plain: boolean; scratch: string | undefined },
): Promise<SignInOutcome | 'unknown-option'> {
  const remote = options.deviceCode()
  const { base, extra } = signInArguments(request, remote)
  const args = plain ? base : [...base, ...extra]
  const typesCode = request.via === 'login' && remote
  const child = spawn(program, args, {
    // Never the workspace; a folder that is not there would look like a missing program.
    cwd: existsSync(options.homeDir) ? options.homeDir : tmpdir(),
    env: surroundings(options.env, scratch),
    shell: false,
    windowsHide: true,
    detached: options.platform !== 'win32',
    stdio: [typesCode ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  running.child = child
  child.stdin?.on('error', () => {})
  let printed = ''
  let errors = ''
  const tell = () => {
    const read = readSignInOutput(`${printed}\n${errors}`)
    const progress = { ...read, asksForCode: typesCode && (read.asksForCode || read.url !== undefined) }
    if (JSON.stringify(progress) !== JSON.stringify(running.progress)) {
      running.progress = progress
      for (const listener of running.listeners) {
        listener(progress)
      }
    }
  }
  child.stdout?.on('data', (part: Buffer) => {
    printed = `${printed}${part}`.slice(0, MAX_OUTPUT)
    tell()
  })
  child.stderr?.on('data', (part: Buffer) => {
    errors = `${errors}${part}`.slice(-MAX_OUTPUT)
    tell()
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve({ kind: 'cli-missing' }))
    whenDone(child, options.timers, (code) => {
      if (code === 0) {
        resolve({ kind: 'signed-in' })
        return
      }
      const reason = readSignInFailure(errors)
      if (reason === 'unknown-option') {
        resolve('unknown-option')
      } else if (reason === 'unknown-command') {
        resolve({ kind: 'cli-too-old' })
      } else {
        resolve({ kind: 'refused', said: redact(lastWords(errors) || lastWords(printed)) })
      }
    })
  })
}

/**
 * Calls back when the program has ended and what it printed is read. Its outputs stay open as long as a browser
 * that it started holds them, which may be for hours: that is not waited for.
 */
function whenDone(child: ChildProcess, timers: Timers, done: (code: number | null) => void): void {
  child.once('exit', (code) => {
    const stopWaiting = timers.after(LAST_OUTPUT_MS, () => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    })
    child.once('close', () => {
      stopWaiting()
      done(code)
    })
  })
}

/**
 * The environment as it is, without what would make the CLI page, prompt or print late. It looks up the profile
 * that a variable names, also an empty one and one that our own config file does not have, and fails.
 */
function surroundings(env: NodeJS.ProcessEnv, config: string | undefined): NodeJS.ProcessEnv {
  const unwanted = new Set(['ELECTRON_RUN_AS_NODE'])
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    if (config !== undefined || env[name]?.trim() === '') {
      unwanted.add(name)
    }
  }
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !unwanted.has(name))),
    AWS_PAGER: '',
    AWS_CLI_AUTO_PROMPT: 'off',
    PYTHONUNBUFFERED: '1',
    ...(config !== undefined && { AWS_CONFIG_FILE: config }),
  }
}
