import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSetups } from '../../../src/cline/setups.ts'
import { Secret } from '../../../src/core/secret.ts'
import { openAuth, setupRequest, toSetup } from '../../../src/core/settings/setups.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, makeHome } from './support/home.ts'

const WORK: ApplyRequest = {
  auth: { kind: 'profile', profile: 'work' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
  endpoint: 'https://vpce.example.com',
}
const HOME: ApplyRequest = {
  ...WORK,
  auth: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('EXAMPLE-secret') },
  region: 'us-east-1',
}

const setupsIn = (path: string) =>
  createSetups({ env: { BEDROCK_SETUP_HOME: join(path, 'own') }, homeDir: path, clock: { now: () => 0 } })

describe('named setups', () => {
  const PLAN = { modelId: 'eu.amazon.nova-pro-v1:0', baseModelId: 'amazon.nova-pro-v1:0' }
  const wholes: [what: string, request: ApplyRequest][] = [
    ['one model', WORK],
    ['a second model for plan mode', { ...WORK, planModel: PLAN }],
  ]
  for (const [what, work] of wholes) {
    it(`bring Cline back to exactly the same setting: ${what}`, () => comesBack(work))
  }

  async function comesBack(work: ApplyRequest): Promise<void> {
    const home = makeHome()
    await applied(home.files, work)
    const wanted = home.tree()
    const present = await home.files.present()
    assert.ok(present.ok && present.value !== undefined)
    const setup = toSetup(present.value, 'work', '2026-01-01T00:00:00.000Z')
    await applied(home.files, { ...HOME, endpoint: 'https://other.example.com' })
    const auth = openAuth(setup)
    assert.ok(auth !== undefined)
    await applied(home.files, setupRequest(setup, auth))
    const state = (tree: Record<string, string | null>) => tree['/data/globalState.json']
    assert.deepEqual(JSON.parse(state(home.tree()) ?? ''), JSON.parse(state(wanted) ?? ''))
    home.close()
  }

  it('are not lost when their file was damaged: nothing is written over it', async () => {
    const home = makeHome()
    const setups = setupsIn(home.path)
    const work = toSetup(WORK, 'work', '2026-01-01T00:00:00.000Z')
    assert.ok((await setups.save(work)).ok)
    const path = join(home.path, 'own/setups/setups.json')
    const damaged = readFileSync(path, 'utf8').replace(']', '')
    writeFileSync(path, damaged)
    for (const outcome of [await setups.list(), await setups.save(work), await setups.remove('work')]) {
      assert.ok(!outcome.ok)
      assert.ok(outcome.failure.message.includes(path), outcome.failure.message)
    }
    assert.equal(readFileSync(path, 'utf8'), damaged)
    home.close()
  })

  it('are kept, replaced by name, sorted, and deleted', async () => {
    const home = makeHome()
    const setups = setupsIn(home.path)
    for (const [name, request] of [
      ['work', WORK],
      ['home', HOME],
      ['work', { ...WORK, region: 'eu-central-1' }],
    ] as const) {
      assert.ok((await setups.save(toSetup(request, name, '2026-01-01T00:00:00.000Z'))).ok)
    }
    const list = await setups.list()
    assert.ok(list.ok)
    assert.deepEqual(
      list.value.map(({ name, region }) => [name, region]),
      [
        ['home', 'us-east-1'],
        ['work', 'eu-central-1'],
      ],
    )
    assert.ok((await setups.remove('work')).ok)
    assert.ok(!(await setups.remove('work')).ok)
    home.close()
  })

  it('hold no secret, and nobody else may read them', async () => {
    const home = makeHome()
    await applied(home.files, HOME)
    const present = await home.files.present()
    assert.ok(present.ok && present.value !== undefined)
    await setupsIn(home.path).save(toSetup(present.value, 'home', '2026-01-01T00:00:00.000Z'))
    const folder = join(home.path, 'own/setups')
    for (const name of readdirSync(folder)) {
      assert.equal(statSync(join(folder, name)).mode & 0o077, 0)
      assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /EXAMPLE/)
    }
    home.close()
  })
})
