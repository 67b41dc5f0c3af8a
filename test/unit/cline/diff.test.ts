import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { unifiedDiff } from '../../../src/cline/diff.ts'

const json = (value: unknown) => JSON.stringify(value, null, 2)

describe('the diff of a file of Cline', () => {
  it('shows the changed lines with two lines around them and says where lines are left out', () => {
    const numbers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`key${at}`, at]))
    const diff = unifiedDiff('globalState.json', json(numbers), json({ ...numbers, key4: 'new' }))
    assert.deepEqual(diff.split('\n'), [
      '--- globalState.json',
      '+++ globalState.json',
      '@@',
      '    "key2": 2,',
      '    "key3": 3,',
      '-   "key4": 4,',
      '+   "key4": "new",',
      '    "key5": 5,',
      '    "key6": 6,',
    ])
  })

  it('is empty when nothing changes', () => {
    assert.equal(unifiedDiff('a', '{}\n', '{}\n'), '')
  })

  it('shows every line of a new file as added, and no remark about its end', () => {
    const lines = unifiedDiff('a', '', '{\n  "a": 1\n}').split('\n').slice(2)
    assert.deepEqual(lines, ['+ {', '+   "a": 1', '+ }'])
  })

  it('never loses a changed line, whatever the texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '{', '}'), { maxLength: 30 })
      .map((all) => all.join('\n'))
    void fc.assert(
      fc.property(text, text, (before, after) => {
        const body = unifiedDiff('a', before, after).split('\n').slice(2)
        const count = (mark: string, letter: string) =>
          body.filter((line) => line === `${mark} ${letter}`).length
        for (const letter of ['a', 'b', 'c']) {
          const had = before.split('\n').filter((line) => line === letter).length
          const has = after.split('\n').filter((line) => line === letter).length
          assert.equal(count('+', letter) - count('-', letter), has - had)
        }
      }),
    )
  })
})
