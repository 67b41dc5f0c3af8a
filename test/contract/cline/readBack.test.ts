import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Secret } from '../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, type Home, makeHome, PROVIDERS } from './support/home.ts'

const MODULES = new URL('../../cline/node_modules/', import.meta.url)

const AUTHS: Record<string, ApplyRequest['auth']> = {
  keys: {
    kind: 'keys',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret('EXAMPLE-secret'),
  },
  'temporary keys': {
    kind: 'keys',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret('EXAMPLE-secret'),
    sessionToken: new Secret('EXAMPLE-token'),
  },
  'a profile': { kind: 'profile', profile: 'dev' },
  'the default chain': { kind: 'default' },
  'an API key': { kind: 'api-key', apiKey: new Secret('EXAMPLE-api-key') },
}
const MODELS: [string, string][] = [
  ['us.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
  ['global.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
  ['amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0'],
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdefghijkl',
    'anthropic.claude-sonnet-4-6',
  ],
]

// Reads each file with a release's own manager and schema. What its schema refuses it would take for empty.
const READ = `
const [core, ...files] = process.argv.slice(1)
const { readFileSync } = await import('node:fs')
const { ProviderSettingsManager, StoredProviderSettingsSchema } = await import(core)
const read = files.map((filePath) => {
  const fits = StoredProviderSettingsSchema.safeParse(JSON.parse(readFileSync(filePath, 'utf8'))).success
  const found = new ProviderSettingsManager({ filePath }).getProviderSettings('bedrock')
  return { fits, found }
})
console.log(JSON.stringify(read))
process.exit(0)`

interface Found {
  fits: boolean
  found?: {
    provider?: string
    model?: string
    region?: string
    apiKey?: string
    aws?: Record<string, unknown>
  }
}

function readWith(release: string, files: readonly string[], home: string): Promise<Found[]> {
  const core = pathToFileURL(fileURLToPath(new URL(`${release}/dist/index.js`, MODULES))).href
  const env = { PATH: process.env.PATH ?? '', HOME: home, CLINE_DIR: join(home, '.cline') }
  return new Promise((done, reject) => {
    const args = ['--input-type=module', '-e', READ, core, ...files]
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, out, err) => {
      const last = out.trim().split('\n').at(-1)
      if (last === undefined || last === '') {
        reject(new Error(`${String(error)} ${err}`))
      } else {
        done(JSON.parse(last) as Found[])
      }
    })
  })
}

const secretsOf = (auth: ApplyRequest['auth']): Record<string, unknown> => {
  switch (auth.kind) {
    case 'keys':
      return {
        accessKey: auth.accessKeyId,
        secretKey: 'EXAMPLE-secret',
        sessionToken: auth.sessionToken === undefined ? undefined : 'EXAMPLE-token',
      }
    case 'profile':
      return { profile: auth.profile }
    default:
      return {}
  }
}

describe('every setting that can be written, read back by Cline’s published code', () => {
  const written: { what: string; request: ApplyRequest; home: Home }[] = []

  before(async () => {
    for (const [way, auth] of Object.entries(AUTHS)) {
      for (const [modelId, baseModelId] of MODELS) {
        const home = makeHome()
        const request: ApplyRequest = {
          auth,
          region: 'us-east-1',
          modelId,
          baseModelId,
          modes: ['plan', 'act'],
          endpoint: 'https://vpce.example.com/path',
        }
        await applied(home.files, request)
        written.push({ what: `${modelId} with ${way}`, request, home })
      }
    }
  })
  after(() => {
    for (const { home } of written) {
      home.close()
    }
  })

  for (const release of ['@cline/core', 'cline-core-0078']) {
    it(`fits the schema of ${release} and means the same there`, async () => {
      const files = written.map(({ home }) => join(home.path, '.cline/data', PROVIDERS))
      const read = await readWith(release, files, written[0]?.home.path ?? '')
      assert.equal(read.length, Object.keys(AUTHS).length * MODELS.length)
      for (const [at, { what, request }] of written.entries()) {
        const { fits, found } = read[at] ?? { fits: false }
        assert.ok(fits, what)
        const { auth, modelId } = request
        assert.deepEqual(
          [found?.provider, found?.model, found?.region, found?.aws?.region, found?.aws?.endpoint],
          ['bedrock', modelId, 'us-east-1', 'us-east-1', 'https://vpce.example.com/path'],
          what,
        )
        assert.equal(found?.apiKey, auth.kind === 'api-key' ? 'EXAMPLE-api-key' : undefined, what)
        for (const [key, value] of Object.entries(secretsOf(auth))) {
          assert.equal(found?.aws?.[key], value, `${what}: ${key}`)
        }
      }
    })
  }
})
