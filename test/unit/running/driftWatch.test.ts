import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppliedRecord, Drift } from '../../../src/core/running/drift.ts'
import { createDriftWatch, type DriftAnswer } from '../../../src/host/running/driftWatch.ts'
import { BEFORE, OURS, recordOf } from './driftRecords.ts'

describe('watching over the settings', () => {
  let folder: string
  let path: string
  let busy: boolean
  let answer: DriftAnswer
  let ownWrite: 'apply' | 'restore' | undefined
  let asked: Drift['kind'][]
  let restored: number
  let drifted: string[]
  let troubles: unknown[]
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
      trouble: (error) => troubles.push(error),
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
    troubles = []
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

  it('goes on after a fault of its own, and asks again', async () => {
    let faulty = true
    const watch = open(process.pid, () =>
      faulty ? Promise.reject(new Error('the disk is full')) : Promise.resolve(answer),
    )
    write(BEFORE)
    await watch.check()
    assert.equal(troubles.length, 1)
    faulty = false
    await happen()
    assert.equal(asked.length, 2)
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
