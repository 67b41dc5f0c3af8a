import assert from 'node:assert/strict'
import { ACCOUNT } from '../../sandbox/build.ts'
import { parsePolicy } from '../../sandbox/policyParser.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { checksOf, diagnosisOf, inPlace, KEYS, type Run } from './place.ts'

const PLAN = 'us.amazon.nova-lite-v1:0'
const BOTH = [...KEYS, '--plan-model', PLAN]

const prompted = ({ log }: Sandbox) =>
  log.filter(({ operation }) => operation === 'ConverseStream').map(({ modelId }) => modelId)

const summaryOf = (run: Run, id: string) => checksOf(run).find((check) => check.id === id)

describe('another model for plan mode, on the command line', () => {
  it('is checked, prompted and written beside the one that acts', () =>
    inPlace(async ({ run, cline, sandbox }) => {
      const applied = await run(['apply', '--json', '--verbose', ...BOTH])
      assert.equal(applied.code, 0, applied.err)
      const sent = prompted(sandbox)
      assert.deepEqual(sent, [KEYS.at(-1), PLAN])
      assert.match(applied.out, /Plan mode’s model answered, too/)
      const state = JSON.parse(cline()['data/globalState.json'] ?? '') as Record<string, unknown>
      assert.equal(state.planModeApiModelId, PLAN)
      assert.equal(state.actModeApiModelId, KEYS.at(-1))
      assert.equal(state.planActSeparateModelsSetting, true)
    }))

  it('stops the write when it is the one that is not to be had, and is named', () =>
    inPlace(async ({ run, cline }) => {
      const before = cline()
      const refused = await run(['apply', '--json', ...KEYS, '--plan-model', 'us.amazon.no-such-v1:0'])
      assert.equal(refused.code, 1)
      assert.equal(diagnosisOf(refused, 'model-access'), 'model-not-found')
      assert.match(summaryOf(refused, 'model-access')?.summary ?? '', /no-such/)
      assert.deepEqual(cline(), before)
    }))

  it('fails the prompt when it alone does not answer', () =>
    inPlace(async ({ run, sandbox }) => {
      const { dev } = sandbox.world.accounts[ACCOUNT]?.users ?? {}
      assert.ok(dev !== undefined)
      const { out } = await run(['policy', ...KEYS, '--discovery'])
      dev.attached = []
      dev.inline = { OnlyAct: parsePolicy(JSON.parse(out)) }
      const seen = await run(['doctor', '--json', ...BOTH])
      assert.equal(summaryOf(seen, 'test-prompt')?.status, 'fail')
      assert.equal((await run(['doctor', '--json', ...KEYS])).code, 0)
    }))

  it('is no other model when it is the same, and goes with no --mode', () =>
    inPlace(async ({ run, sandbox }) => {
      const model = KEYS.at(-1) ?? ''
      assert.equal((await run(['doctor', '--json', ...KEYS, '--plan-model', model])).code, 0)
      assert.equal(prompted(sandbox).length, 1)
      const wrong = await run(['apply', ...BOTH, '--mode', 'act'])
      assert.deepEqual([wrong.code, wrong.out], [2, ''])
      assert.match(wrong.err, /--plan-model sets both modes/)
    }))
})

describe('policy', () => {
  it('prints the least policy alone, which by itself lets exactly the chosen models through', () =>
    inPlace(async ({ run, sandbox, cline }) => {
      const { code, out, err } = await run(['policy', ...BOTH])
      assert.deepEqual([code, err], [0, ''])
      const { dev } = sandbox.world.accounts[ACCOUNT]?.users ?? {}
      assert.ok(dev !== undefined)
      dev.attached = []
      dev.inline = { Least: parsePolicy(JSON.parse(out)) }
      const answered = await run(['doctor', '--json', ...BOTH])
      assert.equal(summaryOf(answered, 'test-prompt')?.status, 'pass', 'both models answer')
      const other = KEYS.with(-1, 'us.anthropic.claude-haiku-4-5-20251001-v1:0')
      const refused = await run(['doctor', '--json', ...other])
      assert.equal(summaryOf(refused, 'test-prompt')?.status, 'fail', 'no other model does')
      assert.deepEqual(cline(), {}, 'nothing is written')
    }))

  it('comes in the four forms that administrators keep, with the rights of a first use where asked', () =>
    inPlace(async ({ run }) => {
      const as = async (...more: string[]) => (await run(['policy', ...KEYS, ...more])).out
      assert.match(
        await as('--format', 'cli'),
        /^aws iam create-policy --policy-name ClineBedrockInvokeAccess /,
      )
      assert.match(await as('--format', 'cloudformation'), /"Type": "AWS::IAM::ManagedPolicy"/)
      assert.match(await as('--format', 'terraform'), /^resource "aws_iam_policy" "cline_bedrock" \{/)
      assert.ok(!(await as()).includes('PutUseCaseForModelAccess'))
      assert.match(await as('--first-use'), /"bedrock:PutUseCaseForModelAccess"/)
      assert.match(await as('--discovery'), /"bedrock:ListFoundationModels"/)
      const { format, text } = JSON.parse(await as('--json', '--format', 'cli')) as Record<string, string>
      assert.deepEqual([format, text?.startsWith('aws iam')], ['cli', true])
    }))

  it('needs no right to list models', () =>
    inPlace(async ({ run }) => {
      const { code, out } = await run(['policy', ...KEYS])
      assert.equal(code, 0)
      assert.match(out, /arn:aws:bedrock:\*::foundation-model\//)
    }, 'no-list-permission'))

  it('prints no policy where none would help, and says why on standard error', () =>
    inPlace(async ({ run }) => {
      const wrongKey = await run(['policy', ...KEYS], { AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) })
      assert.deepEqual([wrongKey.code, wrongKey.out], [1, ''])
      assert.match(wrongKey.err, /✗ credentials/)
      const noModel = await run(['policy', ...KEYS.with(-1, 'us.anthropic.no-such-v1:0')])
      assert.deepEqual([noModel.code, noModel.out], [1, ''])
      assert.match(noModel.err, /no-such/)
      const noRegion = await run(['policy', ...KEYS.with(3, 'nowhere-9')])
      assert.deepEqual([noRegion.code, noRegion.out], [1, ''])
      assert.notEqual(noRegion.err, '')
      for (const wrong of [
        ['policy', ...KEYS.slice(0, 4)],
        ['policy', ...KEYS, '--format', 'yaml'],
        ['doctor', ...KEYS, '--format', 'json'],
      ]) {
        assert.equal((await run(wrong)).code, 2, wrong.join(' '))
      }
    }))
})
