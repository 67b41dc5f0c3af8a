import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findCode, startDesktop } from '../lib/desktop.ts'
import { projectRoot } from '../lib/extension.ts'
import { makeWorld, type World, writeFiles } from '../lib/world.ts'

// Stands in for `code`: notes how it was called and, as the real one, starts its window in a group of
// its own, where only the lock file tells its pid.
const fakeCode = `#!${process.execPath}
const fs = require('node:fs')
const { spawn } = require('node:child_process')
const data = process.argv.find((a) => a.startsWith('--user-data-dir=')).slice(16)
const window = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
fs.writeFileSync(data + '/code.lock', String(window.pid))
fs.writeFileSync(data + '/call.json', JSON.stringify({ args: process.argv.slice(2), env: process.env }))
window.on('exit', () => process.exit(0))
`

function makeCode(world: World, text: string): string {
  writeFiles(world.root, { code: text })
  const file = join(world.root, 'code')
  chmodSync(file, 0o755)
  return file
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('npm start -- --desktop', () => {
  it('opens a VS Code of its own on the demo home, and stop ends its window', async () => {
    const world = makeWorld()
    const desktop = startDesktop(makeCode(world, fakeCode), '/ext', world, {
      AWS_EC2_METADATA_DISABLED: 'true',
    })
    const call = join(world.userData, 'call.json')
    await until(() => existsSync(call) && readFileSync(call, 'utf8').endsWith('}'))
    const { args, env } = JSON.parse(readFileSync(call, 'utf8'))
    assert.ok(args.includes('--extensionDevelopmentPath=/ext'))
    assert.ok(args.includes(`--user-data-dir=${world.userData}`))
    assert.ok(args.includes(`--extensions-dir=${world.extensions}`))
    assert.equal(env.HOME, world.home)
    assert.equal(env.AWS_EC2_METADATA_DISABLED, 'true')
    const pid = Number(readFileSync(join(world.userData, 'code.lock'), 'utf8'))
    await desktop.stop()
    await until(() => !lives(pid))
  })

  it('is told when CODE cannot be started', async () => {
    const world = makeWorld()
    const desktop = startDesktop('/nowhere/code', '/ext', world, {})
    await assert.rejects(desktop.closed, /"\/nowhere\/code" could not be started/)
  })

  it('takes CODE before PATH, and finds nothing in an empty PATH', () => {
    assert.equal(findCode({ CODE: '/opt/code', PATH: '/usr/bin' }), '/opt/code')
    assert.equal(findCode({ PATH: '' }), undefined)
  })
})

describe('npm run test:desktop', () => {
  // Both arguments that the real VS Code needs, and a window that ends without having run anything.
  const emptyWindow = `#!${process.execPath}
const has = (name) => process.argv.some((a) => a.startsWith('--' + name + '='))
process.exit(has('extensionDevelopmentPath') && has('extensionTestsPath') ? 0 : 9)
`

  it('does not believe a VS Code that ends with 0 and ran nothing', () => {
    const run = spawnSync(process.execPath, ['test/e2e/run-desktop.ts'], {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, CODE: makeCode(makeWorld(), emptyWindow) },
    })
    assert.match(run.stderr, /ended without a result/)
    assert.equal(run.status, 1)
  })
})
