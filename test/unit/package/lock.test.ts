import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

interface Locked {
  version?: string
  integrity?: string
  resolved?: string
  link?: boolean
}

const ROOT = new URL('../../../', import.meta.url)

describe('what npm installs is what was checked', () => {
  for (const path of ['package-lock.json', 'test/cline/package-lock.json', 'test/vscode/package-lock.json']) {
    const { packages } = JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as {
      packages: Record<string, Locked>
    }
    const entries = Object.entries(packages).filter(([name]) => name !== '')

    it(`${path} has a hash for every package, also those of other platforms`, () => {
      assert.ok(entries.length > 2)
      const without = entries.filter(([, { integrity, link }]) => integrity === undefined && link !== true)
      assert.deepEqual(
        without.map(([name]) => name),
        [],
      )
    })

    it(`${path} names no registry, so that everyone's own is used`, () => {
      const named = entries.filter(([, { resolved }]) => resolved !== undefined)
      assert.deepEqual(
        named.map(([name]) => name),
        [],
      )
    })
  }
})
