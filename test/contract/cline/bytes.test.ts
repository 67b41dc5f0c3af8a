import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../../src/cline/bytes.ts'
import { reclaim } from '../../../src/cline/claimedState.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { applied, GLOBAL_STATE, type Home, makeHome } from './support/home.ts'

const REQUEST: ApplyRequest = {
  auth: { kind: 'profile', profile: 'dev' },
  region: 'eu-west-1',
  modelId: 'eu.anthropic.claude-sonnet-4-6',
  baseModelId: 'anthropic.claude-sonnet-4-6',
  modes: ['plan', 'act'],
}
const BEFORE = '{\n  "actModeApiProvider": "openrouter",\n  "theme": "dark"\n}'

async function inHome<T>(body: (home: Home, path: string) => Promise<T>): Promise<T> {
  const home = makeHome({ [GLOBAL_STATE]: BEFORE })
  try {
    return await body(home, join(home.path, '.cline/data', GLOBAL_STATE))
  } finally {
    home.close()
  }
}

/** The file with one more entry at its end, as a program writes it that does not know UTF-8. */
function withName(text: string, name: Uint8Array): Buffer {
  const end = text.lastIndexOf('\n}')
  return Buffer.concat([Buffer.from(`${text.slice(0, end)},\n  "name": "`), name, Buffer.from('"\n}')])
}

/** Bytes that stand in a JSON string as they are, most of them no UTF-8. */
const names = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => bytes.map((byte) => (byte < 0x20 || byte === 0x22 || byte === 0x5c ? byte | 0x80 : byte)))

async function newest(home: Home): Promise<string> {
  const history = await home.files.history()
  assert.ok(history.ok)
  return history.value[0]?.name ?? ''
}

describe('a file of Cline’s that is no UTF-8', () => {
  it('any bytes are text and bytes again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) =>
        bytesOf(textOf(Buffer.from(bytes))).equals(bytes),
      ),
    )
    // Close to proper characters, which is where a decoder errs.
    const near = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xf0, 0x9f, 0x98),
    )
    fc.assert(fc.property(near, (bytes) => bytesOf(textOf(Buffer.from(bytes))).equals(Buffer.from(bytes))))
  })

  it('undo takes our keys back and leaves every other byte, and going forward again brings the very file', () =>
    fc.assert(
      fc.asyncProperty(names, (name) =>
        inHome(async (home, path) => {
          await applied(home.files, REQUEST)
          const odd = withName(readFileSync(path, 'utf8'), name)
          writeFileSync(path, odd)
          const undone = await home.files.undo()
          assert.ok(undone.ok)
          assert.deepEqual(undone.value.merged, [path])
          assert.deepEqual(readFileSync(path), withName(BEFORE, name))
          assert.ok((await home.files.undo(await newest(home))).ok)
          assert.deepEqual(readFileSync(path), odd)
        }),
      ),
      { numRuns: 12 },
    ))

  it('shows what going back would change, readable, and writes nothing for it', () =>
    inHome(async (home, path) => {
      await applied(home.files, REQUEST)
      const odd = withName(readFileSync(path, 'utf8'), Buffer.from('Andr\xe9', 'latin1'))
      writeFileSync(path, odd)
      const shown = await home.files.previewUndo()
      assert.ok(shown.ok)
      assert.match(shown.value?.files.find((file) => file.path === path)?.after ?? '', /"name": "Andr\uFFFD"/)
      assert.deepEqual(readFileSync(path), odd)
    }))

  it('where Cline could not read it, it is restored whole and kept in the history to its last byte', () =>
    inHome(async (home, path) => {
      await applied(home.files, REQUEST)
      const odd = Buffer.from('\xff\xfe{\x00"\x00a\xe9', 'latin1')
      writeFileSync(path, odd)
      assert.ok((await home.files.undo()).ok)
      assert.equal(readFileSync(path, 'utf8'), BEFORE)
      assert.ok((await home.files.undo(await newest(home))).ok)
      assert.deepEqual(readFileSync(path), odd)
    }))

  it('a key that stands twice in it costs no byte either', () =>
    inHome(async (home, path) => {
      await applied(home.files, REQUEST)
      const text = readFileSync(path, 'utf8').replace('{', '{\n  "awsRegion": "us-east-1",')
      const name = Buffer.from('Andr\xe9 \\\\udce9', 'latin1')
      writeFileSync(path, withName(text, name))
      assert.ok((await home.files.undo()).ok)
      assert.ok(
        readFileSync(path).includes(Buffer.concat([Buffer.from('"name": "'), name, Buffer.from('"')])),
      )
      assert.doesNotMatch(readFileSync(path, 'latin1'), /awsRegion/)
    }))

  it('at a start it is left as it is, though our values are missing', () =>
    inHome(async (_, path) => {
      const odd = withName(BEFORE, Buffer.from('Andr\xe9', 'latin1'))
      writeFileSync(path, odd)
      assert.equal(
        reclaim({ path, role: 'globalState', claims: [{ path: ['awsRegion'], value: 'eu-west-1' }] }),
        false,
      )
      assert.deepEqual(readFileSync(path), odd)
    }))
})
