import assert from 'node:assert/strict'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileWatch, type StartTimer, watchFiles } from '../../../src/host/fileWatch.ts'
import { openHandles } from '../../lib/openHandles.ts'
import { until } from '../../lib/until.ts'

/** Timers that run when the test says so. */
function heldTimers() {
  const armed = new Map<() => void, number>()
  const startTimer: StartTimer = (run, ms) => {
    const entry = () => run()
    armed.set(entry, ms)
    return () => armed.delete(entry)
  }
  return {
    startTimer,
    armed,
    /** Lets the calm pass once something happened. */
    async calm() {
      await until(() => armed.size > 0, 'an event of the file system')
      const [first] = [...armed].sort(([, a], [, b]) => a - b)
      first?.[0]()
    },
  }
}

describe('a watched file of the user', () => {
  let home: string
  let watch: FileWatch | undefined
  const path = (...parts: string[]) => join(home, ...parts)
  const write = (text: string, ...parts: string[]) => writeFileSync(path(...parts), text)

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bsc-watch-'))
    mkdirSync(path('.aws'))
    write('[dev]\n', '.aws', 'credentials')
    write('', '.aws', 'fence')
  })

  afterEach(() => {
    watch?.dispose()
    rmSync(home, { recursive: true, force: true })
  })

  /** Watches with the real timer; `told` waits for a later change of the fence and gives all before it. */
  function start(...names: string[]) {
    const seen: string[] = []
    watch = watchFiles(
      [...names, '.aws/fence'].map((name) => `${home}/${name}`),
      (each) => seen.push(each),
      {
        calmMs: 20,
        home,
      },
    )
    return async () => {
      const heard = () => seen.some((each) => each.endsWith('fence'))
      await until(() => {
        // The fence's own folder may be on its way, so it is touched until it is heard.
        mkdirSync(path('.aws'), { recursive: true })
        appendFileSync(path('.aws/fence'), '.')
        return heard()
      }, 'the fence')
      return seen.filter((each) => !each.endsWith('fence')).map((each) => each.slice(home.length + 1))
    }
  }

  const rotations: Record<string, () => void> = {
    'edited in place': () => write('[prod]\n', '.aws', 'credentials'),
    'replaced by a rename over it': () => {
      write('[prod]\n', '.aws', 'credentials.tmp')
      renameSync(path('.aws/credentials.tmp'), path('.aws/credentials'))
    },
    'deleted and created': () => {
      unlinkSync(path('.aws/credentials'))
      write('[prod]\n', '.aws', 'credentials')
    },
    'moved to a backup and created': () => {
      renameSync(path('.aws/credentials'), path('.aws/credentials~'))
      write('[prod]\n', '.aws', 'credentials')
    },
    'truncated and written in parts': () => {
      write('', '.aws', 'credentials')
      appendFileSync(path('.aws/credentials'), '[pr')
      appendFileSync(path('.aws/credentials'), 'od]\n')
    },
    deleted: () => unlinkSync(path('.aws/credentials')),
    'deleted with its folder': () => rmSync(path('.aws'), { recursive: true }),
    'replaced with its folder': () => {
      renameSync(path('.aws'), path('.aws.old'))
      mkdirSync(path('.aws'))
      write('[prod]\n', '.aws', 'credentials')
    },
  }
  for (const [name, rotate] of Object.entries(rotations)) {
    it(`is told of once when it was ${name}`, async () => {
      const told = start('.aws/credentials')
      rotate()
      assert.deepEqual(await told(), ['.aws/credentials'])
    })
  }

  it('is told of again at the next rotation, whatever happened to its folder before', async () => {
    const seen: string[] = []
    watch = watchFiles([path('.aws/credentials')], (each) => seen.push(each), { calmMs: 10, home })
    for (let round = 1; round <= 6; round += 1) {
      if (round % 2 === 0) {
        rmSync(path('.aws'), { recursive: true })
        mkdirSync(path('.aws'))
      }
      write(`[dev${round}]\n`, '.aws', 'credentials')
      await until(() => seen.length >= round, `rotation ${round}`)
      assert.equal(seen.length, round)
    }
  })

  it('is not told of when a neighbour changes or it is only read', async () => {
    const told = start('.aws/credentials')
    write('x', '.aws', 'credentials.bak')
    readFileSync(path('.aws/credentials'))
    assert.deepEqual(await told(), [])
  })

  it('is told of when it appears in folders that did not exist', async () => {
    const told = start('.aws/sso/cache/', '.other/deep/config')
    mkdirSync(path('.aws/sso/cache'), { recursive: true })
    write('{}', '.aws', 'sso', 'cache', 'token.json')
    mkdirSync(path('.other/deep'), { recursive: true })
    write('[a]\n', '.other', 'deep', 'config')
    assert.deepEqual(new Set(await told()), new Set(['.aws/sso/cache/', '.other/deep/config']))
  })

  it('is told of when the text behind a link changes, and when the link does', async () => {
    mkdirSync(path('dotfiles'))
    write('[dev]\n', 'dotfiles', 'one')
    write('[dev]\n', 'dotfiles', 'two')
    unlinkSync(path('.aws/credentials'))
    symlinkSync(path('dotfiles/one'), path('.aws/credentials'))
    const seen: string[] = []
    watch = watchFiles([path('.aws/credentials')], (each) => seen.push(each), {
      calmMs: 10,
      home: '/nowhere',
    })
    write('[prod]\n', 'dotfiles', 'one')
    await until(() => seen.length === 1, 'the text behind the link')
    symlinkSync(path('dotfiles/two'), path('.aws/next'))
    renameSync(path('.aws/next'), path('.aws/credentials'))
    await until(() => seen.length === 2, 'the other link')
    write('[test]\n', 'dotfiles', 'two')
    await until(() => seen.length === 3, 'the text behind the other link')
  })

  it('is told of through the folder links by which Kubernetes replaces a token', async () => {
    for (const version of ['..1', '..2']) {
      mkdirSync(path(version))
      write(version, version, 'token')
    }
    symlinkSync('..1', path('..data'))
    symlinkSync('..data/token', path('token'))
    const seen: string[] = []
    watch = watchFiles([path('token')], (each) => seen.push(each), { calmMs: 10, home: '/nowhere' })
    symlinkSync('..2', path('..data_tmp'))
    renameSync(path('..data_tmp'), path('..data'))
    rmSync(path('..1'), { recursive: true })
    await until(() => seen.length > 0, 'the new token')
  })

  it('is told of only after the calm, together with others, and not for ever later', async () => {
    const timers = heldTimers()
    const seen: string[] = []
    watch = watchFiles([path('.aws/config'), path('.aws/credentials')], (each) => seen.push(each), {
      calmMs: 100,
      home,
      startTimer: timers.startTimer,
    })
    write('[profile dev]\n', '.aws', 'config')
    await until(() => timers.armed.size > 0, 'the first event')
    write('[prod]\n', '.aws', 'credentials')
    assert.deepEqual(seen, [])
    assert.deepEqual(
      [...timers.armed.values()].sort((a, b) => a - b),
      [100, 800],
      'a calm and a deadline',
    )
    await timers.calm()
    assert.deepEqual(seen, [path('.aws/config'), path('.aws/credentials')])
  })

  it('is not told of after the end, and nothing stays open', async () => {
    const timers = heldTimers()
    const seen: string[] = []
    watch = watchFiles([path('.aws/credentials')], (each) => seen.push(each), {
      home,
      startTimer: timers.startTimer,
    })
    write('[prod]\n', '.aws', 'credentials')
    await until(() => timers.armed.size > 0, 'an event')
    watch.dispose()
    assert.equal(timers.armed.size, 0)
    assert.deepEqual(seen, [])
  })

  it('is told of at once when asked, on file systems that tell nothing', () => {
    const seen: string[] = []
    const watcher = watchFiles([path('.aws/credentials'), path('.aws/cache/')], (each) => seen.push(each), {
      home,
      startTimer: () => () => {},
    })
    watch = watcher
    write('[prod]\n', '.aws', 'credentials')
    mkdirSync(path('.aws/cache'))
    write('{}', '.aws', 'cache', 'token.json')
    watcher.recheck()
    assert.deepEqual(seen, [path('.aws/credentials'), `${path('.aws/cache')}/`])
    write('a lock, no token', '.aws', 'cache', 'token.lock')
    watcher.recheck()
    assert.equal(seen.length, 2)
  })

  it('is waited for above a file that stands where its folder should be', async () => {
    write('not a folder', 'plain')
    const seen: string[] = []
    watch = watchFiles([path('plain/credentials')], (each) => seen.push(each), { calmMs: 10, home })
    unlinkSync(path('plain'))
    mkdirSync(path('plain'))
    write('[dev]\n', 'plain', 'credentials')
    await until(() => seen.length > 0, 'the file')
  })
})

describe('1,000 openings and closings of watchers', () => {
  it('leave no handle and no timer behind', async () => {
    const home = mkdtempSync(join(tmpdir(), 'bsc-watch-'))
    mkdirSync(join(home, '.aws'))
    const before = openHandles()
    for (let round = 0; round < 1000; round += 1) {
      const watch = watchFiles(
        ['.aws/config', '.aws/credentials', '.aws/sso/cache/'].map((name) => `${home}/${name}`),
        () => {},
        { home },
      )
      watch.dispose()
    }
    await until(() => openHandles() <= before, 'all handles to be closed')
    rmSync(home, { recursive: true })
  })
})
