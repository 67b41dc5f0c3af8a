import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { RegionInfo } from '@aws-cdk/region-info'
import { sdkRegions } from '../../scripts/lib/sdkRegions.mjs'
import { geographyOf, partitionOf } from '../../src/core/bedrock/regions.ts'
import {
  NEWER_REGIONS,
  REGION_SOURCE,
  REGION_TABLE,
  WITHOUT_BEDROCK,
} from '../../src/core/bedrock/regionTable.ts'
import { checkRegionShape } from '../../src/core/credentials/regionShape.ts'
import { CLINE_CATALOGUE, CLINE_CATALOGUE_VERSION } from '../../src/core/settings/clineCatalogue.ts'
import { LEGACY_MODELS } from '../../src/core/settings/legacyModels.ts'

const CLINE = new URL('../cline/node_modules/', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, CLINE), 'utf8')

describe('tables made from others’ lists are as new as what is installed', () => {
  it('which regions an account must switch on: AWS’s CDK says the same of each', () => {
    const { version } = createRequire(import.meta.url)('@aws-cdk/region-info/package.json') as {
      version: string
    }
    assert.match(REGION_SOURCE, new RegExp(`@aws-cdk/region-info ${version.replaceAll('.', '\\.')}$`))
    assert.deepEqual(
      REGION_TABLE.map(([, id]) => [id, RegionInfo.get(id).isOptInRegion]),
      REGION_TABLE.map(([, id, , , optIn]) => [id, optIn]),
    )
    assert.equal(REGION_TABLE.filter(([, , , , optIn]) => optIn).length, 16)
  })

  it('which regions there are: each that AWS’s SDK names has Bedrock, has none, or is known to be new', () => {
    const named = sdkRegions()
    assert.ok(named.length > 40 && named.includes('eu-central-1'), 'the SDK’s list was found')
    const unknown = named
      .filter((id) => !['aws-cn', 'aws-iso'].includes(partitionOf(id)))
      .filter((id) => geographyOf(id) === undefined && !WITHOUT_BEDROCK.includes(id))
    assert.deepEqual(unknown, [...NEWER_REGIONS], 'node scripts/generate-regions.mjs makes the table anew')
    for (const id of NEWER_REGIONS) {
      assert.equal(checkRegionShape(id), undefined, `${id} may be tried`)
    }
  })

  it('Cline’s catalogue: of the release that the tests install, model by model', async () => {
    const { version } = JSON.parse(read('@cline/llms/package.json')) as { version: string }
    assert.equal(CLINE_CATALOGUE_VERSION, version)
    const { getGeneratedModelsForProvider } = (await import(
      new URL('@cline/llms/dist/index.js', CLINE).href
    )) as { getGeneratedModelsForProvider: (id: string) => Record<string, unknown> }
    assert.deepEqual(
      CLINE_CATALOGUE.map(([id]) => id).sort(),
      Object.keys(getGeneratedModelsForProvider('bedrock')).sort(),
    )
  })

  it('the older bundle’s table has every model of the last release built on that core', () => {
    const [, table] = /=\{("anthropic\.claude-[^"]+":\{.*?\})\}/s.exec(read('cline-cli-2/dist/lib.mjs')) ?? []
    const ids = [...(table ?? '').matchAll(/"([a-z]+\.[^"]+)":\{/g)].map(([, id = '']) => id)
    assert.ok(ids.length >= 25, `${ids.length} ids were found`)
    assert.deepEqual(
      ids.filter((id) => !LEGACY_MODELS.has(id)),
      [],
    )
  })
})
