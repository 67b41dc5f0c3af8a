import assert from 'node:assert/strict'
import { doctor } from '../../../src/cli/commands.ts'
import type { CliOptions } from '../../../src/cli/options.ts'
import { parseCommandLine } from '../../../src/cli/options.ts'
import { fakeCline, healthyAws, PROFILE } from '../wizard/fakes.ts'
import { settle } from '../wizard/patience.ts'

const never = <T>(): Promise<T> => new Promise(() => {})

function optionsOf(...args: string[]): CliOptions {
  const parsed = parseCommandLine(args)
  assert.ok(parsed.kind === 'run')
  return parsed.options
}

describe('a fault of our own while `doctor` runs', () => {
  const run = (deps: Partial<Parameters<typeof doctor>[0]>) =>
    doctor(
      {
        aws: healthyAws(),
        cline: fakeCline(),
        clock: { now: () => 0 },
        platform: 'linux',
        print: () => {},
        complain: () => {},
        auth: { kind: 'profile', profile: 'work' },
        signal: new AbortController().signal,
        ...deps,
      },
      optionsOf(
        'doctor',
        '--auth',
        'profile',
        '--profile',
        'work',
        '--region',
        'eu-central-1',
        '--model',
        PROFILE.id,
      ),
    )

  it('in reading Cline’s files ends it with that error at once, though AWS is still waited for', async () => {
    let looks = 0
    const cline = fakeCline({
      status() {
        looks += 1
        // The first look is for what an organisation decides, before the checks.
        return looks === 1 ? fakeCline().status() : Promise.reject(new TypeError('a fault of ours'))
      },
    })
    const unheard: unknown[] = []
    const hear = (error: unknown) => void unheard.push(error)
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', hear)
    try {
      let ended: unknown = 'it waits for AWS'
      void run({ cline, aws: healthyAws({ callerIdentity: never }) }).catch((error: unknown) => {
        ended = error
      })
      await settle()
      assert.match(String(ended), /a fault of ours/)
      assert.deepEqual(unheard, [], 'no rejection that nobody hears, which ends a process without a word')
    } finally {
      process.off('unhandledRejection', hear)
      for (const each of others) {
        process.on('unhandledRejection', each as NodeJS.UnhandledRejectionListener)
      }
    }
  })
})
