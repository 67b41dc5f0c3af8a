import assert from 'node:assert/strict'
import { ACCOUNT } from '../../sandbox/build.ts'
import { parsePolicy } from '../../sandbox/policyParser.ts'
import { checksOf, diagnosisOf, inPlace, KEYS } from './place.ts'

const NOVA = 'amazon.nova-lite-v1:0'
const ARN = `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}`
const TYPED = KEYS.with(-1, NOVA)
/** The profile that the newer version of Cline would send for the bare id. */
const SENT = `us.${NOVA}`

const json = (out: string) => JSON.parse(out) as Record<string, unknown>

describe('a bare id that Cline would change, on the command line', () => {
  it('is replaced by the ARN that both of Cline’s versions send: checked, prompted, written, and told', () =>
    inPlace(async ({ run, cline, sandbox }) => {
      const shown = await run(['doctor', ...TYPED])
      assert.equal(shown.code, 0, shown.out)
      assert.ok(shown.out.includes(`newer version would send ${SENT}`), shown.out)
      assert.ok(shown.out.includes(`used by its ARN, ${ARN}`), shown.out)
      const applied = await run(['apply', '--json', ...TYPED])
      assert.equal(applied.code, 0, applied.out)
      assert.deepEqual(json(applied.out).replacedIds, [{ given: NOVA, used: ARN }])
      const prompts = sandbox.log.filter(({ operation }) => operation === 'ConverseStream')
      assert.deepEqual([...new Set(prompts.map(({ modelId }) => modelId))], [ARN])
      const state = json(cline()['data/globalState.json'] ?? '')
      for (const mode of ['plan', 'act']) {
        assert.equal(state[`${mode}ModeAwsBedrockCustomSelected`], true)
        assert.equal(state[`${mode}ModeApiModelId`], ARN)
        assert.equal(state[`${mode}ModeAwsBedrockCustomModelBaseId`], NOVA)
      }
    }))

  it('gets the policy for that ARN, which lets it through and the profile not', () =>
    inPlace(async ({ run, sandbox }) => {
      const { code, out, err } = await run(['policy', ...TYPED])
      assert.equal(code, 0, err)
      assert.ok(out.includes(`"${ARN}"`), out)
      assert.match(err, /used by its ARN/, 'the reason, beside the policy')
      const { dev } = sandbox.world.accounts[ACCOUNT]?.users ?? {}
      assert.ok(dev !== undefined)
      dev.attached = []
      dev.inline = { Least: parsePolicy(JSON.parse(out)) }
      const promptOf = async (args: string[]) =>
        checksOf(await run(['doctor', '--json', ...args])).find(({ id }) => id === 'test-prompt')?.status
      assert.equal(await promptOf(TYPED), 'pass')
      assert.equal(await promptOf(KEYS.with(-1, SENT)), 'fail')
    }))

  it('holds for plan mode’s model, too', () =>
    inPlace(async ({ run, cline }) => {
      const applied = await run(['apply', '--json', ...KEYS, '--plan-model', NOVA])
      assert.equal(applied.code, 0, applied.out)
      assert.deepEqual(json(applied.out).replacedIds, [{ given: NOVA, used: ARN }])
      assert.equal(json(cline()['data/globalState.json'] ?? '').planModeApiModelId, ARN)
    }))

  it('is refused with ids to choose from where the region has it through profiles only', () =>
    inPlace(async ({ run, cline }) => {
      const before = cline()
      const bare = (KEYS.at(-1) ?? '').slice('us.'.length)
      const refused = await run(['apply', '--json', '--no-prompt', ...KEYS.with(-1, bare)])
      assert.equal(refused.code, 1)
      assert.equal(diagnosisOf(refused, 'model-access'), 'inference-profile-required')
      const remedies = checksOf(refused).find(({ id }) => id === 'model-access')?.remedies ?? []
      assert.match(remedies.join(' '), /us\.anthropic.*global\.anthropic/s)
      assert.deepEqual(cline(), before)
    }))

  it('typed as an ARN that no prompt would get through is told before one, with the ids that do', () =>
    inPlace(async ({ run, sandbox }) => {
      const bare = (KEYS.at(-1) ?? '').slice('us.'.length)
      const arn = `arn:aws:bedrock:us-east-1::foundation-model/${bare}`
      const seen = await run(['doctor', '--json', '--no-prompt', ...KEYS.with(-1, arn)])
      assert.equal(seen.code, 1, seen.out)
      assert.equal(diagnosisOf(seen, 'model-access'), 'inference-profile-required')
      const remedies = checksOf(seen).find(({ id }) => id === 'model-access')?.remedies ?? []
      assert.match(remedies.join(' '), /us\.anthropic.*global\.anthropic/s)
      // AWS agrees, if asked.
      const asked = await run(['doctor', '--json', ...KEYS.with(-1, arn)])
      assert.equal(diagnosisOf(asked, 'test-prompt'), 'inference-profile-required')
      assert.ok(sandbox.log.some(({ operation }) => operation === 'ConverseStream'))
    }))

  it('is not written with --force either while AWS cannot be asked what stands for it, in whichever mode', () =>
    inPlace(async ({ run, cline, sandbox }) => {
      const broken = { AWS_SECRET_ACCESS_KEY: 'EXAMPLE-of-another-key' }
      const before = cline()
      for (const args of [TYPED, [...KEYS, '--plan-model', NOVA]]) {
        const refused = await run(['apply', '--json', '--force', ...args], broken)
        assert.equal(refused.code, 1, refused.out)
        const reason = { check: 'model-access', diagnosis: 'model-id-changed-by-cline' }
        assert.deepEqual(json(refused.out).refused, reason)
        const remedies = checksOf(refused).find(({ id }) => id === 'model-access')?.remedies ?? []
        assert.ok(remedies.join(' ').includes(ARN), remedies.join(' '))
        assert.ok(remedies.join(' ').includes(SENT), remedies.join(' '))
      }
      const shown = await run(['apply', '--force', ...TYPED], broken)
      assert.match(shown.out, /versions send different ids/)
      assert.doesNotMatch(shown.out, /--force writes anyway/)
      assert.deepEqual(cline(), before)
      assert.ok(!sandbox.log.some(({ operation }) => operation === 'ConverseStream'))
      // The ids that it names are the way on.
      for (const id of [ARN, SENT]) {
        const applied = await run(['apply', '--json', '--force', ...KEYS.with(-1, id)], broken)
        assert.equal(applied.code, 0, applied.out)
        assert.equal(json(cline()['data/globalState.json'] ?? '').actModeApiModelId, id)
      }
    }))

  it('where its region has it through profiles only, --force does not write it either', () =>
    inPlace(async ({ run, cline }) => {
      const before = cline()
      const bare = (KEYS.at(-1) ?? '').slice('us.'.length)
      const refused = await run(['apply', '--json', '--force', '--no-prompt', ...KEYS.with(-1, bare)])
      assert.equal(refused.code, 1, refused.out)
      assert.deepEqual(json(refused.out).refused, {
        check: 'model-access',
        diagnosis: 'inference-profile-required',
      })
      assert.deepEqual(cline(), before)
    }))

  it('stays as it is where both send it so', () =>
    inPlace(async ({ run }) => {
      const plain = await run(['doctor', '--json', ...KEYS.with(-1, 'us.amazon.nova-lite-v1:0')])
      assert.equal(plain.code, 0, plain.out)
      assert.equal(json(plain.out).replacedIds, undefined)
      const none = await run(['doctor', '--json', ...KEYS.slice(0, 4), '--plan-model', NOVA])
      assert.equal(json(none.out).replacedIds, undefined, 'nothing was examined in its place')
    }))
})
