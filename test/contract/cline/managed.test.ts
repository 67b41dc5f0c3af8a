import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import { classify } from '../../../src/core/diagnosis/classify.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, GLOBAL_STATE, type Home, makeHome } from './support/home.ts'

const ORGANIZATION = 'org-1234'
const SIGNED_IN = { [GLOBAL_STATE]: JSON.stringify({ lastManagedOrganizationId: ORGANIZATION }) }
const REQUEST: ApplyRequest = {
  auth: { kind: 'profile', profile: 'dev' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const LOCKED = {
  awsRegion: 'eu-west-1',
  awsUseCrossRegionInference: true,
  awsUseGlobalInference: false,
  awsBedrockUsePromptCache: false,
}

/** A Cline whose copy of the remote configuration lies in VS Code's storage for it. */
function managedHome(config: unknown, files: Record<string, string> = SIGNED_IN): Home {
  const home = makeHome(files, (path) => ({ clineStorage: [join(path, 'storage')] }))
  const copy = join(home.path, 'storage/cache', `remote_config_${ORGANIZATION}.json`)
  mkdirSync(dirname(copy), { recursive: true })
  writeFileSync(copy, typeof config === 'string' ? config : JSON.stringify(config))
  return home
}

const words = (failure: Failure): string => {
  const told = explain(classify(failure, { check: 'cline-settings', auth: 'profile' }), { platform: 'linux' })
  return `${told.id}: ${told.what}`
}

describe('settings that an organisation manages', () => {
  it('are shown as locked and left as they are, while credentials and model are written', async () => {
    const home = managedHome({ version: 'v1', providerSettings: { AwsBedrock: LOCKED } })
    const status = await home.files.status()
    assert.ok(status.ok)
    assert.equal(status.value.managed, true)
    assert.deepEqual(status.value.locked, {
      region: 'eu-west-1',
      crossRegion: true,
      global: false,
      promptCache: false,
    })
    const { preview, now } = await applied(home.files, REQUEST)
    assert.deepEqual(preview.about?.locked, status.value.locked)
    assert.deepEqual(
      Object.keys(home.json(GLOBAL_STATE)).filter((key) => /Region|Global|PromptCache/.test(key)),
      [],
    )
    assert.deepEqual([now.region, now.modelId, now.profile], ['eu-west-1', REQUEST.modelId, 'dev'])
    home.close()
  })

  it('are not fought: another region is refused, and the organisation’s one is named', async () => {
    const home = managedHome({ version: 'v1', providerSettings: { AwsBedrock: LOCKED } })
    const refused = await home.files.preview({ ...REQUEST, region: 'us-east-1' })
    assert.ok(!refused.ok)
    assert.match(words(refused.failure), /^cline-managed: .*region eu-west-1/)
    home.close()
  })

  it('stop everything where the organisation wants another provider', async () => {
    const home = managedHome({ version: 'v1', providerSettings: { Anthropic: {}, Vertex: {} } })
    const status = await home.files.status()
    assert.ok(status.ok)
    assert.equal(status.value.blocker?.id, 'cline-managed')
    const refused = await home.files.preview(REQUEST)
    assert.ok(!refused.ok)
    assert.match(words(refused.failure), /^cline-managed: .*Anthropic, Vertex/)
    home.close()
  })

  it('are found in the copy that Cline’s newer bundle keeps in its data folder', async () => {
    const home = makeHome(SIGNED_IN)
    const copy = join(home.path, '.cline/data/remote-config-workspace/.cline/remote-config/cache/bundle.json')
    mkdirSync(dirname(copy), { recursive: true })
    writeFileSync(copy, JSON.stringify({ remoteConfig: { providerSettings: { AwsBedrock: LOCKED } } }))
    const status = await home.files.status()
    assert.ok(status.ok)
    assert.equal(status.value.locked.region, 'eu-west-1')
    home.close()
  })

  it('count for nothing when nobody is signed in any more, or when the copy is rubbish', async () => {
    const left = managedHome({ providerSettings: { Anthropic: {} } }, { [GLOBAL_STATE]: '{}' })
    assert.ok((await left.files.preview(REQUEST)).ok)
    left.close()
    const rubbish = managedHome('{ not json')
    assert.ok((await rubbish.files.preview(REQUEST)).ok)
    rubbish.close()
  })

  it('are said to exist where only the organisation’s id is known', async () => {
    const home = makeHome(SIGNED_IN)
    const status = await home.files.status()
    assert.ok(status.ok)
    assert.deepEqual([status.value.managed, status.value.locked], [true, {}])
    home.close()
  })
})
