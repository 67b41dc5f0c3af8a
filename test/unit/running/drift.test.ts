import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  brokenClaims,
  type Claim,
  claimsAsFound,
  openClaim,
  withClaims,
} from '../../../src/core/running/claims.ts'
import {
  type AppliedRecord,
  adopt,
  culpritOf,
  type Drift,
  findDrift,
  keepClines,
} from '../../../src/core/running/drift.ts'
import { printWith } from '../../../src/host/running/appliedRecord.ts'
import { createDriftWatch, type DriftAnswer } from '../../../src/host/running/driftWatch.ts'

const STATE = '/cline/globalState.json'
const SECRETS = '/cline/secrets.json'
const print = printWith('salt')

const BEFORE = { actModeApiProvider: 'openrouter', planModeApiProvider: 'openrouter', theme: 'dark' }
const OURS = {
  actModeApiProvider: 'bedrock',
  planModeApiProvider: 'bedrock',
  awsRegion: 'eu-west-1',
  welcomeViewCompleted: true,
}
const KEYS = Object.keys(OURS)

function recordOf(path = STATE): AppliedRecord {
  return {
    version: 1,
    id: 'write-1',
    at: 5000,
    salt: 'salt',
    files: [
      { path, role: 'globalState', claims: claimsAsFound(OURS, [...KEYS, 'awsProfile']) },
      {
        path: SECRETS,
        role: 'secrets',
        claims: [{ path: ['awsAccessKey'], print: print('AKIAIOSFODNN7EXAMPLE') }],
      },
    ],
    before: [{ path, role: 'globalState', claims: claimsAsFound(BEFORE, [...KEYS, 'awsProfile']) }],
  }
}

const held = { awsAccessKey: 'AKIAIOSFODNN7EXAMPLE' }
const roots =
  (state: unknown, secrets: unknown = held) =>
  (path: string) =>
    path === STATE ? state : secrets
const find = (state: unknown, secrets: unknown = held) => findDrift(recordOf(), roots(state, secrets), print)

describe('a difference in Cline’s settings is recognised for what it is', () => {
  const table: [string, unknown, unknown, Drift['kind'] | undefined][] = [
    ['nothing differs', { ...OURS, theme: 'light' }, held, undefined],
    ['other keys may be anything', { ...OURS, lastTask: 'x', clineVersion: '4.1.13' }, held, undefined],
    ['an empty text is a missing key', { ...OURS, awsProfile: '' }, held, undefined],
    ['a whole old memory was written back', { ...BEFORE, lastTask: 'x' }, held, 'overwritten'],
    ['another provider was chosen', { ...OURS, actModeApiProvider: 'anthropic' }, held, 'switched'],
    ['back to the earlier provider, the rest is ours', { ...OURS, ...BEFORE }, held, 'switched'],
    ['another region was typed', { ...OURS, awsRegion: 'us-east-1' }, held, 'edited'],
    ['a profile came back', { ...OURS, awsProfile: 'old' }, held, 'edited'],
    ['another key was typed', OURS, { awsAccessKey: 'AKIAI44QH8DHBEXAMPLE' }, 'edited'],
    ['the key is gone', OURS, {}, 'edited'],
    ['a file that cannot be read now says nothing', undefined, undefined, undefined],
  ]
  for (const [what, state, secrets, kind] of table) {
    it(`${what}: ${kind ?? 'nothing to say'}`, () => {
      const rootOf = (path: string) => (path === STATE ? state : secrets)
      assert.equal(findDrift(recordOf(), rootOf, print)?.kind, kind)
    })
  }

  it('names the fields, never a secret', () => {
    const drift = find(OURS, { awsAccessKey: 'AKIAI44QH8DHBEXAMPLE' })
    assert.deepEqual(drift?.fields, [{ role: 'secrets', key: 'awsAccessKey' }])
    assert.doesNotMatch(JSON.stringify([drift, recordOf()]), /AKIA/)
  })

  it('the same difference has the same id, another one another', () => {
    const [one, again, other] = ['us-east-1', 'us-east-1', 'us-west-2'].map(
      (awsRegion) => find({ ...OURS, awsRegion })?.id,
    )
    assert.equal(one, again)
    assert.notEqual(one, other)
  })

  it('the culprit is a window that was loaded before the write, this one or another', () => {
    const beat = (pid: number, startedAt: number) => ({
      version: 1 as const,
      pid,
      startedAt,
      window: '',
      name: `${pid}`,
      cline: '4.1.13',
    })
    const { own, windows } = culpritOf(recordOf(), beat(1, 6000), [beat(2, 4000), beat(3, 7000)])
    assert.equal(own, false)
    assert.deepEqual(
      windows.map(({ pid }) => pid),
      [2],
    )
    assert.equal(culpritOf(recordOf(), beat(1, 4000), []).own, true)
  })
})

describe('what the user said about a difference is remembered', () => {
  it('after another provider was kept nothing is ours any more', () => {
    const drift = find({ ...OURS, actModeApiProvider: 'anthropic' })
    assert.ok(drift)
    assert.equal(keepClines(recordOf(), drift), undefined)
  })

  it('after another region was kept only that is Cline’s', () => {
    const state = { ...OURS, awsRegion: 'us-east-1' }
    const drift = find(state)
    assert.ok(drift)
    const rest = keepClines(recordOf(), drift)
    assert.ok(rest)
    assert.equal(findDrift(rest, roots(state), print), undefined)
    assert.equal(findDrift(rest, roots({ ...state, awsRegion: 'ap-south-1' }), print), undefined)
    assert.equal(findDrift(rest, roots({ ...state, welcomeViewCompleted: false }), print)?.kind, 'edited')
  })

  it('a write of our own command line is ours as it stands', () => {
    const state = { ...OURS, awsRegion: 'us-east-1', awsProfile: 'work' }
    const adopted = adopt(recordOf(), roots(state, {}), print)
    assert.equal(findDrift(adopted, roots(state, {}), print), undefined)
    assert.ok(findDrift(adopted, roots(OURS, {}), print))
  })
})

describe('claims', () => {
  const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<string | number | boolean>
  const state = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto', 'x y'), json)
  const claims: fc.Arbitrary<Claim[]> = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(json, { nil: undefined })), {
      selector: ([key]) => key,
    })
    .map((pairs) => pairs.map(([key, value]) => openClaim({ path: [key], value })))

  it('hold after they were put back, whatever was there, and nothing else is touched', () => {
    fc.assert(
      fc.property(state, claims, (root, wanted) => {
        const next = withClaims(root, wanted)
        assert.deepEqual(brokenClaims(next, wanted, print), [])
        const claimed = new Set(wanted.map(({ path }) => path[0]))
        const others = (of: Record<string, unknown>) =>
          Object.entries(of).filter(([key]) => !claimed.has(key))
        assert.deepEqual(others(next), others(root))
      }),
    )
  })
})

describe('watching over the settings', () => {
  let folder: string
  let path: string
  let busy: boolean
  let answer: DriftAnswer
  let ownWrite: 'apply' | 'restore' | undefined
  let asked: Drift['kind'][]
  let restored: number
  let drifted: string[]
  const timers = new Set<() => void>()
  const watchers = new Set<() => void>()
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  const open = (pid = process.pid, ask = () => Promise.resolve(answer)) =>
    createDriftWatch({
      folder,
      pid,
      watch: (_paths, onChange) => {
        watchers.add(onChange)
        return { dispose: () => watchers.delete(onChange) }
      },
      startTimer: (run) => {
        timers.add(run)
        return () => timers.delete(run)
      },
      busy: () => busy,
      drifted: (how) => drifted.push(how),
      focused: () => true,
      ownWrite: () => Promise.resolve(ownWrite),
      ask: (drift) => {
        asked.push(drift.kind)
        return ask()
      },
      restore: () => {
        restored += 1
        write(OURS)
        return Promise.resolve()
      },
    })
  const write = (state: unknown) => writeFileSync(path, JSON.stringify(state))
  const happen = async () => {
    for (const onChange of [...watchers]) {
      onChange()
    }
    for (const run of [...timers]) {
      timers.delete(run)
      run()
    }
    await settle()
    await settle()
  }
  const record = () => JSON.parse(readFileSync(join(folder, 'applied.json'), 'utf8')) as AppliedRecord

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bsc-drift-'))
    path = join(folder, 'globalState.json')
    busy = false
    answer = 'later'
    ownWrite = undefined
    asked = []
    restored = 0
    drifted = []
    timers.clear()
    watchers.clear()
    write(OURS)
    const [state] = recordOf(path).files
    writeFileSync(join(folder, 'applied.json'), JSON.stringify({ ...recordOf(path), files: [state] }))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is quiet while all is well, and asks once about one difference', async () => {
    const watch = open()
    await happen()
    write({ ...BEFORE })
    await happen()
    await happen()
    assert.deepEqual(asked, ['overwritten'])
    watch.dispose()
  })

  it('asks again when the difference went away and came back', async () => {
    const watch = open()
    write(BEFORE)
    await happen()
    write(OURS)
    await happen()
    write(BEFORE)
    await happen()
    assert.deepEqual(asked, ['overwritten', 'overwritten'])
    watch.dispose()
  })

  it('says nothing while a write of ours is under way', async () => {
    const watch = open()
    busy = true
    write(BEFORE)
    await happen()
    assert.deepEqual(asked, [])
    busy = false
    await happen()
    assert.deepEqual(asked, ['overwritten'])
    watch.dispose()
  })

  it('puts ours back at the user’s word', async () => {
    const watch = open()
    answer = 'restore'
    write(BEFORE)
    await happen()
    assert.equal(restored, 1)
    await happen()
    assert.equal(asked.length, 1)
    watch.dispose()
  })

  it('leaves Cline’s alone at the user’s word, from then on and in every window', async () => {
    const watch = open()
    answer = 'keep'
    write({ ...OURS, awsRegion: 'us-east-1' })
    await happen()
    const keys = record().files.flatMap(({ claims }) => claims.map((claim) => claim.path[0]))
    assert.ok(keys.includes('actModeApiProvider') && !keys.includes('awsRegion'))
    await happen()
    write({ ...OURS, awsRegion: 'us-west-2' })
    await happen()
    assert.deepEqual(asked, ['edited'])
    watch.dispose()
    const next = open()
    await next.check()
    assert.deepEqual(asked, ['edited'])
    next.dispose()
  })

  it('tells its window what became of what was written', async () => {
    const watch = open()
    write(BEFORE)
    await happen()
    write(OURS)
    await happen()
    answer = 'keep'
    write({ ...OURS, actModeApiProvider: 'anthropic' })
    await happen()
    assert.deepEqual(drifted.slice(0, 4), ['lost', 'back', 'lost', 'kept'])
    watch.dispose()
  })

  it('one of several windows asks', async () => {
    const never = () => new Promise<DriftAnswer>(() => {})
    const [one, two] = [open(process.pid, never), open(process.ppid, never)]
    write(BEFORE)
    await happen()
    assert.equal(asked.length, 1)
    one.dispose()
    two.dispose()
  })

  it('a question of a window that is gone is asked by another', async () => {
    const gone = open(2 ** 30, () => new Promise<DriftAnswer>(() => {}))
    write(BEFORE)
    await happen()
    gone.dispose()
    const watch = open()
    await watch.check()
    assert.equal(asked.length, 2)
    watch.dispose()
  })

  it('what our own command line wrote is no difference', async () => {
    const watch = open()
    ownWrite = 'apply'
    write({ ...OURS, awsRegion: 'us-east-1' })
    await happen()
    assert.deepEqual(asked, [])
    ownWrite = undefined
    await happen()
    assert.deepEqual(asked, [], 'the record has taken it over')
    watch.dispose()
  })

  it('after an undo of the command line there is nothing to watch over', async () => {
    const watch = open()
    ownWrite = 'restore'
    write(BEFORE)
    await happen()
    assert.deepEqual(asked, [])
    assert.throws(record)
    watch.dispose()
  })
})
