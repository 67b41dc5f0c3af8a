// A clock for the tests that stands in for the computer's, for our extension alone: whatever VS Code loads from
// our folder gets a `Date` and a `setTimeout` that the test can move on. What is tested is the shipped file, and
// VS Code, its other extensions and the browser keep real time.
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Module from 'node:module'
import type { AddressInfo } from 'node:net'

const OURS = /bedrock-setup[^/\\]*[/\\]dist[/\\][^/\\]+\.cjs$/
const KEY = 'bedrock-setup.testClock'
const file = process.env.TEST_CLOCK_FILE ?? ''

/** Milliseconds that the clock is ahead; kept in the file, as a new extension host goes on from there. */
let ahead = readAhead()
const waits = new Map<NodeJS.Timeout, { due: number; run: () => void }>()

function readAhead(): number {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { ahead: number }).ahead
  } catch {
    return 0
  }
}

const now = (): number => Date.now() + ahead

const ShiftedDate = new Proxy(Date, {
  construct: (target, args: [], made: typeof Date) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, made) as Date,
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
})

function shiftedTimeout(run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout {
  const end = () => {
    waits.delete(timer)
    run(...args)
  }
  const timer = setTimeout(end, ms)
  waits.set(timer, { due: now() + ms, run: end })
  return timer
}

function clearShifted(timer: NodeJS.Timeout | undefined): void {
  clearTimeout(timer)
  if (timer !== undefined) {
    waits.delete(timer)
  }
}

/** Lets time pass: each wait that falls due ends, the earliest first. */
function advance(ms: number): void {
  ahead += ms
  const due = [...waits].filter((each) => each[1].due <= now()).sort((a, b) => a[1].due - b[1].due)
  for (const [timer, { run }] of due) {
    clearTimeout(timer)
    run()
  }
}

type Compile = (this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown

function replaceClock(): void {
  const shifted = { Date: ShiftedDate, setTimeout: shiftedTimeout, clearTimeout: clearShifted }
  Object.assign(globalThis, { [KEY]: shifted })
  const modules = Module as unknown as { prototype: { _compile: Compile } }
  const compile = modules.prototype._compile
  modules.prototype._compile = function compileShifted(content, filename, ...rest) {
    const head = OURS.test(filename) ? `const {Date,setTimeout,clearTimeout}=globalThis["${KEY}"];` : ''
    return compile.call(this, head + content, filename, ...rest)
  }
}

export function activate(): void {
  replaceClock()
  const save = () =>
    writeFileSync(file, JSON.stringify({ ahead, port: (server.address() as AddressInfo).port }))
  const server = createServer((request, response) => {
    advance(Number(new URL(request.url ?? '/', 'http://clock').searchParams.get('ms')))
    save()
    response.end()
  })
  server.listen(0, '127.0.0.1', save)
}
