import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inPlace, profileArgs } from './place.ts'

/** The system names another home than HOME does, as on Windows below Git Bash or Emacs. */
const systemHome = (path: string): Record<string, string> => {
  const script = `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.homedir = () => ${JSON.stringify(path)}; syncBuiltinESMExports()`
  return { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(script)}"` }
}

describe('where HOME is not the home of the system', () => {
  it('Cline’s files are those in the system’s, as Cline asks it; AWS’s those in HOME, as its SDK does', () =>
    inPlace(async ({ run, at, cline }) => {
      const system = at('system')
      const { code, out, err } = await run(['apply', ...profileArgs('dev')], systemHome(system))
      assert.equal(code, 0, `${out}${err}`)
      assert.deepEqual(cline(), {}, 'nothing where Cline does not look')
      const state = JSON.parse(readFileSync(join(system, '.cline/data/globalState.json'), 'utf8'))
      assert.equal(state.awsProfile, 'dev')
      assert.equal(existsSync(join(system, '.aws')), false)
    }))
})
