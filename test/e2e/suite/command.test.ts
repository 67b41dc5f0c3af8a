import assert from 'node:assert/strict'
import * as vscode from 'vscode'

describe('the extension in a real VS Code', () => {
  it('is there under its published name', () => {
    assert.ok(vscode.extensions.getExtension('bedrock-setup.bedrock-setup-for-cline'))
  })

  it('offers the command of the palette', async () => {
    const commands = await vscode.commands.getCommands(true)
    assert.ok(commands.includes('bedrockSetup.open'))
  })
})
