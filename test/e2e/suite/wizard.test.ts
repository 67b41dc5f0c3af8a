import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as vscode from 'vscode'
import { until } from '../../lib/until.ts'

const VIEW = /bedrockSetup\.wizard$/

/** The tabs in which the wizard is shown. */
const tabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && VIEW.test(input.viewType))

/** Parts of the product that this extension host has loaded. */
const loaded = (): string[] =>
  Object.keys(require.cache).filter((path) => /[\\/]dist[\\/](extension|wizard|aws)\.cjs$/.test(path))

describe('the wizard in the extension host', () => {
  const extension = vscode.extensions.getExtension('bedrock-setup.bedrock-setup-for-cline')
  const own = ['.cline', '.aws'].map((name) => join(homedir(), name))

  before(async () => {
    assert.ok(extension)
    await extension.activate()
  })

  after(async () => {
    await vscode.window.tabGroups.close(tabs())
  })

  it('runs where the files are: beside the workspace, not in the browser', () => {
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.Workspace)
    assert.deepEqual(extension?.packageJSON.capabilities.untrustedWorkspaces.supported, 'limited')
  })

  it('registers every command of its manifest, all in one category and with a title', async () => {
    const known = await vscode.commands.getCommands(true)
    const manifest = extension?.packageJSON.contributes.commands as Record<string, string>[]
    const missing = manifest.filter(({ command = '' }) => !known.includes(command))
    assert.deepEqual(missing, [])
    for (const { command, title = '', category } of manifest) {
      assert.equal(category, 'Bedrock for Cline', command)
      assert.ok(title !== '' && !title.includes('%'), `${command}: ${title}`)
    }
  })

  it('opens one page however often it is asked for', async () => {
    await vscode.commands.executeCommand('bedrockSetup.open')
    await until(() => tabs().length === 1, 'the page')
    assert.equal(tabs()[0]?.label, 'Set up Bedrock for Cline')
    await vscode.commands.executeCommand('bedrockSetup.open')
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile')
    await vscode.commands.executeCommand('bedrockSetup.open')
    await until(() => tabs()[0]?.isActive === true, 'the page in front')
    assert.equal(tabs().length, 1)
  })

  it('reads the AWS SDK’s part from a file of its own, beside a small one for the start', () => {
    assert.ok(loaded().some((path) => path.endsWith('extension.cjs')))
    const folder = extension?.extensionPath ?? ''
    const eager = readFileSync(join(folder, 'dist/extension.cjs'), 'utf8')
    assert.ok(eager.length < 60_000, `${eager.length} bytes`)
    assert.ok(!eager.includes('smithy'), 'no SDK at start')
    assert.ok(readFileSync(join(folder, 'dist/aws.cjs'), 'utf8').includes('smithy'), 'where it is')
  })

  it('leaves the home alone until the user agrees to a write', () => {
    assert.deepEqual(own.filter(existsSync), [])
  })

  it('opens again after it was closed', async () => {
    await vscode.window.tabGroups.close(tabs())
    await until(() => tabs().length === 0, 'no page')
    await vscode.commands.executeCommand('bedrockSetup.open')
    await until(() => tabs().length === 1, 'a new page')
  })
})
