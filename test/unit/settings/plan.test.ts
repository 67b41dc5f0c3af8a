import assert from 'node:assert/strict'
import { Secret } from '../../../src/core/secret.ts'
import { valueAt, withEdits } from '../../../src/core/settings/json.ts'
import type { LockedFields } from '../../../src/core/settings/managed.ts'
import { type PlanFacts, planSettings } from '../../../src/core/settings/plan.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'

const KEYS: ApplyRequest['auth'] = {
  kind: 'keys',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('EXAMPLE-secret'),
}
const TEMPORARY: ApplyRequest['auth'] = { ...KEYS, sessionToken: new Secret('EXAMPLE-token') }
const PROFILE: ApplyRequest['auth'] = { kind: 'profile', profile: 'dev' }
const API_KEY: ApplyRequest['auth'] = { kind: 'api-key', apiKey: new Secret('EXAMPLE-api-key') }

const GEO = ['us.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'] as const
const GLOBAL = ['global.anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'] as const
const BARE = ['amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0'] as const
const OLD = ['anthropic.claude-3-haiku-20240307-v1:0', 'anthropic.claude-3-haiku-20240307-v1:0'] as const
const ARN = [
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdefghijkl',
  'anthropic.claude-sonnet-4-6',
] as const
const UNKNOWN = ['vendor.unheard-of-v1:0', 'vendor.unheard-of-v1:0'] as const

const NOTHING: PlanFacts = {
  providersExist: false,
  hasBedrockEntry: false,
  hasLastUsedProvider: false,
  modelsExist: false,
  now: '2026-01-01T00:00:00.000Z',
}

type Documents = Record<'secrets' | 'providers' | 'models' | 'globalState', unknown>

function request(change: Partial<ApplyRequest> & { model?: readonly [string, string] } = {}): ApplyRequest {
  const { model = GEO, ...rest } = change
  return {
    auth: PROFILE,
    region: 'us-east-1',
    modelId: model[0],
    baseModelId: model[1],
    modes: ['plan', 'act'],
    ...rest,
  }
}

/** The documents after the plan. */
function planned(
  wanted: ApplyRequest,
  before: Partial<Documents> = {},
  locked: LockedFields = {},
): Documents {
  const facts: PlanFacts = {
    ...NOTHING,
    locked,
    providersExist: before.providers !== undefined,
    hasBedrockEntry: valueAt(before.providers, ['providers', 'bedrock', 'settings']) !== undefined,
    hasLastUsedProvider: valueAt(before.providers, ['lastUsedProvider']) !== undefined,
    modelsExist: before.models !== undefined,
  }
  const plan = planSettings(wanted, facts)
  return {
    secrets: withEdits(before.secrets ?? {}, [...plan.secrets, ...plan.obsoleteSecrets]),
    providers: withEdits(before.providers ?? {}, plan.providers),
    models: withEdits(before.models ?? {}, plan.models),
    globalState: withEdits(before.globalState ?? {}, plan.globalState),
  }
}

const bedrock = (documents: Documents) => valueAt(documents.providers, ['providers', 'bedrock', 'settings'])

const OLD_SECRETS = {
  awsAccessKey: 'old',
  awsSecretKey: 'old',
  awsSessionToken: 'old',
  awsBedrockApiKey: 'old',
  openRouterApiKey: 'other',
}

describe('what Bedrock needs in Cline’s files', () => {
  const WAYS: [string, ApplyRequest['auth'], string, boolean, object, object][] = [
    [
      'keys',
      KEYS,
      'credentials',
      false,
      { awsAccessKey: 'AKIAIOSFODNN7EXAMPLE', awsSecretKey: 'EXAMPLE-secret' },
      { authentication: 'iam', accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'EXAMPLE-secret' },
    ],
    [
      'temporary keys',
      TEMPORARY,
      'credentials',
      false,
      {
        awsAccessKey: 'AKIAIOSFODNN7EXAMPLE',
        awsSecretKey: 'EXAMPLE-secret',
        awsSessionToken: 'EXAMPLE-token',
      },
      {
        authentication: 'iam',
        accessKey: 'AKIAIOSFODNN7EXAMPLE',
        secretKey: 'EXAMPLE-secret',
        sessionToken: 'EXAMPLE-token',
      },
    ],
    ['a profile', PROFILE, 'profile', true, {}, { authentication: 'profile', profile: 'dev' }],
    ['the default chain', { kind: 'default' }, 'credentials', false, {}, { authentication: 'iam' }],
    [
      'an API key',
      API_KEY,
      'apikey',
      false,
      { awsBedrockApiKey: 'EXAMPLE-api-key' },
      { authentication: 'apikey' },
    ],
  ]
  for (const [way, auth, authentication, useProfile, secrets, aws] of WAYS) {
    it(`with ${way}: only its own secrets, in the words that each file knows`, () => {
      const documents = planned(request({ auth }), { secrets: OLD_SECRETS })
      assert.deepEqual(documents.secrets, { ...secrets, openRouterApiKey: 'other' })
      const state = documents.globalState as Record<string, unknown>
      assert.equal(state.awsAuthentication, authentication)
      assert.equal(state.awsUseProfile, useProfile)
      assert.equal(state.awsProfile, auth.kind === 'profile' ? 'dev' : undefined)
      assert.deepEqual(valueAt(bedrock(documents), ['aws']), {
        ...aws,
        region: 'us-east-1',
        usePromptCache: true,
        useCrossRegionInference: true,
        useGlobalInference: false,
      })
      assert.equal(
        valueAt(bedrock(documents), ['apiKey']),
        auth.kind === 'api-key' ? 'EXAMPLE-api-key' : undefined,
      )
    })
  }

  // id, custom flag of the older bundle, its base id, cross-region, global.
  const MODELS: [string, readonly [string, string], boolean, string | undefined, boolean, boolean][] = [
    ['a geographic profile', GEO, true, GEO[1], true, false],
    ['a global profile', GLOBAL, true, GLOBAL[1], true, true],
    ['an id of the older bundle’s own table', BARE, false, undefined, false, false],
    ['an id that only the older bundle knows', OLD, false, undefined, false, false],
    ['an application profile', ARN, true, ARN[1], false, false],
    ['an id that Cline does not know', UNKNOWN, true, UNKNOWN[1], false, false],
  ]
  for (const [what, model, custom, base, crossRegion, global] of MODELS) {
    it(`for ${what}: the exact id, and flags that keep both bundles from changing it`, () => {
      const state = planned(request({ model })).globalState as Record<string, unknown>
      for (const mode of ['plan', 'act']) {
        assert.equal(state[`${mode}ModeApiProvider`], 'bedrock')
        assert.equal(state[`${mode}ModeApiModelId`], model[0])
        assert.equal(state[`${mode}ModeAwsBedrockCustomSelected`], custom)
        assert.equal(state[`${mode}ModeAwsBedrockCustomModelBaseId`], base)
      }
      assert.deepEqual([state.awsUseCrossRegionInference, state.awsUseGlobalInference], [crossRegion, global])
    })
  }

  it('gives an application profile the limits of its model, and an unknown id none', () => {
    const known = valueAt(planned(request({ model: ARN })).models, ['providers', 'bedrock', 'models', ARN[0]])
    assert.equal(valueAt(known, ['id']), ARN[0])
    assert.equal(valueAt(known, ['contextWindow']), 1_000_000)
    assert.deepEqual(planned(request({ model: UNKNOWN })).models, {})
    assert.deepEqual(planned(request({ model: GEO })).models, {}, 'Cline knows this one itself')
  })

  it('names the model behind an id that Cline does not know, and only then', () => {
    const named = (model: readonly [string, string]) =>
      valueAt(bedrock(planned(request({ model }))), ['aws', 'customModelBaseId'])
    assert.equal(named(ARN), ARN[1])
    assert.equal(named(GEO), undefined)
  })

  it('removes a base URL that would beat the endpoint, and keeps what the user set besides', () => {
    const settings = {
      provider: 'bedrock',
      baseUrl: 'https://old.example.com',
      headers: { 'x-team': 'a' },
      timeout: 30_000,
      reasoning: { enabled: true },
      aws: { endpoint: 'https://old.example.com', customModelBaseId: 'old' },
    }
    const providers = { version: 1, lastUsedProvider: 'cline', providers: { bedrock: { settings } } }
    const documents = planned(request({ endpoint: 'https://vpce.example.com' }), { providers })
    const written = bedrock(documents) as Record<string, unknown>
    assert.equal(written.baseUrl, undefined)
    assert.deepEqual(
      [written.headers, written.timeout, written.reasoning],
      [{ 'x-team': 'a' }, 30_000, { enabled: true }],
    )
    assert.equal(valueAt(written, ['aws', 'endpoint']), 'https://vpce.example.com')
    assert.equal(
      valueAt(documents.providers, ['lastUsedProvider']),
      'cline',
      'the command line is left alone',
    )
    const without = bedrock(planned(request(), { providers }))
    assert.equal(valueAt(without, ['aws', 'endpoint']), undefined)
  })

  it('opens Cline’s chat instead of its welcome page', () => {
    assert.equal(valueAt(planned(request()).globalState, ['welcomeViewCompleted']), true)
  })

  it('sets only the mode that was asked for', () => {
    const state = planned(request({ modes: ['act'] }), {
      globalState: { planModeApiProvider: 'anthropic', planModeApiModelId: 'x' },
    }).globalState as Record<string, unknown>
    assert.equal(state.actModeApiProvider, 'bedrock')
    assert.deepEqual([state.planModeApiProvider, state.planModeApiModelId], ['anthropic', 'x'])
  })

  it('keeps an API key that is no longer used, when asked to', () => {
    const { secrets } = planned(request({ keepApiKey: true }), { secrets: OLD_SECRETS })
    assert.deepEqual(secrets, { awsBedrockApiKey: 'old', openRouterApiKey: 'other' })
  })

  it('leaves alone what an organisation decides', () => {
    const locked: LockedFields = { region: 'eu-west-1', promptCache: false }
    const state = planned(request({ region: 'eu-west-1' }), {}, locked).globalState as Record<string, unknown>
    assert.ok(!('awsRegion' in state) && !('awsBedrockUsePromptCache' in state))
    assert.equal(state.awsUseCrossRegionInference, true)
  })

  it('says nothing of the prompt cache for a model that has none', () => {
    const state = planned(request({ model: UNKNOWN })).globalState as Record<string, unknown>
    assert.equal(state.awsBedrockUsePromptCache, undefined)
  })
})
