import assert from 'node:assert/strict'
import { shortApiKey } from '../../lib/sources.ts'
import { fakeApiKey } from '../../sandbox/build.ts'
import { checksOf, diagnosisOf, inPlace, KEYS, type Place } from './place.ts'

const API_KEY = ['doctor', '--json', '--auth', 'api-key', ...KEYS.slice(2)]
const OLD = '.vscode/extensions/saoudrizwan.claude-dev-3.65.0/package.json'

/** Cline's copy of what an organisation decides, as VS Code keeps it. */
function manage({ write }: Place, providerSettings: object): void {
  const storage = '.config/Code/User/globalStorage/saoudrizwan.claude-dev/cache'
  write('.cline/data/globalState.json', JSON.stringify({ lastManagedOrganizationId: 'org-1' }))
  write(`${storage}/remote_config_org-1.json`, JSON.stringify({ version: 'v1', providerSettings }))
}

describe('doctor, about the Cline on this computer', () => {
  it('names one that is too old to read any file, and does not pretend to set it', () =>
    inPlace(async ({ write, run, cline }) => {
      write(OLD, '{}')
      const seen = await run(['doctor', '--json', ...KEYS])
      assert.equal(diagnosisOf(seen, 'cline-settings'), 'cline-too-old')
      assert.match(
        checksOf(seen)
          .find(({ id }) => id === 'cline-settings')
          ?.remedies.join() ?? '',
        /Update/,
      )
      const before = cline()
      const refused = await run(['apply', '--json', ...KEYS])
      assert.equal(refused.code, 1)
      assert.deepEqual(cline(), before)
    }))

  it('says nothing of it where a newer one is there as well, or has left its version', () =>
    inPlace(async ({ write, run }) => {
      write(OLD, '{}')
      write('.cursor/extensions/saoudrizwan.claude-dev-4.1.13-universal/package.json', '{}')
      const both = await run(['doctor', '--json', '--no-prompt', ...KEYS])
      assert.equal(diagnosisOf(both, 'cline-settings'), 'cline-not-configured')
    }))

  it('names an organisation that decides for another provider', () =>
    inPlace(async (place) => {
      manage(place, { OpenAiCompatible: { openAiBaseUrl: 'https://example.com' } })
      const seen = await place.run(['doctor', '--json', '--no-prompt', ...KEYS])
      assert.equal(diagnosisOf(seen, 'cline-settings'), 'cline-managed')
    }))
})

describe('doctor, about an API key', () => {
  it('warns of one that ends within the hour, and not of one that has time or tells no end', () =>
    inPlace(async ({ run }) => {
      const about = async (AWS_BEARER_TOKEN_BEDROCK: string) =>
        diagnosisOf(await run(API_KEY, { AWS_BEARER_TOKEN_BEDROCK }), 'security')
      assert.equal(await about(shortApiKey(30 * 60)), 'api-key-expiring')
      assert.notEqual(await about(shortApiKey(11 * 3600)), 'api-key-expiring')
      assert.notEqual(await about(fakeApiKey('x1y2')), 'api-key-expiring')
    }))
})
