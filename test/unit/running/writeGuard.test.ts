import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardHeld, guardWrites } from '../../../src/app/guardWrites.ts'
import type { HeldSettings } from '../../../src/app/ports.ts'
import type { ClaimedFile } from '../../../src/core/running/claims.ts'
import type { AppliedRecord } from '../../../src/core/running/drift.ts'
import type { ApplyRequest } from '../../../src/core/settings/types.ts'
import type { TakeUp } from '../../../src/host/running/takeUp.ts'
import { createWriteGuard } from '../../../src/host/running/writeGuard.ts'
import { fakeCline } from '../wizard/fakes.ts'

const REQUEST: ApplyRequest = {
  auth: { kind: 'profile', profile: 'work' },
  region: 'eu-west-1',
  modelId: 'm',
  baseModelId: 'm',
  modes: ['plan', 'act'],
}
const STATE: ClaimedFile = {
  path: '/cline/globalState.json',
  role: 'globalState',
  claims: [{ path: ['awsRegion'], value: 'eu-west-1' }],
}
const SECRETS: ClaimedFile = {
  path: '/cline/secrets.json',
  role: 'secrets',
  claims: [{ path: ['awsAccessKey'], print: '0123456789abcdef' }],
}
const NOW: ClaimedFile = { ...STATE, claims: [{ path: ['awsRegion'], absent: true }] }

describe('every change of Cline’s files is seen through', () => {
  let folder: string
  let story: string[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bsc-guard-'))
    story = []
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const record = () => JSON.parse(readFileSync(join(folder, 'applied.json'), 'utf8')) as AppliedRecord
  const tell = (what: string) => {
    story.push(what)
  }
  const keysOf = (files: ClaimedFile[] | undefined) =>
    files?.map(({ role, claims }) => `${role}:${JSON.stringify(claims[0])}`).join(' ') ?? 'as planned'
  const guard = () =>
    createWriteGuard(
      {
        folder,
        takeUp: {
          begin: (files) => tell(`begin ${keysOf(files)}`),
          written: (files) => tell(`written ${keysOf(files)}`),
          abandoned: () => tell('abandoned'),
        } as TakeUp,
        callForReload: () => tell('call'),
      },
      {
        claimsOf: () => Promise.resolve([STATE, SECRETS]),
        claimsNow: () => [NOW],
        untilCalm: () => {
          tell('calm')
          return Promise.resolve(true)
        },
        trouble: (error) => assert.fail(String(error)),
      },
    )
  const doing = (change: Parameters<typeof fakeCline>[0] = {}) => {
    const cline = fakeCline(change)
    return guardWrites(
      {
        ...cline,
        apply: (...args) => {
          tell('apply')
          return cline.apply(...args)
        },
        undo: (...args) => {
          tell('undo')
          return cline.undo(...args)
        },
      },
      guard(),
    )
  }

  it('calm, plan, write, record, and the call to the others, in this order', async () => {
    assert.ok((await doing().apply(REQUEST, 'preview-1')).ok)
    assert.deepEqual(story, [
      'calm',
      'begin globalState:{"path":["awsRegion"],"value":"eu-west-1"}',
      'apply',
      'written as planned',
      'call',
    ])
    assert.deepEqual(record().files, [STATE, SECRETS])
    assert.deepEqual(record().before, [NOW])
    assert.equal(record().backup, 'backup-1')
  })

  it('an undo must stay as well, and leaves nothing to watch over', async () => {
    await doing().apply(REQUEST, 'preview-1')
    story = []
    assert.ok((await doing().undo()).ok)
    const asItIs = 'globalState:{"path":["awsRegion"],"absent":true}'
    assert.deepEqual(story, ['calm', `begin ${asItIs}`, 'undo', `written ${asItIs}`, 'call'])
    assert.equal(existsSync(join(folder, 'applied.json')), false)
  })

  it('two at once go one after the other, each with its own plan and record', async () => {
    const door = doing()
    const both = await Promise.all([door.undo(), door.apply(REQUEST, 'preview-1')])
    assert.ok(both.every(({ ok }) => ok))
    assert.deepEqual(
      story.map((step) => step.split(' ')[0]),
      ['calm', 'begin', 'undo', 'written', 'call', 'calm', 'begin', 'apply', 'written', 'call'],
    )
    assert.deepEqual(record().files, [STATE, SECRETS])
  })

  it('a write that fails, throws or changes nothing leaves no plan and no record', async () => {
    const failure = { service: 'cline', operation: 'apply', name: 'X', message: 'x' } as const
    const broken = doing({ apply: () => Promise.resolve({ ok: false, failure }) })
    assert.ok(!(await broken.apply(REQUEST, 'preview-1')).ok)
    const thrown = doing({ apply: () => Promise.reject(new Error('a bug')) })
    await assert.rejects(thrown.apply(REQUEST, 'preview-1'), /a bug/)
    assert.deepEqual(
      story.filter((each) => each !== 'calm' && !each.startsWith('begin')),
      ['apply', 'abandoned', 'apply', 'abandoned'],
    )
    assert.equal(existsSync(join(folder, 'applied.json')), false)
  })

  it('what is put back keeps its record', async () => {
    await doing().apply(REQUEST, 'preview-1')
    const { id } = record()
    story = []
    const settings = {
      applyClaims: () =>
        Promise.resolve({ ok: true, value: { files: ['globalState.json'], backup: 'backup-2' } }),
    } as unknown as HeldSettings
    await guardHeld(settings, guard()).applyClaims({ files: [STATE], print: String }, 'preview-2')
    assert.equal(record().id, id)
    assert.equal(record().backup, 'backup-2')
    assert.deepEqual(story.slice(-2), ['written as planned', 'call'])
  })

  it('trouble with our own notes does not keep the user from writing', async () => {
    rmSync(folder, { recursive: true })
    const writing = guardWrites(
      fakeCline(),
      createWriteGuard(
        {
          folder: '/dev/null/nowhere',
          takeUp: {
            begin: () => {
              throw Object.assign(new Error('full'), { code: 'ENOSPC' })
            },
            written: () => tell('written'),
            abandoned: () => tell('abandoned'),
          } as unknown as TakeUp,
          callForReload: () => tell('call'),
        },
        {
          claimsOf: () => Promise.resolve([STATE]),
          claimsNow: () => [NOW],
          untilCalm: () => Promise.resolve(true),
          trouble: (error) => tell(`trouble ${(error as { code?: string }).code}`),
        },
      ),
    )
    const applied = await writing.apply(REQUEST, 'preview-1')
    assert.ok(applied.ok)
    assert.equal(story[0], 'trouble ENOSPC', 'but it is logged')
  })
})
