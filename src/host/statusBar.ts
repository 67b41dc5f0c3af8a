import { t } from '@vscode/l10n'
import {
  type Disposable,
  env,
  MarkdownString,
  type Memento,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode'
import { CALM, type HealthFacts } from '../core/health/facts.ts'
import { type Health, type HealthRow, healthOf } from '../core/health/health.ts'

/** Where the last results outlive the window. */
export const HEALTH_KEY = 'bedrockSetup.healthFacts'

/** The last results; none where another version of us kept something else. */
export function storedFacts(memento: Memento): HealthFacts | undefined {
  const facts = memento.get<Partial<HealthFacts>>(HEALTH_KEY)
  return typeof facts?.setup === 'object' ? { ...facts, setup: facts.setup } : undefined
}

/** The commands that the tooltip may run; no other link in it works. */
const LINKED = ['bedrockSetup.validate', 'bedrockSetup.open', 'bedrockSetup.menu'] as const

const ICONS: Readonly<Record<Health['kind'], string>> = {
  'not-set-up': 'cloud',
  unchecked: 'cloud',
  checking: 'sync~spin',
  healthy: 'check',
  expiring: 'clock',
  broken: 'error',
}

/** The one status bar item: painted from stored facts at start, without a call to AWS. */
export interface StatusBar extends Disposable {
  paint(health: Health): void
}

/** Creates and paints the item. */
export function createStatusBar(memento: Memento, now: () => number): StatusBar {
  const item = window.createStatusBarItem('bedrockSetup.status', StatusBarAlignment.Right, 50)
  item.name = t('Bedrock for Cline')
  item.command = 'bedrockSetup.menu'
  let painted = ''
  const paint = (health: Health) => {
    const key = JSON.stringify(health)
    if (key !== painted) {
      painted = key
      fill(item, health)
    }
  }
  paint(healthOf(storedFacts(memento), CALM, now()))
  item.show()
  return { paint, dispose: () => item.dispose() }
}

function fill(item: StatusBarItem, health: Health): void {
  const icon = health.kind === 'healthy' && health.restartNeeded ? 'debug-restart' : ICONS[health.kind]
  item.text = `$(${icon}) ${health.short}`
  item.tooltip = tooltip(health)
  item.accessibilityInformation = {
    label: t('Bedrock for Cline: {0}', health.sentence),
    role: 'button',
  }
  item.backgroundColor =
    health.severity === 'none' ? undefined : new ThemeColor(`statusBarItem.${health.severity}Background`)
}

function tooltip({ sentence, rows, kind }: Health): MarkdownString {
  const text = new MarkdownString('', true)
  text.isTrusted = { enabledCommands: LINKED }
  text.appendMarkdown(`**${t('Bedrock for Cline')}**\n\n`)
  // Names of profiles and models are other people's text: never markdown, never a link.
  text.appendMarkdown(`${plain(sentence)}\n\n`)
  for (const row of rows) {
    text.appendMarkdown(`${plain(t('{0}: {1}', row.label, rowText(row)))}  \n`)
  }
  const validate = kind === 'not-set-up' ? [] : [`[${t('Validate again')}](command:bedrockSetup.validate)`]
  const links = [
    ...validate,
    `[${t('Open the wizard')}](command:bedrockSetup.open)`,
    `[${t('More…')}](command:bedrockSetup.menu)`,
  ]
  text.appendMarkdown(`\n\n${links.join(' · ')}`)
  return text
}

/** Text as it is. VS Code's own `appendText` makes every blank unbreakable, and so one line of a sentence. */
const plain = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!~<>|&$]/g, '\\$&')

/** A time in the user's own way of writing it. */
export const rowText = (row: HealthRow): string =>
  'at' in row
    ? new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(row.at)
    : row.value
