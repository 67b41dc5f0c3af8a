import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import type { Timers } from '../../../src/app/ports.ts'
import { attachWizard } from '../../../src/host/wizardPanel.ts'
import { shareSession, type WizardSessionDeps } from '../../../src/host/wizardSession.ts'
import { openHandles } from '../../lib/openHandles.ts'
import { until } from '../../lib/until.ts'
import { fakeCline, fakeSignIn, healthyAws } from '../../unit/wizard/fakes.ts'

/** An event of which the listeners can be counted. */
function counted<T>() {
  const listeners = new Set<(value: T) => unknown>()
  const event: vscode.Event<T> = (listener, that) => {
    const bound = that === undefined ? listener : listener.bind(that)
    listeners.add(bound)
    return { dispose: () => void listeners.delete(bound) }
  }
  return {
    event,
    fire: (value: T) => {
      for (const listener of [...listeners]) {
        listener(value)
      }
    },
    get size() {
      return listeners.size
    },
  }
}

/** A panel as VS Code hands it out, with its listeners counted. */
function countedPanel() {
  const received = counted<unknown>()
  const viewed = counted<vscode.WebviewPanelOnDidChangeViewStateEvent>()
  const disposed = counted<void>()
  const panel = {
    visible: true,
    webview: {
      options: {},
      html: '',
      cspSource: 'https://page.example',
      asWebviewUri: (uri: vscode.Uri) => uri,
      postMessage: () => Promise.resolve(true),
      onDidReceiveMessage: received.event,
    },
    onDidChangeViewState: viewed.event,
    onDidDispose: disposed.event,
    reveal() {},
    dispose: () => disposed.fire(),
  } as unknown as vscode.WebviewPanel
  return { panel, received, listening: () => received.size + viewed.size }
}

describe('the page’s host', () => {
  it('leaves no listener, no timer and no handle after 1,000 openings and closings', async function () {
    this.timeout(60_000)
    const signedIn = new Set<unknown>()
    const followers = new Set<unknown>()
    let timers = 0
    const counting = (set: Set<unknown>) => (listener: unknown) => {
      set.add(listener)
      return () => void set.delete(listener)
    }
    const follow = counting(followers)
    const waiting: Timers = {
      after: () => {
        timers += 1
        return () => {
          timers -= 1
        }
      },
    }
    const stored = { get: () => undefined, update: () => Promise.resolve() }
    const log = { info() {}, warn() {}, error() {} }
    const shared = shareSession({
      context: { globalState: stored } as unknown as vscode.ExtensionContext,
      aws: healthyAws(),
      cline: fakeCline(),
      log,
      signIn: fakeSignIn({ onSignedIn: counting(signedIn) }),
      diffs: { open: () => Promise.resolve(), openAll: () => Promise.resolve(), dispose() {} },
      timers: waiting,
      env: {},
      platform: 'linux',
      onState: () => {},
      runningView: {
        follow: (listener: unknown) => ({ dispose: follow(listener) }),
        justWritten: () => undefined,
        reload: () => Promise.resolve(),
        askReload: () => Promise.resolve(),
      } as unknown as WizardSessionDeps['runningView'],
    })
    const deps = {
      extensionUri: vscode.Uri.file('/extension'),
      log,
      translations: '',
      shared,
      timers: waiting,
      onBlank: () => {},
    }
    const before = openHandles()
    for (let round = 0; round < 1000; round += 1) {
      const { panel, received, listening } = countedPanel()
      attachWizard(deps, panel)
      received.fire({ type: 'ready' })
      received.fire({ type: 'chooseProfile', profile: 'work' })
      assert.ok(listening() > 0)
      panel.dispose()
      assert.equal(listening(), 0)
    }
    assert.equal(signedIn.size, 0)
    assert.equal(followers.size, 0)
    assert.equal(timers, 0)
    await until(() => openHandles() <= before, 'all handles to be closed')
  })
})
