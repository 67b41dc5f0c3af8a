import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createClineFiles } from '../../../../src/cline/files.ts'
import type { Job, PlainRequest } from './writer.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

/** Files below a home, by path. */
export type Tree = Record<string, string>

/** A write that will be killed. */
export interface CrashScenario {
  name: string
  before: Tree
  request: PlainRequest
  /** Variables besides the store's; `HOME` stands for the home. */
  env?: Record<string, string>
  /** What is killed: the write, taking it back, or the recovery of either that was killed at a fraction of its way. */
  action: Job['action']
  /** For `recover`: what was interrupted, and where, between 0 and 1. */
  interrupted?: { action: 'apply' | 'undo'; at: number }
}

/** What a run found. */
export interface CrashFigures {
  kills: number
  torn: number
  mixed: number
  lost: number
  leftovers: number
  problems: string[]
}

/** Bundles the writer once, so that each of hundreds of processes starts quickly. */
export async function bundleWriter(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bsc-writer-'))
  const outfile = join(folder, 'writer.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./writer.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as $cr } from 'node:module';const require = $cr(import.meta.url);",
    },
  })
  return outfile
}

const ownFiles = (home: string): string[] =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .map(
      (entry) => join(entry.parentPath, entry.name).slice(home.length + 1) + (entry.isDirectory() ? '/' : ''),
    )
    .filter((path) => !path.startsWith('store/') && path !== 'store/')
    .sort()

/** All below a home but our own store: folders with a slash and no text. */
export function readTree(home: string): Tree {
  return Object.fromEntries(
    ownFiles(home).map((path) => [path, path.endsWith('/') ? '' : readFileSync(join(home, path), 'utf8')]),
  )
}

export function plant(home: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text, { mode: 0o600 })
  }
}

/** What a process said, if it could. */
export interface Answer {
  killed: boolean
  ok?: boolean
  failure?: unknown
  log?: string[]
}

const environment = (scenario: CrashScenario, home: string): Record<string, string> => ({
  BEDROCK_SETUP_HOME: join(home, 'store'),
  ...Object.fromEntries(
    Object.entries(scenario.env ?? {}).map(([name, value]) => [name, value.replace('HOME', home)]),
  ),
})

function start(
  writer: string,
  scenario: CrashScenario,
  home: string,
  job: Pick<Job, 'action' | 'killAt' | 'half'>,
): Promise<Answer> {
  const whole: Job = {
    env: environment(scenario, home),
    homeDir: home,
    request: scenario.request,
    now: NOW,
    ...job,
  }
  return new Promise((done) => {
    execFile(process.execPath, [writer, JSON.stringify(whole)], { timeout: 60_000 }, (error, out) =>
      done({ killed: error?.signal === 'SIGKILL', ...(out === '' ? {} : (JSON.parse(out) as object)) }),
    )
  })
}

/** Writes once, in a process of its own, to Cline's files of a home that `makeHome` made. */
export function writeIn(writer: string, home: string, request: PlainRequest): Promise<Answer> {
  const scenario: CrashScenario = {
    name: 'one write',
    before: {},
    request,
    env: { BEDROCK_SETUP_HOME: 'HOME/own' },
    action: 'apply',
  }
  return start(writer, scenario, home, { action: 'apply', ...WHOLE })
}

/**
 * Leaves a home as a write does that is killed just before it selects the new setting.
 * @param env the environment of the process, without the home
 */
export async function interruptIn(
  writer: string,
  home: string,
  env: Record<string, string>,
  request: PlainRequest,
): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'bsc-trial-'))
  const scenario: CrashScenario = { name: 'interrupted', before: {}, request, action: 'apply' }
  cpSync(join(home, '.cline'), join(root, '.cline'), { recursive: true })
  const { log = [] } = await start(writer, scenario, root, { action: 'apply', ...WHOLE })
  rmSync(root, { recursive: true })
  const killAt = log.findIndex((call) => /^!renameSync .*globalState\.json/.test(call))
  await start(writer, { ...scenario, env: { ...env, BEDROCK_SETUP_HOME: '' } }, home, {
    action: 'apply',
    killAt,
    half: false,
  })
}

interface Stage {
  before: Tree
  after: Tree
  calls: string[]
}

const WHOLE = { killAt: -1, half: false }

/**
 * Brings a home into the state in which the killed action starts, and keeps a copy of it. Backups name their
 * files in full, so each lane has a home of its own that never moves.
 */
async function prepare(
  writer: string,
  scenario: CrashScenario,
  home: string,
  snapshot: string,
): Promise<Stage> {
  plant(home, scenario.before)
  const first = scenario.interrupted?.action ?? scenario.action
  if (first === 'undo') {
    await start(writer, scenario, home, { action: 'apply', ...WHOLE })
  }
  cpSync(home, snapshot, { recursive: true })
  const before = readTree(home)
  const done = await start(writer, scenario, home, { action: first, ...WHOLE })
  if (done.ok !== true) {
    throw new Error(`The whole ${first} fails: ${JSON.stringify(done.failure)}`)
  }
  const after = readTree(home)
  const calls = done.log ?? []
  if (scenario.interrupted === undefined) {
    return { before, after, calls }
  }
  const changing = calls.flatMap((call, index) => (call.startsWith('!') ? [index] : []))
  const killAt = changing[Math.floor(changing.length * scenario.interrupted.at)] ?? 0
  backTo(snapshot, home)
  await start(writer, scenario, home, { action: first, killAt, half: false })
  rmSync(snapshot, { recursive: true })
  cpSync(home, snapshot, { recursive: true })
  const recovered = await start(writer, scenario, home, { action: 'recover', ...WHOLE })
  return { before, after, calls: recovered.log ?? [] }
}

function backTo(snapshot: string, home: string): void {
  rmSync(home, { recursive: true, force: true })
  cpSync(snapshot, home, { recursive: true })
}

/**
 * Kills the scenario's action before every call that changes the disk (or before every call at all), and in
 * the middle of those that can be half done; after each kill a new process of ours comes by, and then every
 * file must be as before or as after.
 */
export async function crash(
  writer: string,
  scenario: CrashScenario,
  { every, stride = 1 }: { every: 'change' | 'call'; stride?: number },
): Promise<CrashFigures> {
  const root = mkdtempSync(join(tmpdir(), 'bsc-crash-'))
  const figures: CrashFigures = { kills: 0, torn: 0, mixed: 0, lost: 0, leftovers: 0, problems: [] }
  const lane = async (at: number) => {
    const [home, snapshot] = [join(root, `home-${at}`), join(root, `start-${at}`)]
    const stage = await prepare(writer, scenario, home, snapshot)
    const points = pointsOf(stage.calls, every).filter((_, index) => index % stride === 0)
    for (const point of points.filter((_, index) => index % 2 === at)) {
      backTo(snapshot, home)
      await killOnce(writer, scenario, stage, home, point, figures)
    }
  }
  try {
    await Promise.all([lane(0), lane(1)])
    return figures
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

interface Point {
  index: number
  half: boolean
  call: string
}

const pointsOf = (calls: readonly string[], every: 'change' | 'call'): Point[] =>
  calls.flatMap((call, index) => [
    ...(call.startsWith('!') || every === 'call' ? [{ index, half: false, call }] : []),
    ...(/^!(handle.writeFile|rm) /.test(call) ? [{ index, half: true, call }] : []),
  ])

async function killOnce(
  writer: string,
  scenario: CrashScenario,
  stage: Stage,
  home: string,
  { index, half, call }: Point,
  figures: CrashFigures,
): Promise<void> {
  const answer = await start(writer, scenario, home, { action: scenario.action, killAt: index, half })
  const where = `${scenario.name}, ${half ? 'in' : 'before'} call ${index} (${call.trim()})`
  if (!answer.killed) {
    figures.problems.push(`${where}: was not killed: ${JSON.stringify({ ...answer, log: undefined })}`)
    return
  }
  figures.kills += 1
  const note = (what: 'torn' | 'mixed' | 'lost' | 'leftovers', words: string | undefined) => {
    if (words !== undefined) {
      figures[what] += 1
      figures.problems.push(`${where}: ${words}`)
    }
  }
  const killed = readTree(home)
  note('torn', findTorn(killed))
  note('mixed', selectsMissing(killed))
  const files = createClineFiles({
    env: environment(scenario, home),
    homeDir: home,
    clock: { now: () => NOW },
    settleMs: 0,
  })
  const recovered = await files.recover()
  const tree = readTree(home)
  const isBefore = textsOf(tree) === textsOf(stage.before)
  if (!(recovered.ok && (isBefore || textsOf(tree) === textsOf(stage.after)))) {
    note('lost', `neither as before nor as after: ${JSON.stringify(recovered)}`)
  } else if (JSON.stringify(tree) !== JSON.stringify(isBefore ? stage.before : stage.after)) {
    note('leftovers', `left behind: ${Object.keys(tree).join(' ')}`)
  }
  note('leftovers', strayIn(join(home, 'store', 'cline')))
}

const textsOf = (tree: Tree): string =>
  JSON.stringify(Object.entries(tree).filter(([path]) => path.endsWith('.json')))

/** Our own store: nothing half done, and nothing that others may read. */
function strayIn(store: string): string | undefined {
  const own = existsSync(store) ? readdirSync(store, { recursive: true }).map(String) : []
  const open = own.filter((path) => /unfinished.|bedrock-setup-/.test(path))
  const wide = own.filter((path) => {
    const found = statSync(join(store, path))
    return found.isFile() && (found.mode & 0o077) !== 0
  })
  return open.length + wide.length > 0 ? `in our own store: ${[...open, ...wide].join(' ')}` : undefined
}

/** A settings file that does not parse was torn. */
function findTorn(tree: Tree): string | undefined {
  const torn = Object.entries(tree)
    .filter(([path]) => path.endsWith('.json'))
    .find(([, text]) => {
      try {
        JSON.parse(text)
        return false
      } catch {
        return true
      }
    })
  return torn === undefined ? undefined : `${torn[0]} is torn`
}

/** What globalState selects must be there, at every moment. */
function selectsMissing(tree: Tree): string | undefined {
  for (const [path, text] of Object.entries(tree)) {
    if (path.endsWith('globalState.json')) {
      const state = JSON.parse(text) as Record<string, unknown>
      const beside = tree[path.replace('globalState', 'secrets')]
      const secrets = (beside === undefined ? {} : JSON.parse(beside)) as Record<string, unknown>
      const wants = { apikey: 'awsBedrockApiKey', credentials: 'awsSecretKey' }[
        String(state.awsAuthentication)
      ]
      if (wants !== undefined && secrets[wants] === undefined) {
        return `${path} selects ${wants}, which is not there`
      }
    }
  }
  return undefined
}
