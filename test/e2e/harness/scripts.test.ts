import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../../../scripts/lib/chromium.mjs'
import { isNewEnough, npmFailure } from '../../../scripts/lib/tools.mjs'
import { totals, verdict } from '../../../scripts/lib/totals.mjs'
import { projectRoot } from '../lib/extension.ts'
import { removeAtEnd } from '../lib/processes.ts'
import { writeFiles } from '../lib/world.ts'

describe('the totals of npm test', () => {
  const green = '\n  \u001b[32m 12 passing\u001b[0m (3s)\n'

  it('add up what several mocha runs of one script say, coloured or not', () => {
    assert.deepEqual(totals(`${green}  3 passing (9ms)\n  2 failing\n  1) x is 5 passing\n`), {
      passed: 15,
      failed: 2,
    })
  })

  it('call a suite that ran nothing failed, even with exit code 0', () => {
    assert.deepEqual(verdict('test:unit', 0, '  0 passing (1ms)\n'), {
      name: 'test:unit',
      ok: false,
      passed: 0,
      failed: 1,
      ranNothing: true,
    })
  })

  it('call a script failed that ends with an error after green tests', () => {
    const { ok, passed, failed } = verdict('test:e2e', 1, green)
    assert.deepEqual({ ok, passed, failed }, { ok: false, passed: 12, failed: 1 })
  })

  it('want no tests from a script that is not a suite', () => {
    assert.equal(verdict('build', 0, '').ok, true)
  })

  it('come last when npm test ends', () => {
    const run = spawnSync(process.execPath, ['scripts/test.mjs', 'no-such-script'], {
      cwd: projectRoot,
      encoding: 'utf8',
    })
    assert.equal(run.status, 1)
    assert.equal(run.stdout.trimEnd().split('\n').at(-1), '0 passed, 1 failed')
  })
})

describe('Chromium is taken', () => {
  const only = (file: string) => (path: string) => path === file

  it('from the variable CHROMIUM first', async () => {
    assert.equal(await findChromium({ CHROMIUM: '/opt/c' }, 'linux', () => true), '/opt/c')
  })

  it('from the usual places', async () => {
    assert.equal(await findChromium({}, 'linux', only('/usr/bin/google-chrome')), '/usr/bin/google-chrome')
  })

  it('from nowhere when there is none', async () => {
    assert.equal(await findChromium({}, 'linux', () => false), undefined)
  })

  it('not silently from elsewhere when CHROMIUM is wrong', async () => {
    await assert.rejects(
      findChromium({ CHROMIUM: '/opt/typo' }, 'linux', () => false),
      /CHROMIUM.*\/opt\/typo/,
    )
  })
})

describe('the set-up scripts', () => {
  it('say that the registry is out of reach, and where', () => {
    const text = npmFailure(['ci'], '/some/where', 'npm error code ENOTFOUND\nnpm error network …')
    assert.match(
      text,
      /"npm ci" failed in \/some\/where\. The npm registry could not be reached \(ENOTFOUND\)/,
    )
  })

  it('show npm’s own words for any other failure', () => {
    assert.match(
      npmFailure(['ci'], '/x', 'npm error code EUSAGE'),
      /What npm said:\n {2}npm error code EUSAGE/,
    )
  })

  it('know which Node is new enough', () => {
    const verdicts = ['v20.20.2', '22.17.1', '22.18.0', 'v24.21.0'].map(isNewEnough)
    assert.deepEqual(verdicts, [false, false, true, true])
  })

  for (const name of ['setup-vscode', 'setup-cline']) {
    it(`leave no stamp behind when ${name} fails`, () => {
      const copy = mkdtempSync(join(tmpdir(), 'bsc-setup-'))
      removeAtEnd(copy)
      cpSync(join(projectRoot, 'scripts'), join(copy, 'scripts'), { recursive: true })
      const folder = name.replace('setup-', 'test/')
      // A lock that asks for what no registry has, and a registry that is not there.
      writeFiles(join(copy, folder), {
        'package.json': '{"name":"x","version":"1.0.0","dependencies":{"left-pad":"1.3.0"}}',
        'package-lock.json': JSON.stringify({
          name: 'x',
          version: '1.0.0',
          lockfileVersion: 3,
          packages: {
            '': { name: 'x', version: '1.0.0', dependencies: { 'left-pad': '1.3.0' } },
            'node_modules/left-pad': { version: '1.3.0' },
          },
        }),
        '.npmrc': `registry=http://127.0.0.1:9/\nfetch-retries=0\ncache=${copy}/cache\n`,
      })
      // Inside "npm run" npm's own variables would beat the folder's .npmrc.
      const plain = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key))
      const env = {
        ...Object.fromEntries(plain),
        npm_config_registry: 'http://127.0.0.1:9/',
        npm_config_fetch_retries: '0',
        npm_config_cache: join(copy, 'cache'),
      }
      const run = spawnSync(process.execPath, [`scripts/${name}.mjs`], { cwd: copy, encoding: 'utf8', env })
      assert.equal(run.status, 1)
      assert.match(run.stderr, /registry could not be reached \(ECONNREFUSED\)/)
      assert.equal(existsSync(join(copy, folder, 'node_modules/.setup-stamp')), false)
    })
  }
})
