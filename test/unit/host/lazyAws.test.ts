import assert from 'node:assert/strict'
import { lazyAws } from '../../../src/host/lazyAws.ts'
import { healthyAws } from '../wizard/fakes.ts'

describe('the AWS adapter, loaded at the first call', () => {
  it('is loaded once for all calls', async () => {
    let loads = 0
    const aws = lazyAws(() => {
      loads += 1
      return Promise.resolve(healthyAws())
    })
    assert.equal(loads, 0)
    await Promise.all([aws.readFiles(), aws.readEnvironment()])
    assert.equal(loads, 1)
  })

  it('is loaded again after it could not be', async () => {
    let loads = 0
    const aws = lazyAws(() => {
      loads += 1
      return loads === 1 ? Promise.reject(new Error('EMFILE')) : Promise.resolve(healthyAws())
    })
    await assert.rejects(aws.readEnvironment(), /EMFILE/)
    assert.deepEqual(await aws.readEnvironment(), {})
  })
})
