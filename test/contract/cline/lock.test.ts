import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from '../../../src/cline/lock.ts'

describe('the lock of our own windows and commands', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bsc-lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('lets one write after the other, and is gone afterwards', async () => {
    const order: string[] = []
    const work = (name: string) =>
      withLock(folder, async () => {
        order.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        order.push(`${name} ends`)
      })
    await Promise.all([work('a'), work('b')])
    const [first] = order.map((each) => each[0])
    const second = first === 'a' ? 'b' : 'a'
    assert.deepEqual(order, [`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
    assert.ok(!existsSync(join(folder, 'lock')))
  })

  it('is not taken from who got it while the computer slept in the middle of a write', async () => {
    const path = join(folder, 'lock')
    const theirs = JSON.stringify({ pid: 1, host: 'another', id: 'x' })
    await withLock(folder, async () => writeFileSync(path, theirs))
    assert.equal(readFileSync(path, 'utf8'), theirs)
  })
})
