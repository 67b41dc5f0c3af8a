import type { Aws, ClineFiles } from '../../../src/app/ports.ts'
import type { Session } from '../../../src/app/session.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import { firstPlace, placeBefore } from '../../../src/core/quickPicks/places.ts'
import type { InputScreen, PickScreen, Place } from '../../../src/core/quickPicks/screen.ts'
import { screenOf } from '../../../src/core/quickPicks/screens.ts'
import {
  back,
  leaving,
  type Outside,
  type Stride,
  settled,
  take,
  type Walk,
} from '../../../src/core/quickPicks/walk.ts'
import type { WizardState } from '../../../src/core/wizard/state.ts'
import { FILES, fakeCline, fakeSignIn, healthyAws, openSession, PROFILE, refusal } from '../wizard/fakes.ts'
import { fakeTime, settle } from '../wizard/patience.ts'

export const SECRET = 'aSecretThatNobodyMaySee0123456789abcdefg'
const API_KEY = `ABSK${'a'.repeat(40)}`

/** Somebody in front of the quick picks, without an editor around them. */
export interface Walker {
  readonly state: WizardState
  readonly at: Place
  readonly screen: PickScreen | InputScreen
  /** What the editor was asked to do. */
  readonly outside: Outside[]
  /** Takes the row with this label. */
  pick(label: string | RegExp): Promise<void>
  /** Enters a text; gives the refusal, if it is refused. */
  enter(text: string): Promise<string | undefined>
  back(): Promise<void>
  /** Takes row number `index` modulo the number of rows, or enters a text that may fit. */
  wander(index: number): Promise<void>
  /** Escape. */
  close(): Promise<void>
  labels(): string[]
}

/** Walks a session of the wizard by its screens; `time` is the clock they show. */
export function walkThrough(session: Session, quiet: () => Promise<void> = () => session.idle()): Walker {
  let walk: Walk = { at: firstPlace(session.state), typed: {} }
  const outside: Outside[] = []
  const here = () => {
    walk = settled(walk, session.state)
    return screenOf(walk.at, session.state)
  }

  async function follow(stride: Stride): Promise<void> {
    walk = stride.walk
    for (const intent of stride.intents) {
      session.dispatch(intent)
    }
    if (stride.outside !== undefined) {
      outside.push(stride.outside)
    }
    await quiet()
    here()
  }

  async function enter(text: string): Promise<string | undefined> {
    const screen = here()
    if (screen.kind !== 'input') {
      throw new Error(`There is nothing to type at ${screen.at}.`)
    }
    const refused = text.trim() === '' && !screen.optional ? 'empty' : screen.refuse?.(text)
    if (refused === undefined) {
      await follow(take(walk, screen.submit(text), session.state))
    }
    return refused
  }

  return {
    get state() {
      return session.state
    },
    get at() {
      return here().at
    },
    get screen() {
      return here()
    },
    outside,
    async pick(label) {
      const screen = here()
      const items = screen.kind === 'pick' ? screen.items : []
      const item = items.find((each) =>
        typeof label === 'string' ? each.label === label : label.test(each.label),
      )
      if (item === undefined) {
        const offered = items.map((each) => each.label).join(' | ')
        throw new Error(`${String(label)} is not at ${screen.at}: ${offered}`)
      }
      await follow(take(walk, item.act, session.state))
    },
    enter,
    back: () => follow(back(walk, session.state)),
    async wander(index) {
      const screen = here()
      if (screen.kind === 'input') {
        await enter(TYPED[screen.at]?.[index % 2] ?? (index % 2 === 0 ? 'something' : ''))
        return
      }
      const item = screen.items[index % Math.max(1, screen.items.length)]
      if (item !== undefined && item.act.type !== 'close' && item.act.type !== 'page') {
        await follow(take(walk, item.act, session.state))
      }
    },
    async close() {
      for (const intent of leaving(walk, session.state)) {
        session.dispatch(intent)
      }
      await quiet()
    },
    labels() {
      const screen = here()
      return screen.kind === 'pick' ? screen.items.map(({ label }) => label) : []
    },
  }
}

/** What is typed at a place: something that fits, and something that may not. */
const TYPED: Partial<Record<Place, [string, string]>> = {
  'access-key-id': ['AKIAIOSFODNN7EXAMPLE', 'nonsense'],
  'secret-access-key': [SECRET, SECRET.slice(3)],
  'session-token': ['', 'token'],
  'api-key': [API_KEY, 'nonsense'],
  'rotation-key-id': ['AKIAIOSFODNN7EXAMPLE', 'nonsense'],
  'rotation-secret': [SECRET, SECRET.slice(3)],
  'rotation-token': ['', 'token'],
  'rotation-api-key': [API_KEY, 'nonsense'],
  'sso-startUrl': ['https://my-company.awsapps.com/start', 'ftp://nowhere'],
  'sso-ssoRegion': ['us-east-1', 'nowhere'],
  'sso-account-typed': ['111122223333', '12'],
  'sso-role-typed': ['PowerUserAccess', 'not a role'],
  'sso-region': ['eu-central-1', ''],
  'sso-name': ['', 'work'],
  'endpoint-url': ['https://vpce.example.com', ''],
  'model-id': [PROFILE.id, 'no.such-model'],
  'plan-model-id': ['no.such-model', PROFILE.id],
  'form-companyName': ['Example Corp', 'x'.repeat(200)],
  'form-companyWebsite': ['https://example.com', ''],
  'form-industryOption': ['Software', ''],
  'form-otherIndustryOption': ['', 'Tools'],
  'form-useCases': ['Writing code', ''],
  prompt: ['Say hello.', 'Say hello again.'],
}

/** Whole numbers below `below`, the same for the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const FAILURES: Failure[] = [
  refusal('bedrock', 'ListFoundationModels', 'AccessDeniedException', 'not authorized to perform: bedrock:X'),
  refusal('bedrock', 'X', 'ThrottlingException', 'Too many requests'),
  refusal(
    'sts',
    'GetCallerIdentity',
    'ExpiredToken',
    'The security token included in the request is expired',
  ),
  refusal('iam', 'CreatePolicy', 'EntityAlreadyExists', 'A policy of that name exists'),
]

const PRICES = [{ dimension: 'InputTokens', price: '3.00', unit: '1M', description: 'Input tokens' }]

/** An AWS in a mood: each call may fail, and the account may lack everything. */
function moodyAws(roll: (below: number) => number): Aws {
  const base = healthyAws({
    useCaseFormSubmitted: () => Promise.resolve({ ok: true, value: roll(2) === 0 }),
    modelAvailability: () => {
      const agreement = ['AVAILABLE', 'NOT_AVAILABLE', 'PENDING', 'ERROR'][roll(4)] ?? 'AVAILABLE'
      return Promise.resolve({
        ok: true,
        value: { agreement, authorization: 'AUTHORIZED', entitlement: 'AVAILABLE', region: 'AVAILABLE' },
      })
    },
    agreementOffers: () =>
      Promise.resolve({ ok: true, value: roll(3) === 0 ? [] : [{ offerId: 'offer-1', prices: PRICES }] }),
    ssoAccounts: () =>
      Promise.resolve({
        ok: true,
        value: ['111122223333', '444455556666'].slice(roll(3)).map((id) => ({ id, name: `Account ${id}` })),
      }),
    ssoRoles: () => Promise.resolve({ ok: true, value: ['Dev', 'Ops'].slice(roll(3)) }),
    readFiles: () =>
      Promise.resolve({
        ...FILES,
        profiles: FILES.profiles.slice(roll(4) === 0 ? 1 : 0),
      }),
  })
  const fails: readonly (keyof Aws)[] = [
    'callerIdentity',
    'listFoundationModels',
    'listInferenceProfiles',
    'submitUseCaseForm',
    'acceptAgreement',
    'agreementOffers',
    'reach',
    'createPolicy',
    'attachPolicy',
    'detachPolicy',
    'ssoAccounts',
    'ssoRoles',
    'simulate',
    'converse',
    'useCaseFormSubmitted',
  ]
  return new Proxy(base, {
    get(target, name: keyof Aws) {
      if (!fails.includes(name) || roll(6) !== 0) {
        return target[name]
      }
      return () => Promise.resolve({ ok: false, failure: FAILURES[roll(FAILURES.length)] })
    },
  })
}

function moodyCline(roll: (below: number) => number): ClineFiles {
  const base = fakeCline()
  const fails: readonly (keyof ClineFiles)[] = ['preview', 'apply', 'undo', 'status']
  const failure = refusal('cline', 'write', 'ClineFilesChanged', 'changed meanwhile')
  return new Proxy(base, {
    get(target, name: keyof ClineFiles) {
      return fails.includes(name) && roll(5) === 0
        ? () => Promise.resolve({ ok: false, failure })
        : target[name]
    },
  })
}

/** A walker in a world made by chance; `pending` tells whether a wait or countdown is under way. */
export function moodyWalker(seed: number): { walker: Walker; pending: () => boolean; stop: () => void } {
  const roll = dice(seed)
  const time = fakeTime()
  const { session } = openSession({
    aws: moodyAws(roll),
    cline: moodyCline(roll),
    clock: time.clock,
    timers: time.timers,
    signIn: fakeSignIn({
      start: () => Promise.resolve(roll(2) === 0 ? { kind: 'signed-in' } : { kind: 'cli-missing' }),
    }),
  })
  return {
    walker: walkThrough(session, settle),
    pending: () => time.waiting > 0,
    stop: () => session.dispose(),
  }
}

/** Presses "back" until it leads nowhere; gives the places that were passed. */
export async function retreat(walker: Walker): Promise<Place[]> {
  const passed: Place[] = []
  while (placeBefore(walker.at, walker.state) !== undefined && passed.length < 25) {
    passed.push(walker.at)
    await walker.back()
  }
  return [...passed, walker.at]
}
