import assert from 'node:assert/strict'
import fc from 'fast-check'
import { MAX_ATTEMPTS, PROBE_MS } from '../../../src/core/running/pending.ts'
import { CLAIMED, type ReloadStyle, World } from './world.ts'

const QUIET: ReloadStyle = { lastWords: true, flush: false }

/** Lets promises run that are settled already. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a write is seen through until the running Cline has it', () => {
  let world: World
  beforeEach(() => {
    world = new World()
  })
  afterEach(() => world.end())

  it('is confirmed when Cline has written our values from its own memory', async () => {
    world.apply()
    world.restart(QUIET)
    world.startOurs()
    world.clineIsUp()
    await settle()
    assert.deepEqual(world.takeUp?.phase, 'confirming', 'a Cline that has not written proves nothing')
    world.clineWrites()
    world.tell()
    assert.equal(world.takeUp?.phase, 'confirmed')
    assert.equal(world.reloads, 1)
    assert.equal(world.takeUp?.busy(), false)
  })

  it('puts the values back before Cline reads, when the old Cline wrote on its way out', async () => {
    world.alone = true
    world.apply()
    world.restart({ lastWords: true, flush: true })
    assert.equal(world.file, 'old')
    world.startOurs()
    assert.equal(world.file, 'ours', 'in the first lines, before anything is awaited')
    world.clineIsUp()
    world.clineWrites()
    world.tell()
    await settle()
    assert.equal(world.takeUp?.phase, 'confirmed')
  })

  it('reloads once more when Cline was faster, and says so only when it is true', async () => {
    world.apply()
    world.restart({ lastWords: true, flush: true })
    world.clineIsUp()
    world.startOurs()
    assert.ok(world.reloading)
    world.restart(QUIET)
    world.startOurs()
    world.clineIsUp()
    world.clineWrites()
    world.tell()
    await settle()
    assert.equal(world.takeUp?.phase, 'confirmed')
    assert.equal(world.reloads, 2)
  })

  it('does not fight a choice that the user makes in Cline meanwhile', async () => {
    world.apply()
    world.restart(QUIET)
    world.startOurs()
    world.clineIsUp()
    await settle()
    world.chosen = true
    world.write('old')
    world.tell()
    assert.equal(world.reloads, 1)
    assert.equal(world.file, 'old')
    assert.equal(world.takeUp?.busy(), false)
  })

  it('gives up honestly after three reloads', () => {
    world.apply()
    for (let count = 0; count < 5 && world.reloading; count += 1) {
      world.restart({ lastWords: false, flush: true })
      world.clineReads()
      world.clineIsUp()
      world.startOurs()
    }
    assert.equal(world.reloads, MAX_ATTEMPTS)
    assert.equal(world.takeUp?.phase, 'failed')
    assert.equal(world.takeUp?.busy(), false)
  })

  it('says "probably" when Cline stays silent for fifteen seconds', () => {
    world.apply()
    world.restart(QUIET)
    world.startOurs()
    world.clineIsUp()
    world.pass(PROBE_MS)
    assert.equal(world.takeUp?.phase, 'probable')
  })

  it('says no more than "probably" when the rewrite may be another window’s', async () => {
    world.apply()
    world.restart({ lastWords: true, flush: true })
    world.clineReads()
    world.startOurs()
    world.other = 'ours'
    world.write(world.other)
    world.clineIsUp()
    world.tell()
    await settle()
    assert.equal(world.takeUp?.phase, 'confirming')
    world.pass(PROBE_MS)
    assert.equal(world.takeUp?.phase, 'probable')
  })

  it('no longer says "taken up" when something changed the settings since', async () => {
    world.apply()
    world.restart(QUIET)
    world.startOurs()
    world.clineIsUp()
    world.clineWrites()
    world.tell()
    await settle()
    const phaseAfter = (how: 'lost' | 'back' | 'kept') => {
      world.takeUp?.drifted(how)
      return world.takeUp?.phase
    }
    assert.equal(phaseAfter('lost'), 'changed')
    assert.equal(phaseAfter('back'), 'confirmed')
    assert.equal(world.takeUp?.confirmed, true, 'this Cline still holds them')
    assert.equal(phaseAfter('kept'), 'changed')
    assert.equal(world.takeUp?.confirmed, false)
  })

  it('saves the values in the last moment of a window', () => {
    world.apply()
    world.write('old')
    world.takeUp?.lastWords()
    assert.equal(world.file, 'ours')
  })

  it('needs no reload where Cline does not run', () => {
    world.active = false
    const takeUp = world.extension('A')
    takeUp.begin(CLAIMED)
    world.write('ours')
    takeUp.written()
    assert.equal(takeUp.busy(), false)
    assert.equal(world.reloads, 0)
  })

  it('leaves a write that broke off to the backup’s journal', () => {
    world.takeUp = world.extension('A')
    world.takeUp.begin(CLAIMED)
    world.restart({ lastWords: true, flush: false })
    world.startOurs()
    assert.equal(world.file, 'old', 'half a write is not put back')
    assert.equal(world.takeUp?.busy(), false)
  })

  it('never reloads a window for a consent of long ago', () => {
    world.apply()
    world.restart({ lastWords: false, flush: true })
    world.pass(3_600_000)
    world.clineIsUp()
    world.startOurs()
    assert.equal(world.reloads, 1)
    assert.equal(world.takeUp?.busy(), false)
  })
})

type Act = (world: World) => void

const acts: Record<string, Act> = {
  ours: (world) => world.startOurs(),
  elsewhere: (world) => world.startElsewhere(),
  reads: (world) => world.clineReads(),
  up: (world) => world.clineIsUp(),
  writes: (world) => world.clineWrites(),
  tell: (world) => world.tell(),
  time: (world) => world.pass(PROBE_MS),
  otherWrites: (world) => world.write(world.other),
  otherReloads: (world) => {
    world.other = world.file
  },
}
const OTHERS = new Set(['elsewhere', 'otherWrites', 'otherReloads'])
const style = fc.record({ lastWords: fc.boolean(), flush: fc.boolean() })
const step = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Object.keys(acts)) },
  { weight: 1, arbitrary: fc.constant('crash') },
)

// Every story holds what a start is made of, in any order: else few would come to the point.
const start = fc.shuffledSubarray(['ours', 'up', 'writes', 'tell', 'reads'], { minLength: 5 })

/** Runs a story; a reload that was asked for happens at the next step. */
async function play(
  world: World,
  steps: readonly string[],
  styles: readonly ReloadStyle[],
  alone: boolean,
): Promise<void> {
  world.alone = alone
  let restarts = 0
  const restart = () => {
    world.restart(styles[restarts % styles.length] ?? QUIET)
    restarts += 1
  }
  world.apply()
  for (const name of steps) {
    if (world.reloading) {
      restart()
    }
    if (name === 'crash') {
      world.restart({ lastWords: false, flush: false })
    } else if (!(alone && OTHERS.has(name))) {
      acts[name]?.(world)
    }
    await settle()
  }
}

/** Clean starts, in which nobody else writes. */
async function calmDown(world: World): Promise<void> {
  for (let round = 0; round <= MAX_ATTEMPTS && world.takeUp?.busy() !== false; round += 1) {
    if (round > 0 || world.reloading) {
      world.restart(QUIET)
    }
    world.startOurs()
    world.clineIsUp()
    world.clineWrites()
    world.tell()
    world.pass(PROBE_MS)
    await settle()
  }
}

describe('under any interleaving of crashes, reloads and foreign writes', () => {
  const stories = fc.tuple(
    fc
      .tuple(fc.array(step, { maxLength: 20 }), start, fc.array(step, { maxLength: 20 }))
      .map((parts) => parts.flat()),
    fc.array(style, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  )
  const inWorld = async (work: (world: World) => Promise<void>) => {
    const world = new World()
    try {
      await work(world)
    } finally {
      world.end()
    }
  }

  it('"confirmed" is said only when this Cline holds our values, and one consent reloads at most three times', async () => {
    let confirmed = 0
    await fc.assert(
      fc.asyncProperty(stories, async ([steps, styles, alone]) => {
        await inWorld(async (world) => {
          await play(world, steps, styles, alone)
          confirmed += world.confirmedWith.length
          assert.ok(
            world.confirmedWith.every((memory) => memory === 'ours'),
            'a wrong "confirmed"',
          )
          assert.ok(world.reloads <= MAX_ATTEMPTS, `${world.reloads} reloads`)
        })
      }),
      { numRuns: 1500 },
    )
    assert.ok(confirmed > 100, `the stories hardly ever come to the point: ${confirmed}`)
  })

  it('ends well as soon as the others are quiet', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async ([steps, styles, alone]) => {
        await inWorld(async (world) => {
          await play(world, steps, styles, alone)
          await calmDown(world)
          assert.notEqual(world.takeUp?.busy(), true, 'a plan stays behind')
          assert.ok(world.confirmedWith.every((memory) => memory === 'ours'))
        })
      }),
      { numRuns: 400 },
    )
  })
})
