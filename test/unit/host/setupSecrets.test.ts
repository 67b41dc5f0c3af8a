import assert from 'node:assert/strict'
import type { SecretStorage } from 'vscode'
import { Secret } from '../../../src/core/secret.ts'
import type { NamedSetup } from '../../../src/core/settings/setups.ts'
import { authOf, forgetSecrets, keepSecrets } from '../../../src/host/setupSecrets.ts'

const SETUP: NamedSetup = {
  name: 'home',
  savedAt: '2026-01-01T00:00:00.000Z',
  auth: 'keys',
  region: 'us-east-1',
  modelId: 'm',
  baseModelId: 'm',
}
const KEYS = {
  kind: 'keys' as const,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('EXAMPLE-secret'),
}

/** VS Code's secret storage as a map. */
function storage(): SecretStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    get: (key) => Promise.resolve(kept.get(key)),
    store: (key, value) => Promise.resolve(void kept.set(key, value)),
    delete: (key) => Promise.resolve(void kept.delete(key)),
    onDidChange: () => ({ dispose: () => {} }),
  }
}

describe('the keys of a named setup', () => {
  it('are kept in VS Code’s secret storage and come back from there', async () => {
    const secrets = storage()
    await keepSecrets(secrets, 'home', KEYS)
    const auth = await authOf(secrets, SETUP)
    assert.equal(auth?.kind === 'keys' && auth.secretAccessKey.reveal(), 'EXAMPLE-secret')
  })

  it('go when the setup becomes one without keys, and when it is deleted', async () => {
    const secrets = storage()
    await keepSecrets(secrets, 'home', KEYS)
    await keepSecrets(secrets, 'home', { kind: 'profile', profile: 'dev' })
    assert.equal(secrets.kept.size, 0)
    await keepSecrets(secrets, 'home', { kind: 'api-key', apiKey: new Secret('EXAMPLE-api-key') })
    await forgetSecrets(secrets, 'home')
    assert.equal(secrets.kept.size, 0)
  })

  it('are missing on another computer, and nothing is made up then', async () => {
    assert.equal(await authOf(storage(), SETUP), undefined)
    const secrets = storage()
    secrets.kept.set('setup:home', 'rubbish')
    assert.equal(await authOf(secrets, SETUP), undefined)
  })

  it('are not needed for a profile', async () => {
    assert.deepEqual(await authOf(storage(), { ...SETUP, auth: 'profile', profile: 'dev' }), {
      kind: 'profile',
      profile: 'dev',
    })
  })
})
