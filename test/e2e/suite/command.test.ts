import assert from 'node:assert/strict'
import * as vscode from 'vscode'

describe('the extension in a real VS Code', () => {
  const extension = vscode.extensions.getExtension('bedrock-setup.bedrock-setup-for-cline')

  it('is there under its published name, with the command in its manifest', () => {
    const commands: { command: string }[] = extension?.packageJSON.contributes.commands
    assert.ok(commands.some(({ command }) => command === 'bedrockSetup.open'))
  })

  it('activates and answers the command of the palette', async () => {
    await extension?.activate()
    assert.ok((await vscode.commands.getCommands(true)).includes('bedrockSetup.open'))
  })
})
