import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../lib/extension.ts'

function start(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/start.mjs', '--no-build', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...process.env, CODE: '', PATH: '/nowhere' },
  })
}

/** What is in the tester's own folders; a demo must not add to it. */
function ownFiles(): string[] {
  return ['.aws', '.cline'].flatMap((name) => {
    const folder = join(homedir(), name)
    return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
  })
}

describe('npm start', () => {
  it('serves the wizard with a profile of every kind, leaves nothing behind and touches nothing of mine', () => {
    const before = ownFiles()
    const run = spawnSync(process.execPath, ['scripts/start.mjs', '--no-build', '--check'], {
      cwd: projectRoot,
      encoding: 'utf8',
    })
    assert.equal(run.stdout.trimEnd().split('\n').at(-1), 'OK', run.stderr)
    assert.match(run.stdout, /VS Code: +http:\/\/127\.0\.0\.1:\d+\//)
    for (const profile of ['dev', 'team-sso', 'bedrock-role', 'helper', 'expired']) {
      assert.match(run.stdout, new RegExp(`^Profiles:.*\\b${profile}\\b`, 'm'))
    }
    const home = /^Demo home: +(\S+)/m.exec(run.stdout)?.[1] ?? ''
    assert.notEqual(home, '')
    assert.equal(existsSync(home), false)
    assert.deepEqual(ownFiles(), before)
  })

  it('names the scenarios when asked for one that is not there', () => {
    const { status, stderr } = start('--scenario', 'no-such')
    assert.equal(status, 1)
    assert.match(stderr, /no scenario "no-such".*healthy/)
  })

  it('says what to do when there is no desktop VS Code', () => {
    const { status, stderr } = start('--desktop')
    assert.equal(status, 1)
    assert.match(stderr, /No desktop VS Code was found.*CODE/)
  })
})
