import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleOf, generationOf } from '../../../src/core/running/version.ts'
import { isMeant, staleSince } from '../../../src/core/running/windows.ts'
import { createHeartbeats } from '../../../src/host/running/heartbeat.ts'

describe('open windows know of each other', () => {
  let folder: string
  const alive = new Set<number>()
  const facts = { isAlive: (pid: number) => alive.has(pid), bootedAt: 1000 }
  const open = (pid: number, name: string, startedAt = 2000, cline = '4.1.13') => {
    alive.add(pid)
    const beats = createHeartbeats(folder, { pid, startedAt, window: name, name, cline }, facts)
    beats.beat()
    return beats
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bsc-windows-'))
    alive.clear()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('by name, without itself', () => {
    const api = open(11, 'api')
    open(12, 'web')
    assert.deepEqual(
      api.others().map(({ name }) => name),
      ['web'],
    )
  })

  it('a window that closes is gone, one that crashed is swept away', () => {
    const api = open(11, 'api')
    const web = open(12, 'web')
    open(13, 'docs')
    web.end()
    alive.delete(13)
    assert.deepEqual(api.others(), [])
    assert.deepEqual(readdirSync(folder), ['11.json'])
  })

  it('a file from before the computer started says nothing, whoever has its process id now', () => {
    const api = open(11, 'api')
    open(14, 'ghost', 500)
    assert.deepEqual(api.others(), [])
  })

  it('a broken file harms nobody', () => {
    const api = open(11, 'api')
    writeFileSync(join(folder, '99.json'), '{"version":1,')
    assert.deepEqual(api.others(), [])
  })

  it('says anew what changed, such as a Cline that was installed', () => {
    const api = open(11, 'api')
    const web = createHeartbeats(folder, { pid: 12, startedAt: 2000, window: 'web', name: 'web' }, facts)
    alive.add(12)
    web.beat()
    assert.equal(api.others()[0]?.cline, undefined)
    web.beat({ cline: '4.1.13' })
    assert.equal(api.others()[0]?.cline, '4.1.13')
  })

  it('only windows with a Cline from before the write are stale', () => {
    const old = open(11, 'api', 2000).own
    const fresh = open(12, 'web', 4000).own
    const without = createHeartbeats(
      folder,
      { pid: 13, startedAt: 2000, window: 'docs', name: 'docs' },
      facts,
    ).own
    assert.deepEqual(staleSince([old, fresh, without], 3000), [old])
  })

  it('a call to reload means the window asked, or all that are older than the write', () => {
    const call = { version: 1 as const, id: 'a', at: 3000, from: 1 }
    assert.equal(isMeant(call, { pid: 11, startedAt: 2000 }), true)
    assert.equal(isMeant(call, { pid: 11, startedAt: 4000 }), false, 'reloaded since')
    assert.equal(isMeant({ ...call, from: 11 }, { pid: 11, startedAt: 2000 }), false, 'its own call')
    assert.equal(isMeant({ ...call, pid: 12 }, { pid: 11, startedAt: 2000 }), false, 'another window')
    assert.equal(isMeant({ ...call, pid: 11 }, { pid: 11, startedAt: 2000 }), true)
  })
})

describe('which Cline is installed', () => {
  const table: [string, ReturnType<typeof generationOf>][] = [
    ['3.65.9', 'memento'],
    ['3.4.10', 'memento'],
    ['3.66.0', 'files'],
    ['3.89.2', 'files'],
    ['4.0.12', 'files'],
    ['4.1.0', 'combined'],
    ['4.1.13', 'combined'],
    ['5.0.0', 'combined'],
    ['4.2.0-nightly.1', 'combined'],
    ['', 'combined'],
  ]
  for (const [version, generation] of table) {
    it(`${version || 'an unreadable version'} keeps its settings as ${generation}`, () => {
      assert.equal(generationOf(version), generation)
    })
  }

  it('the active bundle shows in the commands that only it registers', () => {
    assert.equal(bundleOf(new Set(['cline.marketplaceButtonClicked']), 'cline'), 'next')
    assert.equal(bundleOf(new Set(['cline.reconstructTaskHistory']), 'cline'), 'legacy')
    assert.equal(bundleOf(new Set(['cline.plusButtonClicked']), 'cline'), undefined)
    assert.equal(bundleOf(new Set(['cline-nightly.marketplaceButtonClicked']), 'cline-nightly'), 'next')
    assert.equal(bundleOf(new Set(['cline.marketplaceButtonClicked']), 'cline-nightly'), undefined)
  })
})
