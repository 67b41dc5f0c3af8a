import assert from 'node:assert/strict'
import { insist } from '../../../src/cline/insist.ts'

const failing = (code: string, times: number) => {
  let calls = 0
  return () => {
    calls += 1
    if (calls <= times) {
      throw Object.assign(new Error(code), { code })
    }
    return calls
  }
}

describe('a file that another program holds for a moment', () => {
  for (const code of ['EBUSY', 'EPERM', 'EACCES']) {
    it(`is replaced as soon as it is free: ${code}`, () => {
      assert.equal(insist(failing(code, 3)), 4)
    })
  }

  it('is given up after a while, so that a start is never held up', () => {
    assert.throws(() => insist(failing('EBUSY', 1000)), { code: 'EBUSY' })
  })

  it('any other trouble is told at once', () => {
    let calls = 0
    const full = () => {
      calls += 1
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    }
    assert.throws(() => insist(full), { code: 'ENOSPC' })
    assert.equal(calls, 1)
  })
})
