import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../../src/core/diagnosis/catalogue.ts'
import { classify } from '../../../src/core/diagnosis/classify.ts'
import type { Failure } from '../../../src/core/diagnosis/failure.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, GLOBAL_STATE, type Home, makeHome, PROVIDERS, SECRETS } from './support/home.ts'
import { type Hook, onEveryOperation } from './support/operations.ts'

const REQUEST: ApplyRequest = {
  auth: { kind: 'keys', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: new Secret('EXAMPLE-secret') },
  region: 'us-east-1',
  modelId: 'us.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const PRIOR = {
  [GLOBAL_STATE]: '{"planModeApiProvider":"openrouter","other":[1, 2]}',
  [SECRETS]: '{"openRouterApiKey":"EXAMPLE-or","awsBedrockApiKey":"EXAMPLE-old"}',
}

const words = (failure: Failure): string => {
  const told = explain(classify(failure, { check: 'cline-settings', auth: 'keys' }), { platform: 'linux' })
  return [told.title, told.what, told.why, ...told.remedies.map(({ text }) => text)].join('\n')
}

const withCode = (code: string, path: string) => Object.assign(new Error(code), { code, path })

/** A rename by another process. */
const renameBeside = (from: string, to: string): void => {
  execFileSync(process.execPath, ['-e', 'fs.renameSync(process.argv[1], process.argv[2])', from, to])
}

async function hooked<T>(hook: Hook, work: () => Promise<T>): Promise<T> {
  const restore = await onEveryOperation(hook)
  try {
    return await work()
  } finally {
    restore()
  }
}

async function inHome(body: (home: Home, path: (file: string) => string) => Promise<void>): Promise<void> {
  const home = makeHome(PRIOR)
  try {
    await body(home, (file) => join(home.path, '.cline/data', file))
  } finally {
    rmSync(home.path, { recursive: true, force: true })
  }
}

/** Applies, expects a refusal that names the file, and that nothing changed. */
async function refused(home: Home, reason: RegExp, file: string): Promise<void> {
  const before = home.tree()
  const preview = await home.files.preview(REQUEST)
  const outcome = preview.ok ? await home.files.apply(REQUEST, preview.value.id) : preview
  assert.ok(!outcome.ok, 'it was written')
  assert.match(words(outcome.failure), reason)
  assert.ok(words(outcome.failure).includes(file), words(outcome.failure))
  assert.deepEqual(home.tree(), before)
}

describe('what the file system refuses', () => {
  it('a file that is no UTF-8 is left alone, byte for byte: read as such, it would lose letters', () =>
    inHome(async (home, path) => {
      const bytes = Buffer.concat([
        Buffer.from('{"planModeApiProvider":"openrouter","name":"Andr'),
        Buffer.from([0xe9]),
        Buffer.from('"}'),
      ])
      writeFileSync(path(GLOBAL_STATE), bytes)
      await refused(home, /cannot be read/, path(GLOBAL_STATE))
      const preview = await home.files.preview(REQUEST)
      assert.match(preview.ok ? '' : preview.failure.message, /globalState\.json: not saved as UTF-8/)
      assert.deepEqual(readFileSync(path(GLOBAL_STATE)), bytes)
      const undone = await home.files.undo()
      assert.ok(!undone.ok)
      assert.deepEqual(readFileSync(path(GLOBAL_STATE)), bytes)
    }))

  it('a value that Cline would not take is not written: it would lose every provider over it', () =>
    inHome(async (home, path) => {
      home.put(
        PROVIDERS,
        '{"version":1,"providers":{"cline":{"settings":{"provider":"cline"},"updatedAt":"2026-01-01T00:00:00Z"}}}',
      )
      // As an older Cline took it, and as a named setup or a new key would write it again.
      const before = home.tree()
      const preview = await home.files.preview({ ...REQUEST, endpoint: 'vpce.example.com' })
      assert.ok(!preview.ok)
      const said = words(preview.failure)
      assert.match(said, /would not take/)
      assert.ok(said.includes('aws.endpoint') && said.includes(path(PROVIDERS)), said)
      assert.deepEqual(home.tree(), before)
    }))

  it('a read-only file is left alone', () =>
    inHome(async (home, path) => {
      chmodSync(path(SECRETS), 0o400)
      await refused(home, /read-only/, path(SECRETS))
    }))

  it('a read-only folder is left alone', () =>
    inHome(async (home, path) => {
      chmodSync(path('.'), 0o500)
      await refused(home, /read-only/, join(home.path, '.cline/data'))
      chmodSync(path('.'), 0o700)
    }))

  it('a file of another user is left alone', () =>
    inHome(async (home, path) => {
      const mine = process.getuid
      process.getuid = () => 987_654
      try {
        await refused(home, /another user/, path(SECRETS))
      } finally {
        process.getuid = mine as () => number
      }
    }))

  it('a link to nothing is left alone', () =>
    inHome(async (home, path) => {
      rmSync(path(SECRETS))
      symlinkSync(path('gone.json'), path(SECRETS))
      await refused(home, /link to a file that does not exist/, path(SECRETS))
      assert.equal(readlinkSync(path(SECRETS)), path('gone.json'))
    }))

  it('a folder where a file should be is left alone', () =>
    inHome(async (home, path) => {
      rmSync(path(SECRETS))
      mkdirSync(path(SECRETS))
      await refused(home, /cannot be (read|written)/, path(SECRETS))
    }))

  it('a link stays a link, and what it leads to is written and restored', () =>
    inHome(async (home, path) => {
      mkdirSync(join(home.path, 'dotfiles'))
      const real = join(home.path, 'dotfiles/state.json')
      renameSync(path(GLOBAL_STATE), real)
      symlinkSync(real, path(GLOBAL_STATE))
      await applied(home.files, REQUEST)
      assert.equal(readlinkSync(path(GLOBAL_STATE)), real)
      assert.equal(home.json(GLOBAL_STATE).actModeApiProvider, 'bedrock')
      assert.ok((await home.files.undo()).ok)
      assert.equal(readlinkSync(path(GLOBAL_STATE)), real)
      assert.equal(home.text(GLOBAL_STATE), PRIOR[GLOBAL_STATE])
    }))

  it('a full disk changes nothing, whenever it fills up', async () => {
    let failures = 0
    for (let from = 0; ; from += 1) {
      let calls = -1
      let filled = false
      await inHome(async (home) => {
        const before = home.tree()
        const preview = await home.files.preview(REQUEST)
        assert.ok(preview.ok)
        const { id } = preview.value
        const outcome = await hooked(
          ({ changes, name, path }) => {
            calls += changes ? 1 : 0
            // What needs room fails from then on; renaming and removing need none.
            if (changes && calls >= from && /^(open|mkdir|handle.writeFile)$/.test(name)) {
              filled = true
              throw withCode('ENOSPC', path)
            }
          },
          () => home.files.apply(REQUEST, id),
        )
        if (!outcome.ok) {
          failures += 1
          assert.match(words(outcome.failure), /no room left on the disk/)
          assert.deepEqual(home.tree(), before, `full from change ${from} on`)
        }
        const recovered = await home.files.recover()
        assert.ok(recovered.ok)
      })
      if (!filled) {
        break
      }
    }
    assert.ok(failures > 10, `${failures} failures`)
  })

  it('a refusal at any moment leaves all as before or as after', async () => {
    for (let at = 0, more = true; more; at += 1) {
      let calls = -1
      await inHome(async (home) => {
        const before = home.tree()
        const preview = await home.files.preview(REQUEST)
        assert.ok(preview.ok)
        const { id } = preview.value
        await hooked(
          ({ changes, path }) => {
            calls += changes ? 1 : 0
            if (changes && calls === at) {
              throw withCode('EIO', path)
            }
          },
          () => home.files.apply(REQUEST, id).catch(() => undefined),
        )
        more = calls >= at
        assert.ok((await home.files.recover()).ok)
        const state = home.json(GLOBAL_STATE)
        if (state.actModeApiProvider === 'bedrock') {
          assert.equal(home.json(SECRETS).awsSecretKey, 'EXAMPLE-secret')
          assert.equal(home.json(SECRETS).awsBedrockApiKey, undefined)
          assert.match(home.text(PROVIDERS) ?? '', /EXAMPLE-secret/)
        } else {
          assert.deepEqual(home.tree(), before, `refused at change ${at}`)
        }
      })
    }
  })

  // Only Linux tells the changes of a folder in their order.
  if (process.platform === 'linux') {
    it('says so when Cline saves between the last look and the replacement', async () => {
      const home = makeHome(PRIOR)
      const path = join(home.path, '.cline/data', SECRETS)
      let saved = 0
      const { warnings } = await hooked(
        ({ name, path: from }) => {
          if (name === 'renameSync' && from.startsWith(path) && saved === 0) {
            saved += 1
            writeFileSync(`${path}.1.tmp`, '{"openRouterApiKey":"EXAMPLE-rotated"}')
            renameBeside(`${path}.1.tmp`, path)
          }
        },
        () => applied(home.files, REQUEST),
      )
      assert.equal(saved, 1)
      assert.deepEqual(
        warnings.map(({ id, facts }) => [id, facts.path]),
        [['cline-settings-overwritten', path]],
      )
      assert.match(warnings.map((each) => explain(each, { platform: 'linux' }).what).join(), /may be lost/)
      assert.equal(home.json(SECRETS).awsSecretKey, 'EXAMPLE-secret')
      home.close()
    })
  }

  const PASSING: [NodeJS.Platform, string][] = [
    ['linux', 'EBUSY'],
    ['win32', 'EBUSY'],
    ['win32', 'EPERM'],
    ['win32', 'EACCES'],
  ]
  for (const [platform, code] of PASSING) {
    it(`waits while another program holds a file for a moment (${code} on ${platform})`, async () => {
      const home = makeHome(PRIOR, () => ({ platform }))
      let refusals = 0
      await hooked(
        ({ name, path }) => {
          if (name === 'renameSync' && path.includes('globalState') && refusals < 3) {
            refusals += 1
            throw withCode(code, path)
          }
        },
        () => applied(home.files, REQUEST),
      )
      assert.equal(refusals, 3)
      assert.equal(home.json(GLOBAL_STATE).actModeApiProvider, 'bedrock')
      home.close()
    })
  }
})
