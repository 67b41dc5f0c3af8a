import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClineFiles } from '../../../src/cline/files.ts'
import { bundleWriter, interruptIn, writeIn } from './support/crash.ts'
import { GLOBAL_STATE, makeHome, PROVIDERS, SECRETS } from './support/home.ts'
import type { PlainRequest } from './support/writer.ts'

const WORK: PlainRequest = {
  auth: { kind: 'profile', profile: 'work' },
  region: 'us-east-1',
  modelId: 'us.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const HOME: PlainRequest = {
  ...WORK,
  auth: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'EXAMPLE-secret' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
}
const ROUNDS = 6

describe('two windows that write at the same time', function () {
  this.timeout(120_000)

  it('leave one whole setting or the other, never a mixture, and both can be undone', async () => {
    const writer = await bundleWriter()
    const home = makeHome({ [GLOBAL_STATE]: '{"mine":1}' })
    const start = home.tree()
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const outcomes = await Promise.all([WORK, HOME].map((request) => writeIn(writer, home.path, request)))
        const done = outcomes.filter(({ ok }) => ok)
        assert.ok(done.length >= 1, JSON.stringify(outcomes.map(({ failure }) => failure)))
        const { awsRegion, awsProfile } = home.json(GLOBAL_STATE)
        const { awsSecretKey } = home.json(SECRETS)
        const isWork = awsRegion === 'us-east-1'
        assert.deepEqual(
          [awsProfile, awsSecretKey],
          isWork ? ['work', undefined] : [undefined, 'EXAMPLE-secret'],
        )
        assert.match(
          home.text(PROVIDERS) ?? '',
          isWork ? /"profile": "work"/ : /"secretKey": "EXAMPLE-secret"/,
        )
      }
      while ((await home.files.undo()).ok) {
        // One after the other, until there is nothing left.
      }
      assert.deepEqual(home.tree(), start)
    } finally {
      home.close()
      rmSync(dirname(writer), { recursive: true })
    }
  })
})

describe('a write that was interrupted', () => {
  it('is told of once, whichever command came by first', async () => {
    const writer = await bundleWriter()
    const home = makeHome({ [GLOBAL_STATE]: '{"mine":1}' })
    const before = home.tree()
    try {
      await interruptIn(writer, home.path, { XDG_DATA_HOME: join(home.path, 'xdg') }, HOME)
      assert.notDeepEqual(home.tree(), before)
      const files = createClineFiles({
        env: { XDG_DATA_HOME: join(home.path, 'xdg') },
        homeDir: home.path,
        clock: { now: () => 0 },
        settleMs: 0,
      })
      const [told, status] = await Promise.all([files.recover(), files.status(), files.present()])
      assert.ok(status.ok)
      assert.deepEqual(told, { ok: true, value: 'rolled-back' })
      assert.deepEqual(await files.recover(), { ok: true, value: undefined })
      assert.deepEqual(home.tree(), before)
    } finally {
      home.close()
      rmSync(dirname(writer), { recursive: true })
    }
  })
})
