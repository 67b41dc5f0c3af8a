import assert from 'node:assert/strict'
import { readsProviders } from '../../../src/core/settings/filesRead.ts'

const VERSIONS: [string, boolean][] = [
  ['3.66.0', false],
  ['3.89.2', false],
  ['4.0.0', true],
  ['4.0.1', false],
  ['4.0.12', false],
  ['4.1.0', true],
  ['4.1.13', true],
  ['4.2.0-nightly.1', true],
  ['5.0.0', true],
  ['', true],
]

describe('which files a version of Cline reads', () => {
  for (const [version, three] of VERSIONS) {
    it(`${version === '' ? 'one that cannot be read' : version}: ${three ? 'three' : 'two'}`, () => {
      assert.equal(readsProviders(version), three)
    })
  }
})
