import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type RecordedCase, stage } from '../cases/standIn.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
const MODULES = new URL('../../cline/node_modules/', import.meta.url)
const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
const CREDENTIALS =
  '[work]\naws_access_key_id = AKIATESTCASE22222222\naws_secret_access_key = caseSecretcaseSecretcaseSecretcaseSecre0\n'

const WAYS: Record<string, RecordedCase> = {
  keys: { id: 'keys', kind: 'healthy', expect: null },
  'temporary keys': {
    id: 'sts',
    kind: 'healthy',
    identity: 'arn:aws:sts::123456789012:assumed-role/Dev/session',
    expect: null,
  },
  'a profile': {
    id: 'profile',
    kind: 'healthy',
    auth: 'profile',
    profile: 'work',
    files: { '~/.aws/credentials': CREDENTIALS },
    expect: null,
  },
  'an API key': { id: 'api-key', kind: 'healthy', auth: 'api-key', expect: null },
}

// Cline's own code, in a process and a home of its own: reads what we wrote, then chats through it.
const CHAT = `
const [core, llms, providers] = process.argv.slice(1)
const { ProviderSettingsManager, toProviderConfig } = await import(core)
const { createHandler } = await import(llms)
const manager = new ProviderSettingsManager({ filePath: providers })
const settings = manager.getProviderSettings('bedrock')
const config = toProviderConfig(settings)
let text = ''
const handler = createHandler({ ...config, providerId: 'bedrock', modelId: settings.model })
for await (const chunk of handler.createMessage('Answer.', [{ role: 'user', content: 'Hi' }])) {
  if (chunk.type === 'text') text += chunk.text
}
console.log(JSON.stringify({ provider: settings.provider, model: settings.model, region: settings.region, text, last: manager.getLastUsedProviderSettings?.()?.provider }))
process.exit(0)
`

function node(args: string[], env: Record<string, string>): Promise<{ out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, args, { env, timeout: 60_000 }, (_error, out, err) => done({ out, err }))
  })
}

describe('Cline’s published code answers through the settings that were written', () => {
  for (const [way, recorded] of Object.entries(WAYS)) {
    it(`with ${way}`, async () => {
      const staged = await stage(recorded)
      try {
        const endpoint = staged.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME ?? ''
        const applied = await node(
          [CLI, 'apply', ...staged.args.slice(2), '--endpoint', endpoint],
          staged.env,
        )
        assert.match(applied.out, /Written/, applied.out + applied.err)
        const home = staged.env.HOME ?? ''
        const providers = join(home, '.cline', 'data', 'settings', 'providers.json')
        const from = (name: string) => pathToFileURL(new URL(`${name}/dist/index.js`, MODULES).pathname).href
        const {
          AWS_ACCESS_KEY_ID: _id,
          AWS_SECRET_ACCESS_KEY: _secret,
          AWS_SESSION_TOKEN: _token,
          AWS_BEARER_TOKEN_BEDROCK: _bearer,
          ...rest
        } = staged.env
        const chat = await node(
          ['--input-type=module', '-e', CHAT, from('@cline/core'), from('@cline/llms'), providers],
          { ...rest, CLINE_DIR: join(home, '.cline') },
        )
        const answer = JSON.parse(chat.out.trim().split('\n').at(-1) ?? '{}') as Record<string, string>
        assert.deepEqual(
          answer,
          { provider: 'bedrock', model: MODEL, region: 'us-east-1', text: 'OK', last: 'bedrock' },
          chat.err,
        )
      } finally {
        await staged.close()
      }
    })
  }

  for (const release of ['@cline/core', 'cline-core-0078']) {
    it(`${release} keeps every other provider when it reads the file`, async () => {
      const staged = await stage({ id: 'keep', kind: 'healthy', expect: null })
      try {
        const home = staged.env.HOME ?? ''
        const providers = join(home, '.cline', 'data', 'settings', 'providers.json')
        mkdirSync(dirname(providers), { recursive: true })
        const other = {
          settings: { provider: 'openrouter', apiKey: 'EXAMPLE' },
          updatedAt: '2026-01-01T00:00:00.000Z',
          tokenSource: 'manual',
        }
        writeFileSync(
          providers,
          JSON.stringify({
            version: 1,
            lastUsedProvider: 'openrouter',
            modes: {},
            providers: { openrouter: other },
          }),
        )
        await node([CLI, 'apply', ...staged.args.slice(2)], staged.env)
        const script = `
const { ProviderSettingsManager } = await import(process.argv[1])
const manager = new ProviderSettingsManager({ filePath: process.argv[2] })
console.log(JSON.stringify(['bedrock', 'openrouter'].map((id) => manager.getProviderSettings(id)?.provider)))
process.exit(0)`
        const core = pathToFileURL(new URL(`${release}/dist/index.js`, MODULES).pathname).href
        const run = await node(['--input-type=module', '-e', script, core, providers], {
          HOME: home,
          PATH: staged.env.PATH ?? '',
          CLINE_DIR: join(home, '.cline'),
        })
        assert.equal(run.out.trim().split('\n').at(-1), '["bedrock","openrouter"]', run.err)
      } finally {
        await staged.close()
      }
    })
  }
})
