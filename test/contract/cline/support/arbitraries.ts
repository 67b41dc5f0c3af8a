import fc from 'fast-check'
import { Secret } from '../../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../../src/core/settings/types.ts'
import { GLOBAL_STATE, MODELS, PROVIDERS, SECRETS } from './home.ts'

/** Keys of globalState.json that a write may touch (facts of Cline 4.1.13, shared/storage/state-keys.ts). */
export const OUR_STATE_KEYS: readonly string[] = [
  ...['plan', 'act'].flatMap((mode) => [
    `${mode}ModeApiProvider`,
    `${mode}ModeApiModelId`,
    `${mode}ModeAwsBedrockCustomSelected`,
    `${mode}ModeAwsBedrockCustomModelBaseId`,
  ]),
  'awsRegion',
  'awsAuthentication',
  'awsUseProfile',
  'awsProfile',
  'awsBedrockEndpoint',
  'awsUseCrossRegionInference',
  'awsUseGlobalInference',
  'awsBedrockUsePromptCache',
  'welcomeViewCompleted',
]

/** Keys of secrets.json that a write may touch. */
export const OUR_SECRET_KEYS: readonly string[] = [
  'awsAccessKey',
  'awsSecretKey',
  'awsSessionToken',
  'awsBedrockApiKey',
]

const word = fc.string({ minLength: 1, maxLength: 12 })
const json = fc.jsonValue({ maxDepth: 2 })
const foreignKey = word.filter((key) => !OUR_STATE_KEYS.includes(key) && !OUR_SECRET_KEYS.includes(key))

const bedrockState = fc.record(
  {
    planModeApiProvider: fc.constantFrom('bedrock', 'openrouter'),
    actModeApiProvider: fc.constantFrom('bedrock', 'anthropic'),
    actModeApiModelId: fc.constantFrom('anthropic.claude-sonnet-4-6', 'gpt'),
    awsRegion: fc.constantFrom('us-east-1', 'eu-west-1'),
    awsAuthentication: fc.constantFrom('profile', 'apikey', 'credentials', 'iam'),
    awsProfile: fc.constant('old'),
    awsUseProfile: fc.boolean(),
    awsBedrockEndpoint: fc.constant('https://vpce.example.com'),
    planActSeparateModelsSetting: fc.boolean(),
  },
  { requiredKeys: [] },
)

const mixed = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).chain((all) =>
    fc
      .shuffledSubarray(Object.entries(Object.assign({}, ...all) as object), {
        minLength: 0,
      })
      .map((entries) => Object.fromEntries(entries)),
  )

const state = mixed(fc.dictionary(foreignKey, json, { maxKeys: 6, noNullPrototype: true }), bedrockState)
const secrets = mixed(
  fc.dictionary(foreignKey, word, { maxKeys: 4, noNullPrototype: true }),
  fc.record(
    {
      awsAccessKey: word,
      awsSecretKey: word,
      awsSessionToken: word,
      awsBedrockApiKey: word,
      openRouterApiKey: word,
    },
    { requiredKeys: [] },
  ),
)

const entryOf = (settings: fc.Arbitrary<object>) =>
  fc.record({
    settings,
    updatedAt: fc.constant('2025-12-01T00:00:00.000Z'),
    tokenSource: fc.constantFrom('manual', 'oauth', 'migration'),
  })
const otherSettings = (provider: string) =>
  fc.record(
    {
      provider: fc.constant(provider),
      apiKey: word,
      model: word,
      reasoning: fc.constant({ enabled: true }),
      auth: fc.record({ accessToken: word, refreshToken: word }),
    },
    { requiredKeys: ['provider'] },
  )
const bedrockSettings = fc.record(
  {
    provider: fc.constant('bedrock'),
    apiKey: word,
    model: word,
    region: fc.constant('eu-west-1'),
    baseUrl: fc.constant('https://old.example.com'),
    headers: fc.constant({ 'x-team': 'a' }),
    timeout: fc.constant(30_000),
    aws: fc.record(
      {
        accessKey: word,
        secretKey: word,
        sessionToken: word,
        authentication: fc.constantFrom('iam', 'profile', 'apikey'),
        endpoint: fc.constant('https://old.example.com'),
        customModelBaseId: word,
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['provider'] },
)
const providers = fc
  .record(
    {
      version: fc.constant(1),
      lastUsedProvider: fc.constantFrom('cline', 'bedrock'),
      modes: fc.constant({}),
      providers: fc.record(
        {
          cline: entryOf(otherSettings('cline')),
          openrouter: entryOf(otherSettings('openrouter')),
          bedrock: entryOf(bedrockSettings),
        },
        { requiredKeys: [] },
      ),
      later: json,
    },
    { requiredKeys: ['version', 'providers'] },
  )
  .map((value) => value as object)
const models = fc.record(
  {
    version: fc.constant(1),
    providers: fc.record(
      {
        bedrock: fc.record({ models: fc.dictionary(word, json, { maxKeys: 2, noNullPrototype: true }) }),
        ollama: fc.record({ models: fc.constant({ a: { id: 'a' } }) }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['version', 'providers'] },
)

/** The same document as people, editors and other versions of Cline lay it out. */
const laidOut = (value: fc.Arbitrary<object>): fc.Arbitrary<string> =>
  fc
    .record({
      value,
      indent: fc.constantFrom(undefined, 1, 2, 3, 4, '\t'),
      eol: fc.constantFrom('\n', '\r\n'),
      end: fc.constantFrom('', '\n', '\r\n', '\n\n', '  '),
      start: fc.constantFrom('', '\n', '  '),
    })
    .map(
      (each) =>
        each.start + JSON.stringify(each.value, null, each.indent).replaceAll('\n', each.eol) + each.end,
    )

/** Cline's files before a write; any of them may be missing. */
export const priorFiles: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    [GLOBAL_STATE]: laidOut(state),
    [SECRETS]: laidOut(secrets),
    [PROVIDERS]: laidOut(providers),
    [MODELS]: laidOut(models),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>

const MODEL_IDS: readonly [string, string][] = [
  ['us.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
  ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0'],
  ['deepseek.r1-v1:0', 'deepseek.r1-v1:0'],
  [
    'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abcdefghijkl',
    'anthropic.claude-sonnet-4-6',
  ],
  ['vendor.unheard-of-v1:0', 'vendor.unheard-of-v1:0'],
]

/** Secrets that are easy to leak: short, like a key, like a part of another value. */
export const secretText = fc.oneof(
  fc.constantFrom('a', 'true', 'region', 'us-east-1', 'bedrock', '"', '\\', 'x\ny'),
  fc.string({ minLength: 1, maxLength: 40 }),
)

const auth: fc.Arbitrary<ApplyRequest['auth']> = fc.oneof(
  fc.record({ kind: fc.constant('profile' as const), profile: fc.constantFrom('default', 'dev', 'a b') }),
  fc.record({ kind: fc.constant('default' as const) }),
  secretText.map((key) => ({ kind: 'api-key' as const, apiKey: new Secret(key) })),
  fc.tuple(secretText, fc.option(secretText, { nil: undefined })).map(([secret, token]) => ({
    kind: 'keys' as const,
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: new Secret(secret),
    ...(token !== undefined && { sessionToken: new Secret(token) }),
  })),
)

/** Anything a user may choose. */
export const requests: fc.Arbitrary<ApplyRequest> = fc
  .record({
    auth,
    region: fc.constantFrom('us-east-1', 'eu-central-1'),
    model: fc.constantFrom(...MODEL_IDS),
    endpoint: fc.option(fc.constant('https://vpce-1.example.com/path'), { nil: undefined }),
    modes: fc.constantFrom<ApplyRequest['modes']>(['plan', 'act'], ['act'], ['plan']),
    keepApiKey: fc.boolean(),
  })
  .map(({ model: [modelId, baseModelId], endpoint, ...rest }) => ({
    ...rest,
    modelId,
    baseModelId,
    ...(endpoint !== undefined && { endpoint }),
  }))
