import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findOtherApps } from '../../../src/cline/otherApps.ts'

describe('other programs with a Cline on the same settings are named', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'bsc-apps-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  const put = (path: string, text = '') => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  const find = (platform: NodeJS.Platform = 'linux', env: NodeJS.ProcessEnv = {}) =>
    findOtherApps(
      { env, homeDir: home, clock: { now: () => 0 }, platform, proc: join(home, 'proc') },
      { extensionFolder: join(home, '.vscode', 'extensions', 'bedrock-setup.bedrock-setup-for-cline-0.1.0') },
    )
  const extension = (editor: string, name: string) => put(`${editor}/extensions/${name}/package.json`)

  it('none where there is none', async () => {
    assert.deepEqual(await find(), [])
  })

  it('editors by their extension folders, without the one that we run in', async () => {
    extension('.vscode', 'saoudrizwan.claude-dev-4.1.13')
    extension('.cursor', 'saoudrizwan.claude-dev-4.1.13')
    extension('.windsurf', 'someone.else-1.0.0')
    extension('.vscode-oss', 'saoudrizwan.cline-nightly-4.2.0')
    assert.deepEqual(await find(), [
      { name: 'VSCodium', running: false },
      { name: 'Cursor', running: false },
    ])
  })

  it('an open one is known by the list of processes', async () => {
    extension('.cursor', 'saoudrizwan.claude-dev-4.1.13')
    put('proc/4242/cmdline', '/opt/cursor/cursor\0--no-sandbox\0')
    assert.deepEqual(await find(), [{ name: 'Cursor', running: true }])
    assert.deepEqual(await find('darwin'), [{ name: 'Cursor', running: false }], 'elsewhere nobody tells')
  })

  it('an editor without a Cline does not count, however open it is', async () => {
    put('proc/4242/cmdline', '/opt/cursor/cursor\0')
    assert.deepEqual(await find(), [])
  })

  it('JetBrains by its plugin, on each system', async () => {
    const own: [NodeJS.Platform, string][] = [
      ['linux', '.local/share/JetBrains/IntelliJIdea2026.1/cline/lib/x.jar'],
      ['darwin', 'Library/Application Support/JetBrains/PyCharm2026.1/plugins/Cline/lib/x.jar'],
      ['win32', 'AppData/Roaming/JetBrains/GoLand2026.1/plugins/cline/lib/x.jar'],
    ]
    for (const [platform, path] of own) {
      put(path)
      assert.deepEqual(await find(platform), [{ name: 'JetBrains', running: false }], platform)
      rmSync(join(home, path.split('/')[0] ?? ''), { recursive: true })
    }
  })

  it('the command line by its command, and while it runs without one', async () => {
    put('bin/cline', '#!/bin/sh\n')
    chmodSync(join(home, 'bin/cline'), 0o755)
    assert.deepEqual(await find('linux', { PATH: join(home, 'bin') }), [
      { name: 'Cline CLI', running: false },
    ])
    put('proc/17/cmdline', 'node\0/usr/lib/node_modules/cline/bin/cline\0task\0')
    assert.deepEqual(await find('linux', {}), [{ name: 'Cline CLI', running: true }])
  })
})
