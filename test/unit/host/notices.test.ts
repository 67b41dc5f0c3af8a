import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { withoutLinks } from '../../../src/host/notices.ts'

describe('a notification', () => {
  it('makes no link of a name that looks like one', () => {
    assert.equal(withoutLinks('Kept as “[here](command:x)”.'), 'Kept as “[here] (command:x)”.')
  })

  it('holds no Markdown link, whatever the names in it', () => {
    const name = fc.string({ unit: fc.constantFrom('[', ']', '(', ')', 'a', ':') })
    void fc.assert(fc.property(name, (text) => !/\[[^\]]*\]\([^)]*\)/.test(withoutLinks(text))))
  })
})
