import type { CrashScenario, Tree } from './crash.ts'
import type { PlainRequest } from './writer.ts'

const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const BASE = 'anthropic.claude-sonnet-4-5-20250929-v1:0'

const KEYS: PlainRequest = {
  auth: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'EXAMPLE-secret-key' },
  region: 'us-east-1',
  modelId: MODEL,
  baseModelId: BASE,
  modes: ['plan', 'act'],
}
const PROFILE: PlainRequest = { ...KEYS, auth: { kind: 'profile', profile: 'dev' } }

const entry = (settings: object) => ({
  settings,
  updatedAt: '2026-01-01T00:00:00.000Z',
  tokenSource: 'manual',
})

/** A Cline that uses Bedrock with an API key, and has another provider and a login besides. */
const WITH_API_KEY: Tree = {
  '.cline/data/globalState.json': JSON.stringify(
    {
      planModeApiProvider: 'bedrock',
      actModeApiProvider: 'bedrock',
      awsAuthentication: 'apikey',
      awsRegion: 'eu-west-1',
      autoApprovalSettings: { enabled: true },
    },
    null,
    2,
  ),
  '.cline/data/secrets.json': '{ "openRouterApiKey": "EXAMPLE-or", "awsBedrockApiKey": "EXAMPLE-bedrock" }\n',
  '.cline/data/settings/providers.json': JSON.stringify({
    version: 1,
    lastUsedProvider: 'cline',
    modes: {},
    providers: {
      cline: entry({ provider: 'cline', auth: { accessToken: 'EXAMPLE-login' } }),
      bedrock: entry({ provider: 'bedrock', apiKey: 'EXAMPLE-bedrock', region: 'eu-west-1' }),
    },
  }),
}
const TWO_HOMES: Tree = {
  ...WITH_API_KEY,
  'elsewhere/globalState.json': '{"planModeApiProvider":"openrouter"}',
}

/** The writes that are killed, and how many of the points are tried in the quick run. */
export const CRASHES: { scenario: CrashScenario; stride: number }[] = [
  {
    scenario: { name: 'an API key gives way to keys', before: WITH_API_KEY, request: KEYS, action: 'apply' },
    stride: 1,
  },
  {
    scenario: { name: 'that is taken back', before: WITH_API_KEY, request: KEYS, action: 'undo' },
    stride: 2,
  },
  {
    scenario: {
      name: 'the first write of all',
      before: { 'notes.txt': 'mine' },
      request: KEYS,
      action: 'apply',
    },
    stride: 3,
  },
  {
    scenario: {
      name: 'the first write is taken back',
      before: { 'notes.txt': 'mine' },
      request: KEYS,
      action: 'undo',
    },
    stride: 3,
  },
  {
    scenario: {
      name: 'two data folders',
      before: TWO_HOMES,
      request: PROFILE,
      env: { CLINE_DATA_DIR: 'HOME/elsewhere' },
      action: 'apply',
    },
    stride: 4,
  },
  {
    scenario: {
      name: 'the recovery of a write',
      before: WITH_API_KEY,
      request: KEYS,
      action: 'recover',
      interrupted: { action: 'apply', at: 0.8 },
    },
    stride: 3,
  },
  {
    scenario: {
      name: 'the recovery of an undo',
      before: WITH_API_KEY,
      request: KEYS,
      action: 'recover',
      interrupted: { action: 'undo', at: 0.8 },
    },
    stride: 3,
  },
]
