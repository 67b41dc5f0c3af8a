import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeAtEnd } from '../lib/processes.ts'
import { type Files, writeFiles } from '../lib/world.ts'

const manifest = {
  name: 'fixture',
  publisher: 'harness',
  version: '1.0.0',
  license: 'Apache-2.0',
  engines: { vscode: '^1.101.0' },
  main: './main.cjs',
  activationEvents: [],
  contributes: {
    commands: [{ command: 'fixture.open', title: '%open%', category: 'Fixture' }],
  },
}

// One panel with what the helpers must be able to reach: a field, a button that asks and tells, an axe finding.
const main = `
const vscode = require('vscode')
const os = require('os')
const html = \`<!doctype html><html lang="en"><head><title>Fixture</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-n'"></head>
<body><main><h1>Fixture page</h1><img src="data:,"><label>Name <input id="name"></label>
<button id="ask">Ask</button></main><script nonce="n">
const host = acquireVsCodeApi()
document.getElementById('ask').onclick = () => host.postMessage(document.getElementById('name').value)
</script></body></html>\`
exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand('fixture.open', () => {
    const panel = vscode.window.createWebviewPanel('fixture', 'Fixture', 1, { enableScripts: true })
    panel.webview.html = html
    panel.webview.onDidReceiveMessage(async (name) => {
      const answer = await vscode.window.showWarningMessage('Greet ' + name + '?', { modal: true }, 'Greet')
      const picked = answer && (await vscode.window.showQuickPick(['red pill', 'blue pill']))
      const word = picked && (await vscode.window.showInputBox({ prompt: 'Word' }))
      const home = os.homedir() + ' ' + (process.env.AWS_PROFILE ?? 'no profile') + ' ' + vscode.env.language
      await vscode.window.showInformationMessage([name, picked, word, home].join(' | '), 'Thanks')
    })
  }))
}
`

/** Writes a small extension into a throw-away folder and returns the folder. */
export function makeFixture(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'bsc-fixture-'))
  removeAtEnd(folder)
  writeFiles(folder, {
    'package.json': JSON.stringify(manifest),
    'package.nls.json': '{"open":"Open the fixture"}',
    'package.nls.zh-cn.json': '{"open":"打开测试页"}',
    'main.cjs': main,
    'README.md': 'A fixture.',
    LICENSE: 'None.',
    '.vscodeignore': 'secret.txt\n',
    'secret.txt': 'not for users',
    ...files,
  })
  return folder
}
