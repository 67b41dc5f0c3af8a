// A process of its own that does one thing to Cline's files with the product's code and, when told so, is
// killed before a certain call of the file system, or in the middle of it. Bundled by crash.ts.
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClineFiles } from '../../../../src/cline/files.ts'
import { Secret } from '../../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../../src/core/settings/types.ts'
import { type Operation, onEveryOperation } from './operations.ts'

/** What the process is asked to do. */
export interface Job {
  env: Record<string, string>
  homeDir: string
  action: 'apply' | 'undo' | 'recover'
  request: PlainRequest
  now: number
  /** Kill before this call; -1: run to the end and print the calls. */
  killAt: number
  /** Let the call do half of its work before. */
  half: boolean
}

/** A request that fits into JSON. */
export type PlainRequest = Omit<ApplyRequest, 'auth'> & {
  auth:
    | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken?: string }
    | { kind: 'api-key'; apiKey: string }
    | { kind: 'profile'; profile: string }
    | { kind: 'default' }
}

/** Puts the secrets back into their wrapping. */
export function toRequest({ auth, ...rest }: PlainRequest): ApplyRequest {
  switch (auth.kind) {
    case 'keys': {
      const { sessionToken, secretAccessKey, ...keys } = auth
      return {
        ...rest,
        auth: {
          ...keys,
          secretAccessKey: new Secret(secretAccessKey),
          ...(sessionToken !== undefined && { sessionToken: new Secret(sessionToken) }),
        },
      }
    }
    case 'api-key':
      return { ...rest, auth: { kind: 'api-key', apiKey: new Secret(auth.apiKey) } }
    default:
      return { ...rest, auth }
  }
}

/** The half of a call that a crash may leave behind. */
function doHalf({ name, path, args }: Operation): void {
  if (name === 'handle.writeFile') {
    const text = String(args[0])
    // The handle is not at hand here: its file is the newest temporary one.
    writeFileSync(opened, text.slice(0, text.length / 2))
  } else if (name === 'rm' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    for (const entry of readdirSync(path).slice(0, 1)) {
      rmSync(join(path, entry), { recursive: true })
    }
  }
}

let opened = ''

async function run(job: Job): Promise<void> {
  const log: string[] = []
  await onEveryOperation((operation) => {
    if (operation.index === job.killAt) {
      if (job.half) {
        doHalf(operation)
      }
      process.kill(process.pid, 'SIGKILL')
    }
    if (operation.name === 'open' && operation.changes) {
      opened = operation.path
    }
    log.push(`${operation.changes ? '!' : ' '}${operation.name} ${operation.path.slice(-60)}`)
  })
  const files = createClineFiles({
    env: job.env,
    homeDir: job.homeDir,
    clock: { now: () => job.now },
    settleMs: 0,
  })
  const request = toRequest(job.request)
  const outcome = await {
    apply: async () => {
      const preview = await files.preview(request)
      return preview.ok ? await files.apply(request, preview.value.id) : preview
    },
    undo: () => files.undo(),
    recover: () => files.recover(),
  }[job.action]()
  process.stdout.write(
    JSON.stringify({ ok: outcome.ok, failure: outcome.ok ? undefined : outcome.failure, log }),
  )
}

if (process.argv[2] !== undefined) {
  await run(JSON.parse(process.argv[2]) as Job)
}
