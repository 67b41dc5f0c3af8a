import { t } from '@vscode/l10n'
import { type Disposable, type Memento, StatusBarAlignment, ThemeColor, window } from 'vscode'
import type { WizardState } from '../core/wizard/state.ts'

/** What the item knows without any call: the last results. */
interface StoredHealth {
  status: 'ok' | 'broken'
  summary: string
  region?: string
  modelId?: string
  /** Milliseconds since 1970. */
  at: number
}

const KEY = 'bedrockSetup.health'

/** The one status bar item: painted from stored facts at start, without a call to AWS. */
export interface StatusBar extends Disposable {
  /** Follows the wizard while it is open. */
  follow(state: WizardState): void
}

/** Creates and paints the item. */
export function createStatusBar(memento: Memento, now: () => number): StatusBar {
  const item = window.createStatusBarItem('bedrockSetup.status', StatusBarAlignment.Right, 50)
  item.name = t('Bedrock for Cline')
  item.command = 'bedrockSetup.open'
  let painted = ''
  const paint = (icon: string, summary: string, broken: boolean) => {
    const key = `${icon} ${summary}`
    if (key === painted) {
      return
    }
    painted = key
    item.text = `$(${icon}) Bedrock`
    item.tooltip = summary
    item.accessibilityInformation = { label: t('Bedrock for Cline: {0}', summary), role: 'button' }
    item.backgroundColor = broken ? new ThemeColor('statusBarItem.errorBackground') : undefined
  }
  const stored = memento.get<StoredHealth>(KEY)
  if (stored === undefined) {
    paint('cloud', t('Not set up. Click to set up Bedrock for Cline.'), false)
  } else {
    paint(stored.status === 'ok' ? 'check' : 'error', stored.summary, stored.status === 'broken')
  }
  item.show()
  return {
    follow(state) {
      const health = healthOf(state, now())
      if (health === 'checking') {
        paint('sync~spin', t('Checking…'), false)
      } else if (health !== undefined) {
        paint(health.status === 'ok' ? 'check' : 'error', health.summary, health.status === 'broken')
        void memento.update(KEY, health)
      }
    },
    dispose: () => item.dispose(),
  }
}

function healthOf(state: WizardState, at: number): StoredHealth | 'checking' | undefined {
  const checks = [state.credentials.check, state.region.check, state.model.check, state.prompt.check]
  if (checks.some((check) => check.status === 'running')) {
    return 'checking'
  }
  const bad = checks.find((check) => check.status === 'fail')
  if (bad !== undefined) {
    return { status: 'broken', summary: bad.result?.summary ?? '', at }
  }
  if (state.prompt.check.status !== 'pass') {
    return undefined
  }
  const { chosen: region } = state.region
  const { chosen: modelId } = state.model
  return {
    status: 'ok',
    summary: t('Cline’s choice answers: {0} in {1}.', modelId ?? '', region ?? ''),
    at,
    ...(region !== undefined && { region }),
    ...(modelId !== undefined && { modelId }),
  }
}
