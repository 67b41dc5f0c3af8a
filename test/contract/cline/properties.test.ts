import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseTree } from 'jsonc-parser'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import { OUR_SECRET_KEYS, OUR_STATE_KEYS, priorFiles, requests } from './support/arbitraries.ts'
import { applied, GLOBAL_STATE, type Home, MODELS, makeHome, PROVIDERS, SECRETS } from './support/home.ts'

const RUNS = { numRuns: 40 }
const FEW = { numRuns: 20 }

async function inHome<T>(
  files: Readonly<Record<string, string>>,
  body: (home: Home) => Promise<T>,
): Promise<T> {
  const home = makeHome(files)
  try {
    return await body(home)
  } finally {
    home.close()
  }
}

/** What of a file is none of our business. */
function foreignPart(file: string, text: string | undefined): unknown {
  const value = JSON.parse(text ?? '{}') as Record<string, unknown>
  switch (file) {
    case GLOBAL_STATE:
      return without(value, OUR_STATE_KEYS)
    case SECRETS:
      return without(value, OUR_SECRET_KEYS)
    default: {
      const providers = without((value.providers ?? {}) as Record<string, unknown>, ['bedrock'])
      return { ...without(value, ['version', 'modes', 'lastUsedProvider']), providers }
    }
  }
}

const without = (value: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))

/** The raw text of each foreign key at the top, in order: layout and spelling count. */
function foreignTexts(text: string, ours: readonly string[]): string[] {
  const root = parseTree(text)
  return (root?.children ?? [])
    .filter((property) => !ours.includes(String(property.children?.[0]?.value)))
    .map(({ offset, length }) => text.slice(offset, offset + length))
}

const FOREIGN = { [GLOBAL_STATE]: OUR_STATE_KEYS, [SECRETS]: OUR_SECRET_KEYS }

describe('whatever Cline’s files hold', () => {
  it('taking a write back restores every byte, file and folder', () =>
    fc.assert(
      fc.asyncProperty(priorFiles, requests, (files, request) =>
        inHome(files, async (home) => {
          const before = home.tree()
          const { backup } = await applied(home.files, request)
          const undone = await home.files.undo()
          assert.equal(undone.ok, backup !== undefined)
          assert.deepEqual(home.tree(), before)
        }),
      ),
      RUNS,
    ))

  it('a write changes nothing but Bedrock’s keys, not even the layout of others', () =>
    fc.assert(
      fc.asyncProperty(priorFiles, requests, (files, request) =>
        inHome(files, async (home) => {
          await applied(home.files, request)
          for (const file of [GLOBAL_STATE, SECRETS, PROVIDERS, MODELS]) {
            assert.deepEqual(foreignPart(file, home.text(file)), foreignPart(file, files[file]), file)
          }
          for (const [file, ours] of Object.entries(FOREIGN)) {
            assert.deepEqual(
              foreignTexts(home.text(file) ?? '{}', ours),
              foreignTexts(files[file] ?? '{}', ours),
            )
          }
        }),
      ),
      RUNS,
    ))

  it('the same choice again changes nothing and makes no backup', () =>
    fc.assert(
      fc.asyncProperty(priorFiles, requests, (files, request) =>
        inHome(files, async (home) => {
          await applied(home.files, request)
          const tree = home.tree()
          const again = await applied(home.files, request)
          assert.equal(again.preview.changed, false)
          assert.equal(again.backup, undefined)
          assert.deepEqual(home.tree(), tree)
        }),
      ),
      RUNS,
    ))

  it('going back over several writes keeps what others wrote in between', () =>
    fc.assert(
      fc.asyncProperty(
        priorFiles,
        fc.array(fc.tuple(requests, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 }),
        (files, steps) =>
          inHome(files, async (home) => {
            const first = await writeInTurn(home, steps)
            const undone = first === undefined ? undefined : await home.files.undo(first)
            assert.ok(undone?.ok !== false)
            const wanted = steps.some(([, login]) => login) ? { login: `token-${lastLogin(steps)}` } : {}
            assert.deepEqual(home.json(SECRETS), {
              ...(JSON.parse(files[SECRETS] ?? '{}') as object),
              ...wanted,
            })
            const noted = steps.some(([, , notes]) => notes)
            const state = JSON.parse(files[GLOBAL_STATE] ?? '{}') as object
            assert.deepEqual(home.json(GLOBAL_STATE), { ...state, ...(noted && { noted: true }) })
          }),
      ),
      FEW,
    ))
})

const lastLogin = (steps: readonly (readonly [ApplyRequest, boolean, boolean])[]): number =>
  steps.map(([, login]) => login).lastIndexOf(true)

/** Applies each choice; after some of them Cline notes a login or a setting, in its own layout. */
async function writeInTurn(
  home: Home,
  steps: readonly (readonly [ApplyRequest, boolean, boolean])[],
): Promise<string | undefined> {
  let first: string | undefined
  for (const [at, [request, login, notes]] of steps.entries()) {
    const { backup } = await applied(home.files, request)
    first ??= backup
    if (login) {
      home.put(SECRETS, JSON.stringify({ ...home.json(SECRETS), login: `token-${at}` }, null, 2))
    }
    if (notes) {
      home.put(GLOBAL_STATE, JSON.stringify({ ...home.json(GLOBAL_STATE), noted: true }, null, 2))
    }
  }
  return first
}
