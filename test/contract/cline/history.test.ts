import assert from 'node:assert/strict'
import { Secret } from '../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, GLOBAL_STATE, type Home, makeHome, SECRETS } from './support/home.ts'

const KEYS: ApplyRequest = {
  auth: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('EXAMPLE-secret') },
  region: 'us-east-1',
  modelId: 'us.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const PROFILE: ApplyRequest = { ...KEYS, auth: { kind: 'profile', profile: 'dev' }, region: 'eu-west-1' }
const API_KEY: ApplyRequest = { ...KEYS, auth: { kind: 'api-key', apiKey: new Secret('EXAMPLE-api-key') } }
const DAY = 86_400_000

async function inHome(files: Record<string, string>, body: (home: Home) => Promise<void>): Promise<void> {
  const home = makeHome(files)
  try {
    await body(home)
  } finally {
    home.close()
  }
}

async function historyOf(home: Home) {
  const history = await home.files.history()
  assert.ok(history.ok)
  return history.value
}

describe('the history of Cline’s settings', () => {
  it('tells when, from what and to what, the newest first, and holds no secret', () =>
    inHome({ [GLOBAL_STATE]: '{"actModeApiProvider":"openrouter"}' }, async (home) => {
      await applied(home.files, KEYS)
      await applied(home.files, PROFILE)
      const [second, first] = await historyOf(home)
      assert.deepEqual(first?.from, { provider: 'openrouter' })
      assert.deepEqual([first?.to.auth, first?.to.region], ['keys', 'us-east-1'])
      assert.deepEqual([second?.to.auth, second?.to.profile], ['profile', 'dev'])
      assert.match(first?.at ?? '', /^2026-01-02T03:04:\d\d\.\d{3}Z$/)
      assert.ok((second?.at ?? '') > (first?.at ?? ''))
      assert.doesNotMatch(JSON.stringify([first, second]), /EXAMPLE-secret/)
    }))

  it('goes back to before any write, and forward again by taking that back', () =>
    inHome({ [GLOBAL_STATE]: '{"a":1}', [SECRETS]: '{"b":"EXAMPLE"}' }, async (home) => {
      const start = home.tree()
      const first = await applied(home.files, KEYS)
      await applied(home.files, PROFILE)
      const last = await applied(home.files, API_KEY)
      const end = home.tree()
      assert.ok((await home.files.undo(first.backup)).ok)
      assert.deepEqual(home.tree(), start)
      const [restore, ...writes] = await historyOf(home)
      assert.equal(restore?.kind, 'restore')
      assert.ok(writes.every(({ takenBack }) => takenBack))
      assert.ok((await home.files.undo(restore?.name)).ok)
      assert.deepEqual(home.tree(), end)
      assert.ok(last.backup !== undefined)
    }))

  it('takes back one write after the other with repeated undo', () =>
    inHome({ [GLOBAL_STATE]: '{"a":1}' }, async (home) => {
      const trees = [home.tree()]
      for (const request of [KEYS, PROFILE, API_KEY]) {
        await applied(home.files, request)
        trees.push(home.tree())
      }
      for (const tree of trees.slice(0, -1).reverse()) {
        assert.ok((await home.files.undo()).ok)
        assert.deepEqual(home.tree(), tree)
      }
      assert.ok(!(await home.files.undo()).ok, 'there is nothing left to undo')
    }))

  it('keeps a login that was rotated and a setting that was made after the write', () =>
    inHome({ [SECRETS]: '{"cline:clineAccountId":"EXAMPLE-login-1"}' }, async (home) => {
      await applied(home.files, KEYS)
      home.put(SECRETS, JSON.stringify({ ...home.json(SECRETS), 'cline:clineAccountId': 'EXAMPLE-login-2' }))
      home.put(GLOBAL_STATE, JSON.stringify({ ...home.json(GLOBAL_STATE), mode: 'plan' }))
      const undone = await home.files.undo()
      assert.ok(undone.ok)
      assert.equal(undone.value.merged.length, 2)
      assert.deepEqual(home.json(SECRETS), { 'cline:clineAccountId': 'EXAMPLE-login-2' })
      assert.deepEqual(home.json(GLOBAL_STATE), { mode: 'plan' })
    }))

  it('restores a file whole that Cline could not read any more', () =>
    inHome({ [GLOBAL_STATE]: '{"a":1}' }, async (home) => {
      await applied(home.files, PROFILE)
      home.put(GLOBAL_STATE, '{"a":1, broken')
      assert.ok(!(await home.files.preview(PROFILE)).ok, 'nothing is written over it')
      const shown = await home.files.previewUndo()
      assert.ok(shown.ok && shown.value?.changed)
      assert.ok((await home.files.undo()).ok)
      assert.equal(home.text(GLOBAL_STATE), '{"a":1}')
    }))

  it('leaves a key alone that the user changed after the write', () =>
    inHome({}, async (home) => {
      await applied(home.files, PROFILE)
      home.put(GLOBAL_STATE, JSON.stringify({ ...home.json(GLOBAL_STATE), awsRegion: 'ap-south-1' }))
      assert.ok((await home.files.undo()).ok)
      assert.deepEqual(home.json(GLOBAL_STATE), { awsRegion: 'ap-south-1' })
    }))

  it('shows what a write changed, and what going back would change, with secrets masked', () =>
    inHome({}, async (home) => {
      const { backup } = await applied(home.files, KEYS)
      const [shown, back] = [
        await home.files.previewBackup(backup ?? ''),
        await home.files.previewUndo(backup),
      ]
      assert.ok(shown.ok && back.ok)
      assert.match(JSON.stringify(shown.value), /\+.*awsRegion/)
      assert.match(JSON.stringify(back.value), /- .*awsRegion/)
      assert.doesNotMatch(JSON.stringify([shown.value, back.value]), /EXAMPLE-secret/)
      assert.equal((await historyOf(home)).length, 1, 'looking writes nothing')
    }))

  it('deletes one backup or all, after which nothing can be undone', () =>
    inHome({}, async (home) => {
      const { backup } = await applied(home.files, KEYS)
      await applied(home.files, PROFILE)
      assert.deepEqual(await home.files.deleteBackups(backup), { ok: true, value: 1 })
      assert.equal((await historyOf(home)).length, 1)
      assert.deepEqual(await home.files.deleteBackups(), { ok: true, value: 1 })
      assert.deepEqual(await home.files.previewUndo(), { ok: true, value: undefined })
    }))

  it('keeps backups for 30 days and no more than 20', () =>
    inHome({}, async (home) => {
      await applied(home.files, KEYS)
      home.tick(29 * DAY)
      assert.equal((await historyOf(home)).length, 1)
      home.tick(2 * DAY)
      assert.equal((await historyOf(home)).length, 0, 'older than 30 days')
      for (let at = 0; at < 25; at += 1) {
        await applied(home.files, { ...PROFILE, auth: { kind: 'profile', profile: `p${at}` } })
      }
      assert.equal((await historyOf(home)).length, 20)
    }))

  it('keeps its order although the clock was set back', () =>
    inHome({}, async (home) => {
      await applied(home.files, KEYS)
      home.tick(-3 * DAY)
      await applied(home.files, PROFILE)
      assert.deepEqual(
        (await historyOf(home)).map(({ to }) => to.auth),
        ['profile', 'keys'],
      )
    }))

  it('says when keys are left in the backup only', () =>
    inHome({}, async (home) => {
      assert.equal((await applied(home.files, KEYS)).keepsOldKeys, false)
      assert.equal((await applied(home.files, PROFILE)).keepsOldKeys, true)
    }))

  it('leaves an API key in Cline when the user wants to keep it', () =>
    inHome({}, async (home) => {
      await applied(home.files, API_KEY)
      const { preview } = await applied(home.files, { ...PROFILE, keepApiKey: true })
      assert.equal(preview.about?.unusedApiKey, true)
      assert.equal(home.json(SECRETS).awsBedrockApiKey, 'EXAMPLE-api-key')
      const again = await applied(home.files, PROFILE)
      assert.equal(again.keepsOldKeys, true)
      assert.deepEqual(home.json(SECRETS), {})
    }))
})
