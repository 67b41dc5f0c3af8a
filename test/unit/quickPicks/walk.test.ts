import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settle } from '../wizard/patience.ts'
import { moodyWalker, retreat, SECRET, type Walker } from './walker.ts'

/** What must hold of every screen while nothing is under way. */
function assertOpen(walker: Walker, isPending: boolean): void {
  const { screen } = walker
  const where = `at ${screen.at} (${screen.title})`
  assert.ok(screen.step >= 1 && screen.step <= screen.total, where)
  assert.notEqual(screen.placeholder.trim(), '', `${where}: says what it is about`)
  assert.ok(!JSON.stringify(screen).includes(SECRET), `${where}: shows no secret`)
  if (screen.kind === 'pick') {
    assert.ok(
      !screen.busy || screen.ticks === true || isPending,
      `${where}: spins although nothing is under way`,
    )
    const acting = screen.items.filter(({ act }) => act.type !== 'none')
    assert.ok(acting.length > 0, `${where}: no row does anything`)
    const start = screen.items[screen.active ?? 0]
    assert.ok(start !== undefined, `${where}: the keyboard starts on no row`)
  }
}

/** Nothing that was begun is left when the quick picks are gone. */
function assertTidy({ state }: Walker): void {
  assert.equal(state.credentials.newProfile, undefined, 'a form for a new profile stays open')
  assert.equal(state.credentials.rotation, undefined, 'a form for a new key stays open')
  assert.notEqual(state.model.grant?.apply.status, 'preview', 'a policy waits to be created')
  assert.ok(
    state.region.options.every(({ probe }) => probe !== 'running'),
    'regions are still asked',
  )
}

describe('Walking the quick picks', () => {
  it('is never a dead end, whatever AWS and Cline’s files say: forward, back and out from everywhere', async () => {
    const places = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.array(fc.integer({ min: -1, max: 40 }), { minLength: 10, maxLength: 40 }),
        async (seed, moves) => {
          const { walker, pending, stop } = moodyWalker(seed)
          await settle()
          for (const move of moves) {
            await (move < 0 ? walker.back() : walker.wander(move))
            assertOpen(walker, pending())
            places.add(walker.at)
          }
          const passed = await retreat(walker)
          assert.ok(passed.length < 25, `back goes round in circles: ${passed.join(' ')}`)
          assert.match(passed.at(-1) ?? '', /^(method|done)$/)
          await walker.close()
          assertTidy(walker)
          stop()
        },
      ),
      { numRuns: 150, seed: 7 },
    )
    assert.ok(places.size > 25, `the walk saw only ${[...places].join(' ')}`)
  })

  it('leaves nothing half done when Escape is pressed, wherever that is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.array(fc.nat(40), { minLength: 3, maxLength: 25 }),
        async (seed, moves) => {
          const { walker, stop } = moodyWalker(seed)
          for (const move of moves) {
            await walker.wander(move)
          }
          await walker.close()
          assertTidy(walker)
          stop()
        },
      ),
      { numRuns: 60, seed: 11 },
    )
  })
})
