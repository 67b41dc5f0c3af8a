import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, GLOBAL_STATE, makeHome } from './support/home.ts'

const REQUEST: ApplyRequest = {
  auth: { kind: 'profile', profile: 'dev' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}

/** A home with Cline's variables; `HOME` stands for it. */
const homeWith = (variables: Record<string, string>, files: Record<string, string> = {}) =>
  makeHome(files, (path) => ({
    env: {
      BEDROCK_SETUP_HOME: join(path, 'own'),
      ...Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, value.replace('HOME', path)]),
      ),
    },
  }))

const CASES: [string, Record<string, string>, string[]][] = [
  [
    'by default',
    {},
    ['.cline/data/globalState.json', '.cline/data/secrets.json', '.cline/data/settings/providers.json'],
  ],
  [
    'with CLINE_DIR',
    { CLINE_DIR: 'HOME/moved' },
    ['moved/data/globalState.json', 'moved/data/settings/providers.json'],
  ],
  [
    'with CLINE_DATA_DIR, which only the newer bundle knows: in both places',
    { CLINE_DATA_DIR: 'HOME/data' },
    ['data/globalState.json', 'data/settings/providers.json', '.cline/data/globalState.json'],
  ],
  [
    'with CLINE_PROVIDER_SETTINGS_PATH, which only the command line follows: in both places',
    { CLINE_PROVIDER_SETTINGS_PATH: 'HOME/mine/p.json' },
    ['mine/p.json', '.cline/data/settings/providers.json', '.cline/data/globalState.json'],
  ],
]

describe('where Cline keeps its settings', () => {
  for (const [what, variables, written] of CASES) {
    it(`${what}; and all of it is taken back`, async () => {
      const home = homeWith(variables)
      await applied(home.files, { ...REQUEST, auth: { kind: 'default' } })
      for (const file of written.filter((path) => !path.endsWith('secrets.json'))) {
        assert.match(readFileSync(join(home.path, file), 'utf8'), /bedrock/, file)
      }
      assert.ok((await home.files.undo()).ok)
      for (const file of written) {
        assert.ok(!existsSync(join(home.path, file)), file)
      }
      home.close()
    })
  }

  it('is told with the variables that moved it, and the version that wrote it last', async () => {
    const files = { [GLOBAL_STATE]: '{"clineVersion":"4.0.5"}' }
    const home = homeWith({ CLINE_DATA_DIR: 'HOME/data' }, files)
    const moved = await home.files.status()
    assert.ok(moved.ok)
    assert.deepEqual(moved.value.place.variables, ['CLINE_DATA_DIR'])
    assert.deepEqual(moved.value.place.dataDirs, [join(home.path, 'data'), join(home.path, '.cline/data')])
    home.close()
    const plain = homeWith({}, files)
    const status = await plain.files.status()
    assert.ok(status.ok)
    assert.deepEqual([status.value.place.version, status.value.place.reads], ['4.0.5', 'two'])
    plain.close()
  })

  it('two bundles in two folders are both read back, and one alone is not enough', async () => {
    const home = homeWith({ CLINE_DATA_DIR: 'HOME/data' })
    const { now } = await applied(home.files, REQUEST)
    assert.equal(now.profile, 'dev')
    assert.equal((await applied(home.files, REQUEST)).backup, undefined)
    home.put(GLOBAL_STATE, '{"actModeApiProvider":"openrouter"}')
    const again = await applied(home.files, REQUEST)
    assert.deepEqual(again.files, [join(home.path, '.cline/data/globalState.json')])
    home.close()
  })
})
