import { t } from '@vscode/l10n'
import { countWords, dayWords, moneyWords } from '../numbers.ts'
import type { DayEstimate } from '../security/estimate.ts'
import type { Chapter, Practice } from '../security/practices.ts'
import type { SafeguardFormat, SafeguardId } from '../security/safeguards.ts'
import { safeguardFor } from '../wizard/reduceSecurity.ts'
import type { WizardState } from '../wizard/state.ts'
import { doing, grouped, told } from './results.ts'
import type { PickItem, PickPart, ShownText, View } from './screen.ts'

const CHAPTERS = ['access', 'network', 'monitoring', 'cost', 'audit'] as const satisfies Chapter[]
const ICONS = { good: 'pass', attention: 'warning', unread: 'debug-step-over', advice: 'info' } as const

function chapterName(chapter: Chapter): string {
  const names = {
    access: t('Secure access'),
    network: t('Network'),
    monitoring: t('Monitoring and records'),
    cost: t('Errors and cost'),
    audit: t('Audits and data'),
  }
  return names[chapter]
}

/** The guide's fourth step as a list: what AWS could tell, and what can be made ready to run. */
export function securityScreen({ security }: WizardState, { language }: View): PickPart {
  const { status, practices, estimate } = security
  const again = doing('refresh', t('Check again'), { type: 'send', intent: { type: 'surveySecurity' } })
  const home = doing('arrow-left', t('Back to the summary'), { type: 'go', to: 'done' })
  if (practices === undefined) {
    return status === 'running'
      ? { placeholder: t('Asking AWS what the account has switched on…'), busy: true, items: [home] }
      : {
          placeholder: t('Security, monitoring and cost'),
          items: [
            told('info', t('Sign in again in the first step, so that AWS can be asked.')),
            doing('arrow-right', t('Go to: {0}', t('Credentials')), { type: 'go', to: 'method' }),
            again,
            home,
          ],
        }
  }
  return {
    placeholder: t('Optional. Nothing is changed from here.'),
    busy: status === 'running',
    items: [
      ...CHAPTERS.flatMap((chapter) =>
        grouped(chapterName(chapter), [
          ...(chapter === 'cost' ? (estimate ?? []).map((each) => costItem(each, language)) : []),
          ...practices.filter((each) => each.chapter === chapter).map((each) => practiceItem(each, language)),
        ]),
      ),
      ...grouped(t('More'), [again, home]),
    ],
  }
}

/** A line that may be longer than the row; Enter shows the whole of it. */
const readable = (item: Omit<PickItem, 'act'> & { detail: string }): PickItem => ({
  ...item,
  act: {
    type: 'show',
    shown: {
      name: `${item.label}.md`,
      language: 'markdown',
      text: `# ${item.label}\n\n${item.detail}\n`,
    },
  },
})

function practiceItem({ status, title, why, until, safeguard }: Practice, language: string): PickItem {
  const detail = until === undefined ? why : `${why} ${dayWords(until, language)}`
  const row = { icon: ICONS[status], label: title, detail }
  return safeguard === undefined
    ? readable(row)
    : { ...row, description: t('Ready to run'), act: { type: 'go', to: `safeguard-${safeguard}` } }
}

function costItem(estimate: DayEstimate, language: string): PickItem {
  const { kind, requests, usd, inputTokens, outputTokens, prices, source } = estimate
  const { cacheRead, cacheWrite } = prices
  const money = (each: number) => moneyWords(each, language)
  const count = (each: number) => countWords(each, language)
  const sentences = [
    t(
      'Our assumption, not a measurement: {0} tokens in and {1} out for each request.',
      count(inputTokens / requests),
      count(outputTokens / requests),
    ),
    cacheRead === undefined || cacheWrite === undefined
      ? ''
      : t(
          'Nine tenths of the input are read from the prompt cache ({0}), the rest is written to it ({1}).',
          money(cacheRead),
          money(cacheWrite),
        ),
    t(
      'List prices for a million tokens, before tax: {0} in, {1} out, from {2}. AWS’s price page decides.',
      money(prices.input),
      money(prices.output),
      source,
    ),
  ]
  return readable({
    icon: 'credit-card',
    label: kind === 'light' ? t('A few tasks') : t('Work all day'),
    description: t('about {0} for {1} requests a day', money(usd), count(requests)),
    detail: sentences.filter((each) => each !== '').join(' '),
  })
}

/** One safeguard, to read beside or to copy. */
export function safeguardScreen(id: SafeguardId, state: WizardState): PickPart {
  const practice = state.security.practices?.find(({ safeguard }) => safeguard === id)
  const rows = (format: SafeguardFormat, words: string, language: ShownText['language']): PickItem[] => [
    doing('copy', t('Copy as {0}', words), {
      type: 'send',
      intent: { type: 'safeguard', id, format, to: 'clipboard' },
    }),
    doing('open-preview', t('Show as {0}', words), {
      type: 'show',
      shown: { name: `${id} (${words})`, language, text: safeguardFor(state, id, format) },
    }),
  ]
  return {
    name: practice?.title ?? t('Security'),
    placeholder: practice?.why ?? t('Ready to run'),
    items: [
      ...rows('cli', 'AWS CLI', 'shellscript'),
      ...rows('cloudformation', 'CloudFormation', 'json'),
      doing('arrow-left', t('Back to the list'), { type: 'go', to: 'security' }),
    ],
  }
}
