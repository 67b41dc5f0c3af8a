import { t } from '@vscode/l10n'
import type { ModelFacts, ModelOption } from '../../src/core/wizard/state.ts'
import { moneyWords, sentences } from '../words.ts'

/** Where requests may run, in the fewest words that are true. */
export function residencyWords({ route, destinations, facts }: ModelOption): string {
  if (route === 'on-demand') {
    return t('Only this region')
  }
  if (destinations.length === 0) {
    return t('May run anywhere')
  }
  if (facts?.geography !== undefined) {
    return t('Stays in {0}', facts.geography)
  }
  return t('Stays in {0}', destinations.join(', '))
}

const tokens = (count: number): string =>
  count >= 1_000_000 ? t('{0}M', Math.round(count / 100_000) / 10) : t('{0}k', Math.round(count / 1000))

/** A day in the page's language. */
export function dayWords(iso: string): string {
  const time = new Date(iso)
  return Number.isNaN(time.getTime())
    ? iso
    : new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
        dateStyle: 'medium',
        timeZone: 'UTC',
      }).format(time)
}

const bundleWords = (bundles: ModelFacts['bundles']): string => {
  const words = {
    both: t('Known to both of Cline’s versions'),
    new: t('Known to Cline’s newer version only'),
    other: t('Not in Cline’s list: it is sent as it stands'),
  }
  return words[bundles]
}

/** What to know of a choice at a glance. */
export function factWords({ facts }: ModelOption): string[] {
  if (facts === undefined) {
    return []
  }
  const { tools, cache, contextTokens, price, streaming } = facts
  return [
    ...(tools === false ? [t('No tools: Cline cannot work with it')] : tools ? [t('Tools')] : []),
    ...(streaming ? [] : [t('No streaming')]),
    ...(cache ? [t('Prompt cache')] : []),
    ...(contextTokens === undefined ? [] : [t('{0} context', tokens(contextTokens))]),
    ...(price === undefined
      ? []
      : [t('{0} in, {1} out per million tokens', moneyWords(price.input), moneyWords(price.output))]),
  ]
}

/** What to know before choosing, as label and value. */
export function detailRows(option: ModelOption, catalogue: string | undefined) {
  const { facts, destinations, route } = option
  return [
    {
      label: t('Requests may run in'),
      value: destinations.length === 0 ? t('any region') : destinations.join(', '),
    },
    { label: t('Called'), value: route === 'on-demand' ? t('on demand') : t('through an inference profile') },
    ...(facts?.outputTokens === undefined
      ? []
      : [{ label: t('Longest answer'), value: t('{0} tokens', facts.outputTokens) }]),
    ...(facts === undefined ? [] : [{ label: t('Cline'), value: bundleWords(facts.bundles) }]),
    ...(catalogue === undefined || facts?.contextTokens === undefined
      ? []
      : [{ label: t('Limits and price from'), value: t('Cline’s catalogue {0}', catalogue) }]),
  ]
}

/** What is said of a model that AWS retires. */
export function legacyWords({ facts }: ModelOption): string {
  const end = facts?.endOfLife
  const retired =
    end === undefined
      ? t('AWS has marked this model as legacy: it will be retired.')
      : t('AWS has marked this model as legacy and switches it off on {0}.', dayWords(end))
  return sentences(retired, facts?.successor === undefined ? '' : t('Newer here: {0}.', facts.successor))
}
