import assert from 'node:assert/strict'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { untilCalm } from '../../../src/cline/calm.ts'
import { createClaimDoor } from '../../../src/cline/claimDoor.ts'
import { lookAtClaims, reclaim } from '../../../src/cline/claimedState.ts'
import { claimsNow, claimsOf } from '../../../src/cline/claimsOf.ts'
import { createClineFiles } from '../../../src/cline/files.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { printWith } from '../../../src/host/running/appliedRecord.ts'

const MODEL = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const KEY = 'AKIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

const request: ApplyRequest = {
  auth: { kind: 'keys', accessKeyId: KEY, secretAccessKey: new Secret(SECRET) },
  region: 'eu-west-1',
  modelId: MODEL,
  baseModelId: MODEL.slice(3),
  modes: ['plan', 'act'],
}
const print = printWith('pepper')

describe('what we hold of Cline’s files, on real files', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bsc-claims-'))
    put('globalState.json', { actModeApiProvider: 'openrouter', theme: 'dark', lastTask: 'x' })
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  const at = (name: string) => join(home, '.cline/data', name)
  const put = (name: string, value: unknown) => {
    mkdirSync(dirname(at(name)), { recursive: true })
    writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
  }
  const get = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as Record<string, unknown>
  const options = () => ({
    env: { XDG_DATA_HOME: join(home, 'share') },
    homeDir: home,
    clock: { now: () => 1_800_000_000_000 },
    platform: 'linux' as const,
    settleMs: 1,
  })
  const apply = async () => {
    const cline = createClineFiles(options())
    const preview = await cline.preview(request)
    assert.ok(preview.ok)
    assert.ok((await cline.apply(request, preview.value.id)).ok)
  }
  const held = async () => ({ files: await claimsOf(options(), request, print), print })
  const restore = async () => {
    const door = createClaimDoor(options())
    const preview = await door.previewClaims(await held())
    assert.ok(preview.ok)
    const applied = await door.applyClaims(await held(), preview.value.id)
    assert.ok(applied.ok)
    return { preview: preview.value, applied: applied.value }
  }

  it('holds everything right after the write, and names no secret', async () => {
    await apply()
    const { files } = await held()
    assert.doesNotMatch(JSON.stringify(files), /AKIA|wJalr/)
    const door = createClaimDoor(options())
    const preview = await door.previewClaims(await held())
    assert.ok(preview.ok && !preview.value.changed)
    assert.equal(await door.ownLastWrite(), 'apply')
  })

  it('holds nothing that an organisation decides', async () => {
    put('globalState.json', { lastManagedOrganizationId: 'org' })
    const config = { version: 'v1', providerSettings: { AwsBedrock: { awsRegion: 'eu-west-1' } } }
    put('remote-config-workspace/.cline/remote-config/cache/bundle.json', { remoteConfig: config })
    const { files } = await held()
    const keys = files.flatMap(({ role, claims }) =>
      role === 'globalState' ? claims.map(({ path }) => path[0]) : [],
    )
    assert.ok(keys.includes('actModeApiModelId') && !keys.includes('awsRegion'), keys.join())
  })

  it('puts back what a stale memory wrote over, keeps what Cline wrote since, and can be undone', async () => {
    const old = readFileSync(at('globalState.json'), 'utf8')
    await apply()
    put('globalState.json', { ...(JSON.parse(old) as object), lastTask: 'since' })
    const clobbered = readFileSync(at('globalState.json'), 'utf8')
    assert.equal(await createClaimDoor(options()).ownLastWrite(), undefined)
    const { applied } = await restore()
    const now = get('globalState.json')
    assert.equal(now.actModeApiProvider, 'bedrock')
    assert.equal(now.awsRegion, 'eu-west-1')
    assert.equal(now.lastTask, 'since')
    assert.ok(applied.backup)
    const undone = await createClineFiles(options()).undo()
    assert.ok(undone.ok)
    assert.equal(readFileSync(at('globalState.json'), 'utf8'), clobbered)
  })

  it('fetches a lost secret from the backup, masked in the preview', async () => {
    await apply()
    put('secrets.json', { openRouterApiKey: 'kept' })
    const { preview } = await restore()
    assert.doesNotMatch(JSON.stringify(preview), new RegExp(`${SECRET}|kept`))
    assert.deepEqual(get('secrets.json'), {
      openRouterApiKey: 'kept',
      awsAccessKey: KEY,
      awsSecretKey: SECRET,
    })
    assert.equal(statSync(at('secrets.json')).mode & 0o777, 0o600)
  })

  it('puts the provider’s entry back after Cline lost the file', async () => {
    await apply()
    put('settings/providers.json', { version: 1, modes: {}, providers: {} })
    await restore()
    const { providers } = get('settings/providers.json') as {
      providers: { bedrock: { settings: { region: string; aws: { accessKey: string } } } }
    }
    assert.equal(providers.bedrock.settings.region, 'eu-west-1')
    assert.equal(providers.bedrock.settings.aws.accessKey, KEY)
    // Cline takes a file for empty that does not fit its schema: reading it must still work.
    assert.ok((await createClineFiles(options()).status()).ok)
  })

  it('makes a file anew that is gone altogether, as Cline reads it', async () => {
    await apply()
    rmSync(at('settings/providers.json'))
    rmSync(at('secrets.json'))
    await restore()
    const status = await createClineFiles(options()).status()
    assert.ok(status.ok)
    assert.equal(get('settings/providers.json').version, 1)
    assert.equal(get('secrets.json').awsSecretKey, SECRET)
  })

  it('refuses what was not shown', async () => {
    await apply()
    put('globalState.json', { actModeApiProvider: 'openrouter' })
    const door = createClaimDoor(options())
    const preview = await door.previewClaims(await held())
    assert.ok(preview.ok)
    put('globalState.json', { actModeApiProvider: 'anthropic' })
    const applied = await door.applyClaims(await held(), preview.value.id)
    assert.ok(!applied.ok)
    assert.equal(get('globalState.json').actModeApiProvider, 'anthropic')
  })

  describe('in the first lines of a start', () => {
    const state = async () => {
      const file = (await held()).files.find(({ role }) => role === 'globalState')
      assert.ok(file)
      return file
    }

    it('lost values are put back in Cline’s own layout, with its mode, leaving nothing behind', async () => {
      await apply()
      put('globalState.json', { theme: 'light', actModeApiProvider: 'openrouter' })
      chmodSync(at('globalState.json'), 0o644)
      writeFileSync(`${at('globalState.json')}.4242.bedrock-setup`, 'left by a killed process')
      assert.equal(lookAtClaims(await state()).kept, false)
      const { identity } = lookAtClaims(await state())
      assert.equal(reclaim(await state()), true)
      assert.equal(lookAtClaims(await state()).kept, true)
      assert.notEqual(lookAtClaims(await state()).identity, identity)
      const text = readFileSync(at('globalState.json'), 'utf8')
      assert.equal(text, JSON.stringify(JSON.parse(text), null, 2))
      assert.equal(get('globalState.json').theme, 'light')
      assert.equal(statSync(at('globalState.json')).mode & 0o777, 0o644)
      assert.deepEqual(
        readdirSync(dirname(at('globalState.json'))).filter((name) => name.includes('bedrock-setup')),
        [],
      )
      assert.equal(reclaim(await state()), false, 'a second time there is nothing to do')
    })

    it('a file that Cline could not read either is left alone', async () => {
      put('globalState.json', '{"actModeApiProvider":')
      assert.equal(lookAtClaims(await state()).kept, false)
      assert.equal(reclaim(await state()), false)
      assert.equal(readFileSync(at('globalState.json'), 'utf8'), '{"actModeApiProvider":')
    })

    it('a file that somebody made read-only is left alone', async () => {
      chmodSync(at('globalState.json'), 0o444)
      assert.equal(reclaim(await state()), false)
      assert.equal(get('globalState.json').actModeApiProvider, 'openrouter')
    })

    it('after an undo, what was there before is what must stay', async () => {
      await apply()
      assert.ok((await createClineFiles(options()).undo()).ok)
      const [file] = claimsNow(options())
      assert.ok(file)
      put('globalState.json', { ...get('globalState.json'), actModeApiProvider: 'bedrock', awsRegion: 'x' })
      assert.equal(reclaim(file), true)
      assert.deepEqual(get('globalState.json'), {
        actModeApiProvider: 'openrouter',
        theme: 'dark',
        lastTask: 'x',
      })
    })
  })

  describe('the calm before a write', () => {
    it('waits until nothing was written for a second, and not a moment longer', async () => {
      const path = at('globalState.json')
      let now = 1_000_000_000
      const touch = () => utimesSync(path, now / 1000, now / 1000)
      touch()
      const waits: number[] = []
      now += 300
      const calm = await untilCalm([path, at('missing.json')], {
        now: () => now,
        wait: (ms) => {
          waits.push(ms)
          now += ms
          if (waits.length < 3) {
            touch()
          }
          return Promise.resolve()
        },
      })
      assert.equal(calm, true)
      assert.deepEqual(waits, [700, 1000, 1000])
    })

    it('does not wait for files that rest', async () => {
      utimesSync(at('globalState.json'), 1000, 1000)
      const never = { now: () => 2_000_000_000, wait: () => assert.fail('waited') }
      assert.equal(await untilCalm([at('globalState.json')], never), true)
    })

    it('gives up after ten seconds of writing', async () => {
      const path = at('globalState.json')
      let now = 1_000_000_000
      const calm = await untilCalm([path], {
        now: () => now,
        wait: (ms) => {
          now += ms
          utimesSync(path, now / 1000, now / 1000)
          return Promise.resolve()
        },
      })
      assert.equal(calm, false)
    })
  })
})
