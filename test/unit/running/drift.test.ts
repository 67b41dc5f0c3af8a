import assert from 'node:assert/strict'
import fc from 'fast-check'
import { brokenClaims, type Claim, openClaim, withClaims } from '../../../src/core/running/claims.ts'
import { adopt, culpritOf, type Drift, findDrift, keepClines } from '../../../src/core/running/drift.ts'
import { BEFORE, find, held, OURS, print, recordOf, roots, STATE } from './driftRecords.ts'

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
