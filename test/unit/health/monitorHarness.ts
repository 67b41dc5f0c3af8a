import {
  type HealthDeps,
  type HealthMonitor,
  startHealthMonitor,
} from '../../../src/app/health/healthMonitor.ts'
import type { Source } from '../../../src/app/health/look.ts'
import type { Aws } from '../../../src/app/ports.ts'
import type { AuthKind, AuthSource } from '../../../src/core/choice.ts'
import type { AwsFiles } from '../../../src/core/credentials/awsFiles.ts'
import { formatTime } from '../../../src/core/credentials/time.ts'
import type { HealthFacts, HealthSetup } from '../../../src/core/health/facts.ts'
import type { Health } from '../../../src/core/health/health.ts'
import type { HealthNews } from '../../../src/core/health/news.ts'
import { Secret } from '../../../src/core/secret.ts'
import { fakeKeyId, fakeSecret } from '../../sandbox/build.ts'
import { fakeCline, healthyAws, refusal, UNSET } from '../wizard/fakes.ts'
import { filesWith, healthyFacts, NOW } from './facts.ts'

const AUTH: Record<AuthKind, (profile: string) => AuthSource> = {
  default: () => ({ kind: 'default' }),
  profile: (profile) => ({ kind: 'profile', profile }),
  keys: () => ({
    kind: 'keys',
    accessKeyId: fakeKeyId('AKIA', 'DEV'),
    secretAccessKey: new Secret(fakeSecret('DEV')),
  }),
  'api-key': () => ({ kind: 'api-key', apiKey: new Secret(shortApiKey(NOW, 3600)) }),
}

/** A short-lived Bedrock API key as AWS makes them: a presigned address behind a prefix. */
function shortApiKey(from: number, seconds: number): string {
  const at = formatTime(from).replaceAll(/[-:]/g, '')
  const query = `Action=CallWithBearerToken&X-Amz-Date=${at}&X-Amz-Expires=${seconds}`
  return `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?${query}`).toString('base64')}`
}

/** A clock whose timers ring when a test turns it. */
export function fakeTime() {
  let now = NOW
  const timers = new Map<object, { at: number; run: () => void }>()
  return {
    clock: { now: () => now },
    timers: {
      after(milliseconds: number, run: () => void) {
        const key = {}
        timers.set(key, { at: now + milliseconds, run })
        return () => void timers.delete(key)
      },
    },
    get pending() {
      return timers.size
    },
    /** The computer slept: time goes on, timers do not. */
    sleep(milliseconds: number) {
      now += milliseconds
      for (const timer of timers.values()) {
        timer.at += milliseconds
      }
    },
    /** Rings one timer after the other up to then; gives how many. */
    async turn(milliseconds: number, settled: () => Promise<void>): Promise<number> {
      const end = now + milliseconds
      let rung = 0
      for (;;) {
        const next = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (next === undefined) {
          now = end
          return rung
        }
        timers.delete(next[0])
        now = Math.max(now, next[1].at)
        rung += 1
        next[1].run()
        await settled()
      }
    },
  }
}

/** What a test may turn while the monitor runs. */
export interface Surroundings {
  setup: HealthSetup
  hash: string
  files: AwsFiles
  network: string
  consent: boolean
  clineRuns: boolean
  /** Keys stand in the environment. */
  hasKeys: boolean
  /** Who AWS says it is; an Error's name is AWS's refusal. */
  identity: { account: string; name: string } | { refused: string; message: string }
}

/** A monitor on fakes, and everything it did. */
export function startMonitor(
  stored: HealthFacts | undefined = undefined,
  change: Partial<Surroundings> = {},
  aws: Partial<Aws> = {},
) {
  const world: Surroundings = {
    setup: healthyFacts().setup,
    hash: 'one',
    files: filesWith({ work: { aws_access_key_id: 'AKIA…MPLE', aws_secret_access_key: '[set]' } }),
    network: '192.0.2.1',
    consent: false,
    clineRuns: true,
    hasKeys: false,
    identity: { account: '111122223333', name: 'dev' },
    ...change,
  }
  const time = fakeTime()
  const turned = { failToShow: false }
  const calls: string[] = []
  const shown: Health[] = []
  const news: HealthNews[] = []
  const logged: string[] = []
  const sources: Source[] = []
  let saved = stored
  const counted = healthyAws({
    readFiles: () => Promise.resolve(world.files),
    sourceHash: () => Promise.resolve(world.hash),
    forgetCredentials: () => Promise.resolve(void calls.push('forget')),
    callerIdentity(target) {
      // A refusal is settled by a second question in the home region, which belongs to the same look.
      calls.push(target.region === world.setup.region ? 'GetCallerIdentity' : 'GetCallerIdentity at home')
      const { identity } = world
      if ('refused' in identity) {
        const network = identity.refused === 'ENOTFOUND'
        const failure = refusal('sts', 'GetCallerIdentity', identity.refused, identity.message)
        return Promise.resolve({
          ok: false as const,
          failure: network
            ? {
                service: failure.service,
                operation: failure.operation,
                name: 'Error',
                message: identity.message,
                networkCode: 'ENOTFOUND',
              }
            : failure,
        })
      }
      const arn = `arn:aws:iam::${identity.account}:user/${identity.name}`
      return Promise.resolve({
        ok: true as const,
        value: { account: identity.account, arn, userId: 'AIDAEXAMPLE' },
      })
    },
    modelAvailability() {
      calls.push('GetFoundationModelAvailability')
      return Promise.resolve({
        ok: true as const,
        value: {
          agreement: 'AVAILABLE',
          authorization: 'AUTHORIZED',
          entitlement: 'AVAILABLE',
          region: 'AVAILABLE',
        },
      })
    },
    converse() {
      calls.push('ConverseStream')
      throw new Error('A billed call was made.')
    },
    ...aws,
  })
  const { auth } = world.setup
  const deps: HealthDeps = {
    aws: counted,
    cline: fakeCline({
      status: () =>
        Promise.resolve({
          ok: true,
          value: { ...UNSET, ...world.setup },
        }),
      storedAuth: () =>
        Promise.resolve({
          ok: true,
          value: AUTH[auth ?? 'profile'](world.setup.profile ?? 'default'),
        }),
    }),
    clock: time.clock,
    timers: time.timers,
    platform: 'linux',
    log: {
      info: (message) => void logged.push(message),
      warn: (message) => void logged.push(message),
      error: (message, error) => void logged.push(`${message} ${String(error)}`),
    },
    environment: { profile: 'default', hasKeys: world.hasKeys },
    load: () => stored,
    save(facts) {
      saved = facts
    },
    publish(health) {
      if (turned.failToShow) {
        throw new Error('The window is gone.')
      }
      shown.push(health)
    },
    tell: (each) => void news.push(each),
    network: () => world.network,
    hasConsent: () => world.consent,
    clineRuns: () => world.clineRuns,
    onSource: (source) => void sources.push(source),
  }
  const monitor: HealthMonitor = startHealthMonitor(deps)
  return {
    monitor,
    world,
    time,
    calls,
    shown,
    news,
    logged,
    sources,
    set failToShow(fail: boolean) {
      turned.failToShow = fail
    },
    get saved() {
      return saved
    },
    looks: () => calls.filter((call) => call === 'GetCallerIdentity').length,
    turn: (milliseconds: number) => time.turn(milliseconds, () => monitor.idle()),
    /** A trigger, and everything that follows at once. */
    async on(trigger: 'focus' | 'wake' | 'network') {
      monitor.trigger(trigger)
      await monitor.idle()
    },
  }
}
