import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stage } from '../cases/standIn.ts'

const CLI = new URL('../../../dist/cli.js', import.meta.url).pathname
const MODULES = new URL('../../cline/node_modules/', import.meta.url)
function node(args: string[], env: Record<string, string>): Promise<{ out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, args, { env, timeout: 60_000 }, (_error, out, err) => done({ out, err }))
  })
}

describe('Cline’s published releases accept the file that was written', () => {
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
