import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { diagnosisOf, inPlace, KEYS } from './place.ts'
import { readReport } from './report.ts'

const STATE = '.cline/data/globalState.json'

describe('what stops apply, and what does not', () => {
  it('a profile that works for AWS and that Cline cannot use is refused, and written with --force', () =>
    inPlace(async ({ run, cline }) => {
      const args = ['apply', '--json', '--auth', 'profile', '--profile', 'team-sso', '--region', 'eu-west-1']
      args.push('--model', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0')
      const refused = await run(args)
      assert.equal(refused.code, 1)
      const { overall, applied, refused: why } = JSON.parse(refused.out)
      assert.deepEqual(
        [overall, applied, why],
        ['warn', false, { check: 'credentials', diagnosis: 'sso-region-unsupported-by-cline' }],
      )
      assert.deepEqual(cline(), {})
      assert.match((await run(args.filter((each) => each !== '--json'))).out, /--force writes anyway/)
      assert.equal((await run([...args, '--force'])).code, 0)
      assert.match(cline()['data/globalState.json'] ?? '', /"awsProfile": "team-sso"/)
    }, 'sso-other-region'))

  it('a Cline that is set to something else is only warned of', () =>
    inPlace(async ({ run, read }) => {
      const applied = await run(['apply', '--json', ...KEYS])
      assert.equal(applied.code, 0)
      assert.equal(diagnosisOf(applied, 'cline-settings'), 'cline-not-configured')
      assert.equal(JSON.parse(read(STATE)).actModeApiProvider, 'bedrock')
      const again = await run(['doctor', '--json', ...KEYS])
      assert.equal(readReport(again.out).overall, 'pass', 'and afterwards everything fits')
    }, 'cline-other-provider'))

  it('--no-prompt writes without having sent one', () =>
    inPlace(async ({ run, sandbox, cline }) => {
      assert.equal((await run(['apply', ...KEYS, '--no-prompt'])).code, 0)
      assert.ok(!sandbox.log.some(({ operation }) => operation === 'ConverseStream'))
      assert.notDeepEqual(cline(), {})
    }))

  it('only advice: IAM’s simulation, security and discovery stop nothing', async () => {
    for (const scenario of ['no-simulate', 'no-list-permission', 'old-key']) {
      await inPlace(async ({ run }) => {
        assert.equal((await run(['apply', ...KEYS])).code, 0, scenario)
      }, scenario)
    }
  })
})

describe('where Cline’s files and our backups are', () => {
  it('CLINE_DIR leads both, and undo finds the backup of that place only', () =>
    inPlace(async ({ run, at, cline }) => {
      const there = { CLINE_DIR: at('elsewhere') }
      assert.equal((await run(['apply', ...KEYS], there)).code, 0)
      assert.ok(existsSync(at('elsewhere/data/globalState.json')))
      assert.deepEqual(cline(), {})
      assert.equal((await run(['undo'])).code, 1, 'nothing was written at the usual place')
      assert.equal((await run(['undo'], there)).code, 0)
      assert.ok(!existsSync(at('elsewhere/data/globalState.json')))
    }))

  it('CLINE_DATA_DIR gets the newer bundle’s files, and the older one’s place gets its own', () =>
    inPlace(async ({ run, at, cline }) => {
      assert.equal((await run(['apply', ...KEYS], { CLINE_DATA_DIR: at('shared') })).code, 0)
      assert.deepEqual(readdirSync(at('shared')).sort(), ['globalState.json', 'secrets.json', 'settings'])
      assert.deepEqual(Object.keys(cline()), ['data/globalState.json', 'data/secrets.json'])
    }))

  it('the backup is named, complete and lies outside Cline’s folder, for the user’s eyes only', () =>
    inPlace(async ({ run, at, write }) => {
      write(STATE, '{"actModeApiProvider":"openrouter"}')
      const { backup, files } = JSON.parse((await run(['apply', '--json', ...KEYS])).out)
      assert.equal(files.length, 3)
      const kept = readdirSync(at('store'), { recursive: true, withFileTypes: true })
      const folder = kept.find((each) => each.isDirectory() && each.name === backup)
      assert.ok(folder !== undefined, `no folder ${backup}`)
      assert.ok(readdirSync(join(folder.parentPath, folder.name)).length > 0)
      const shown = await run(['undo', '--dry-run', '--json'])
      assert.equal(JSON.parse(shown.out).undone, false)
      assert.match(shown.out, /openrouter/)
    }))
})

describe('undo where Cline has written since', () => {
  it('shows what it takes back, keeps the new sign-in, and takes only our keys', () =>
    inPlace(async ({ run, write, read }) => {
      write('.cline/data/secrets.json', '{"openRouterApiKey":"EXAMPLE-or-key-1"}')
      await run(['apply', ...KEYS])
      const ours = JSON.parse(read('.cline/data/secrets.json'))
      write('.cline/data/secrets.json', JSON.stringify({ ...ours, clineApiKey: 'EXAMPLE-later-sign-in' }))
      const undone = await run(['undo'])
      assert.equal(undone.code, 0, undone.out)
      assert.match(undone.out, /-.*"awsAccessKey"/, 'the change is shown')
      assert.ok(!undone.out.includes('EXAMPLE-later-sign-in'), 'masked')
      assert.match(undone.out, /only our keys were taken back: .*secrets\.json/)
      assert.deepEqual(JSON.parse(read('.cline/data/secrets.json')), {
        openRouterApiKey: 'EXAMPLE-or-key-1',
        clineApiKey: 'EXAMPLE-later-sign-in',
      })
    }))

  it('takes writes back one after the other, down to the bytes of before', () =>
    inPlace(async ({ run, write, read, cline }) => {
      write(STATE, '{ "mine" : true }')
      await run(['apply', ...KEYS])
      const first = cline()
      await run(['apply', ...KEYS.slice(0, 4), '--model', 'us.amazon.nova-lite-v1:0'])
      assert.notDeepEqual(cline(), first)
      assert.equal((await run(['undo'])).code, 0)
      assert.deepEqual(cline(), first)
      assert.equal((await run(['undo'])).code, 0)
      assert.equal(read(STATE), '{ "mine" : true }')
      assert.deepEqual(Object.keys(cline()), ['data/globalState.json'])
    }))
})
