import assert from 'node:assert/strict'
import { type ClassifyContext, classify } from '../../../src/core/diagnosis/classify.ts'
import type { SharedCase } from './sharedCases.ts'
import { failureOf, sharedCases, transportFailure } from './sharedCases.ts'

const contextOf = (entry: SharedCase): ClassifyContext => ({
  check: 'test-prompt',
  auth: entry.auth ?? 'keys',
  region: entry.region ?? 'us-east-1',
  modelId: entry.model ?? 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  homeRegionAccepts: entry.regions !== undefined,
})

describe('the shared list of AWS answers', () => {
  for (const entry of sharedCases('aws-errors').filter(({ kind }) => kind === undefined)) {
    it(`finds ${entry.expect} for ${entry.id}`, () => {
      const { id } = classify(failureOf(entry), contextOf(entry))
      assert.equal(id, entry.expect)
    })
  }

  for (const entry of sharedCases('aws-errors').filter(({ error }) => error !== undefined)) {
    it(`finds ${entry.expect} for ${entry.id} without any answer`, () => {
      assert.equal(classify(transportFailure(entry), contextOf(entry)).id, entry.expect)
    })
  }

  for (const entry of sharedCases('local')) {
    for (const also of entry.also ?? []) {
      it(`does not leave the ${also.service} answer of ${entry.id} unknown`, () => {
        const { id } = classify(failureOf(also), contextOf(entry))
        // What the files say is narrower than what the portal says.
        assert.equal(id, entry.expect === 'sso-region-mismatch' ? 'sso-session-expired' : entry.expect)
      })
    }
  }
})
