import { t } from '@vscode/l10n'
import { dayWords, moneyWords } from '../numbers.ts'
import type { ModelFacts, ModelOption } from '../wizard/state.ts'

/** Where requests may run, in the fewest words that are true. */
export function residencyWords({ route, destinations, facts }: ModelOption): string {
  if (route === 'on-demand') {
    return t('Only this region')
  }
  return destinations.length === 0
    ? t('May run anywhere')
    : t('Stays in {0}', facts?.geography ?? destinations.join(', '))
}

const tokens = (count: number): string =>
  count >= 1_000_000 ? t('{0}M', Math.round(count / 100_000) / 10) : t('{0}k', Math.round(count / 1000))

/** What to know of a choice at a glance. */
export function factWords({ facts }: ModelOption, language: string): string[] {
  if (facts === undefined) {
    return []
  }
  const { tools, cache, contextTokens, price, streaming } = facts
  return [
    ...(tools === false ? [t('No tools: Cline cannot work with it')] : []),
    ...(streaming ? [] : [t('No streaming')]),
    ...(cache ? [t('Prompt cache')] : []),
    ...(contextTokens === undefined ? [] : [t('{0} context', tokens(contextTokens))]),
    ...(price === undefined
      ? []
      : [
          t(
            '{0} in, {1} out per million tokens',
            moneyWords(price.input, language),
            moneyWords(price.output, language),
          ),
        ]),
  ]
}

/** The same as short as a row is: what rules a model out, its room and its price. */
export function rowWords(option: ModelOption, language: string): string[] {
  const { facts, legacy } = option
  const words = [legacy ? t('legacy') : '', residencyWords(option)]
  if (facts !== undefined) {
    const { tools, streaming, contextTokens, price } = facts
    words.push(
      tools === false ? t('No tools: Cline cannot work with it') : '',
      streaming ? '' : t('No streaming'),
      contextTokens === undefined ? '' : t('{0} context', tokens(contextTokens)),
      price === undefined
        ? ''
        : t('{0} / {1} per 1M tokens', moneyWords(price.input, language), moneyWords(price.output, language)),
    )
  }
  return words.filter((word) => word !== '')
}

const bundleWords = (bundles: ModelFacts['bundles']): string => {
  const words = {
    both: t('Known to both of Cline’s versions'),
    new: t('Known to Cline’s newer version only'),
    other: t('Not in Cline’s list: it is sent as it stands'),
  }
  return words[bundles]
}

/** What is said of a model that AWS retires; nothing of the others. */
export function legacyWords({ legacy, facts }: ModelOption, language: string): string | undefined {
  if (!legacy) {
    return undefined
  }
  const end = facts?.endOfLife
  const retired =
    end === undefined
      ? t('AWS has marked this model as legacy: it will be retired.')
      : t('AWS has marked this model as legacy and switches it off on {0}.', dayWords(end, language))
  return facts?.successor === undefined
    ? retired
    : t('{0} {1}', retired, t('Newer here: {0}.', facts.successor))
}

/** All that is known of a choice, to read beside the list. */
export function modelText(option: ModelOption, catalogue: string | undefined, language: string): string {
  const { provider, name, id, destinations, route, facts, note } = option
  const rows = [
    [t('Cline will send'), `\`${id}\``],
    [t('Requests may run in'), destinations.length === 0 ? anywhere(route) : destinations.join(', ')],
    [t('Called'), route === 'on-demand' ? t('on demand') : t('through an inference profile')],
    ...(facts?.outputTokens === undefined
      ? []
      : [[t('Longest answer'), t('{0} tokens', facts.outputTokens)]]),
    ...(facts === undefined ? [] : [['Cline', bundleWords(facts.bundles)]]),
    ...(catalogue === undefined || facts?.contextTokens === undefined
      ? []
      : [[t('Limits and price from'), t('Cline’s catalogue {0}', catalogue)]]),
  ]
  const parts = [
    `# ${provider} ${name}`,
    [residencyWords(option), ...factWords(option, language)].join(' · '),
    note ?? '',
    legacyWords(option, language) ?? '',
    rows.map(([label = '', value = '']) => `- ${t('{0}: {1}', label, value)}`).join('\n'),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const anywhere = (route: ModelOption['route']): string =>
  route === 'on-demand' ? t('Only this region') : t('any region')
