// What a suite's output says about its tests.
import { stripVTControlCharacters } from 'node:util'

/** The sums of mocha's totals in an output: a script may run mocha more than once. */
export function totals(output) {
  const plain = stripVTControlCharacters(output)
  const sum = (word) =>
    [...plain.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'))].reduce((all, [, n]) => all + Number(n), 0)
  return { passed: sum('passing'), failed: sum('failing') }
}

/** What a finished script counts as; a script that failed without naming a failed test counts as one. */
export function verdict(name, code, output) {
  const { passed, failed } = totals(output)
  const isSuite = name.startsWith('test')
  const ranNothing = isSuite && passed + failed === 0
  const ok = code === 0 && failed === 0 && !ranNothing
  return { name, ok, passed, failed: ok ? 0 : Math.max(failed, 1), ranNothing }
}
