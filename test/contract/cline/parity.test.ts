import assert from 'node:assert/strict'
import { ACCOUNT } from '../../sandbox/build.ts'
import type { WireRequest } from '../../sandbox/wire.ts'
import { inPlace, type Place } from '../cli/place.ts'
import { ask, firstPromptOfOlderCline, promptsOf, WAYS, type Way } from './support/clines.ts'
import { apart, type PromptShape, shapeOf } from './support/shape.ts'

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const TEAM = `arn:aws:bedrock:us-east-1:${ACCOUNT}:application-inference-profile/1a2b3c4d5e6f`
const NOVA_HERE = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0'

/** A profile of the account's own, over the model of one of AWS's. */
function withTeamProfile({ sandbox }: Place): void {
  sandbox.world.accounts[ACCOUNT]?.bedrock.applicationProfiles.push({
    id: '1a2b3c4d5e6f',
    region: 'us-east-1',
    name: 'team',
    models: ['us-east-1', 'us-west-2'].map(
      (region) => `arn:aws:bedrock:${region}::foundation-model/${CLAUDE.slice('us.'.length)}`,
    ),
  })
}

/** The SDK names a role's session after the time. */
const withoutSession = (key: string, value: unknown): unknown => (key === 'session' ? undefined : value)

/** Single sign-on and roles give new keys to whoever asks: these are the same where they are the same caller's. */
function shapeIn({ sandbox }: Place, prompt: WireRequest): PromptShape {
  const shape = shapeOf(prompt)
  const [, id = ''] = /Credential=([^/]+)\//.exec(shape.authorization) ?? []
  const { owner, sessionToken } = sandbox.world.accessKeys[id] ?? {}
  if (!id.startsWith('ASIASANDBOX')) {
    return shape
  }
  assert.equal(shape.sessionToken, sessionToken, 'the token that was given with the key')
  const authorization = shape.authorization.replace(id, JSON.stringify(owner, withoutSession))
  return { ...shape, authorization, sessionToken: 'of this key' }
}

/** What may differ, and nothing else: `ours` only our prompt has, `theirs` only Cline's. */
interface Allowed {
  path?: string
  ours: string[]
  theirs: string[]
}

/** A prompt that the page sends, and what each of Cline's bundles may do otherwise. */
interface Pair {
  model: string
  way: string
  newer: Allowed
  older: Allowed
}

const SAME: Allowed = { ours: [], theirs: [] }
// It caps what a test may cost; Cline leaves the model's own limit where its catalogue knows none.
const CAPPED: Allowed = { ours: ['inferenceConfig.maxTokens'], theirs: [] }
const OLDER_CLAUDE: Allowed = {
  ours: ['additionalModelResponseFieldPaths[]=/delta/stop_sequence'],
  theirs: ['additionalModelRequestFields', 'inferenceConfig.temperature', 'system[].cachePoint.type=default'],
}
const TOOLS = [
  'toolConfig.toolChoice.auto',
  'toolConfig.tools[].toolSpec.description',
  'toolConfig.tools[].toolSpec.inputSchema.json',
  'toolConfig.tools[].toolSpec.name',
]

// The id tells nothing of the model. That bundle takes its base from the settings, and offers no tools natively to
// a model that its catalogue lacks.
const OLDER_TEAM: Allowed = {
  ours: TOOLS,
  theirs: [
    'additionalModelRequestFields',
    'inferenceConfig.temperature',
    'messages[].content[].cachePoint.type=default',
    'system[].cachePoint.type=default',
  ],
}

const PAIRS: Record<string, Pair> = {
  'Claude through a profile of AWS, with keys': {
    model: CLAUDE,
    way: 'typed keys',
    newer: SAME,
    older: OLDER_CLAUDE,
  },
  'Claude anywhere, with temporary keys': {
    model: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    way: 'typed keys with a session token',
    newer: SAME,
    older: OLDER_CLAUDE,
  },
  'Claude with a Bedrock API key': {
    model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    way: 'a Bedrock API key',
    newer: SAME,
    older: OLDER_CLAUDE,
  },
  'Claude by the ARN of a profile of AWS': {
    model: `arn:aws:bedrock:us-east-1:${ACCOUNT}:inference-profile/${CLAUDE}`,
    way: 'typed keys',
    newer: CAPPED,
    // In the form that its catalogue lacks, no tools either.
    older: { ...OLDER_CLAUDE, ours: [...OLDER_CLAUDE.ours, ...TOOLS] },
  },
  'Claude with a profile that assumes a role': {
    model: CLAUDE,
    way: 'a profile that assumes a role',
    newer: SAME,
    older: OLDER_CLAUDE,
  },
  'Claude through a profile of the account’s own, with single sign-on': {
    model: TEAM,
    way: 'single sign-on',
    newer: CAPPED,
    older: OLDER_TEAM,
  },
  'a model by its ARN, which has to stay in the region, with a profile': {
    model: NOVA_HERE,
    way: 'a profile with keys',
    newer: CAPPED,
    // Nova gets a cache and no tools of that bundle.
    older: {
      ours: TOOLS,
      theirs: [
        'inferenceConfig.temperature',
        'messages[].content[].cachePoint.type=default',
        'system[].cachePoint.type=default',
      ],
    },
  },
  'a model on demand that is not of Anthropic': {
    model: 'openai.gpt-oss-120b-1:0',
    way: 'the default chain',
    newer: SAME,
    // That bundle reads the answers of this family in one piece.
    older: {
      path: '/model/openai.gpt-oss-120b-1%3A0/converse',
      ours: [],
      theirs: ['inferenceConfig.temperature'],
    },
  },
}

async function ours(place: Place, way: Way, model: string): Promise<WireRequest> {
  const args = [...way.auth, '--region', 'us-east-1', '--model', model, '--endpoint', place.sandbox.url]
  const { code, out, err } = await place.run(['apply', ...args])
  assert.equal(code, 0, out + err)
  const [prompt, ...more] = promptsOf(place)
  assert.ok(prompt !== undefined && more.length === 0, 'one prompt tests the choice')
  return prompt
}

function assertLike(own: PromptShape, cline: PromptShape, allowed: Allowed, httpVersion: string): void {
  const { body: ownBody, ...ownRest } = own
  const { body, ...rest } = cline
  assert.deepEqual(rest, { ...ownRest, httpVersion, path: allowed.path ?? own.path })
  const { first, second } = apart(ownBody, body)
  assert.deepEqual({ ours: first, theirs: second }, { ours: allowed.ours, theirs: allowed.theirs })
}

describe('the test prompt is like Cline’s own, side by side as AWS received them', () => {
  for (const [what, { model, way: name, newer, older }] of Object.entries(PAIRS)) {
    const way = WAYS[name] as Way

    it(what, () =>
      inPlace(async (place) => {
        withTeamProfile(place)
        const own = shapeIn(place, await ours(place, way, model))
        assert.equal(own.httpVersion, '1.1')
        assert.ok(own.path.includes(encodeURIComponent(model)), 'the id as it is shown')
        await ask(place, way, 'next')
        const published = promptsOf(place)[1]
        assert.ok(published !== undefined)
        assertLike(own, shapeIn(place, published), newer, '1.1')
        assertLike(own, shapeIn(place, await firstPromptOfOlderCline(place, way)), older, '2')
      }, way.scenario),
    )
  }
})
