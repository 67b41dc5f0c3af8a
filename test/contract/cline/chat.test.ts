import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { SONNET } from '../../sandbox/scenario.ts'
import { inPlace, type Place } from '../cli/place.ts'
import { ask, WAYS, type Way } from './support/clines.ts'

/** The prompt that AWS saw last, with its caller. */
function lastPrompt({ sandbox }: Place) {
  const found = sandbox.log.findLast(({ operation }) => operation === 'ConverseStream')
  return found && { ...found, principal: undefined, arn: found.principal }
}

async function applied(place: Place, way: Way): Promise<void> {
  const args = [...way.auth, '--region', 'us-east-1', '--model', SONNET, '--endpoint', place.sandbox.url]
  const { code, out, err } = await place.run(['apply', ...args])
  assert.equal(code, 0, out + err)
}

function assertAnswered(place: Place, way: Way, httpVersion: '1.1' | '2'): void {
  const prompt = lastPrompt(place)
  assert.match(prompt?.arn ?? '', way.principal)
  const { status, modelId, region, auth } = prompt ?? {}
  const bearer = way.authentication === 'apikey'
  assert.deepEqual(
    { status, modelId, region, auth, httpVersion: prompt?.httpVersion },
    { status: 200, modelId: SONNET, region: 'us-east-1', auth: bearer ? 'bearer' : 'sigv4', httpVersion },
  )
}

describe('Cline answers through what was written, as the caller that was chosen', () => {
  for (const [what, way] of Object.entries(WAYS)) {
    const expected = {
      last: 'bedrock',
      provider: 'bedrock',
      model: SONNET,
      region: 'us-east-1',
      authentication: way.authentication,
      ...(way.profile !== undefined && { profile: way.profile }),
      text: 'pong',
    }

    it(`with ${what}`, () =>
      inPlace(async (place) => {
        await applied(place, way)
        const published = await ask(place, way, 'next')
        assert.deepEqual(published, { imported: false, ...expected }, 'its published code, by providers.json')
        assertAnswered(place, way, '1.1')

        const { provider, model, region, text } = expected
        const older = await ask(place, way, 'legacy')
        assert.deepEqual(older, { provider, model, region, text }, 'by the rules of its older bundle')
        assertAnswered(place, way, '2')

        rmSync(place.at('.cline/data/settings'), { recursive: true })
        const imported = await ask(place, way, 'next')
        assert.deepEqual(imported, { imported: true, ...expected }, 'its published code, by the other files')
        assertAnswered(place, way, '1.1')
      }, way.scenario))
  }

  it('a setting that was taken back leaves Cline without Bedrock', () =>
    inPlace(async (place) => {
      const way = WAYS['typed keys'] as Way
      await applied(place, way)
      assert.equal((await place.run(['undo'])).code, 0)
      await assert.rejects(ask(place, way, 'next'))
    }))
})
