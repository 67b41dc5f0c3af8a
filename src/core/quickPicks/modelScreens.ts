import { t } from '@vscode/l10n'
import type { ModelOption, WizardState } from '../wizard/state.ts'
import { accessItems, waitingWords } from './accessScreens.ts'
import { legacyWords, modelText, rowWords } from './modelWords.ts'
import { missingItems, pendingItems } from './pending.ts'
import { policyItems } from './policyScreens.ts'
import { doing, grouped, isGood, onward, resultItems, told } from './results.ts'
import type { Act, InputPart, PickItem, PickPart, View } from './screen.ts'

/** Which model answers; recommended ones first. */
export const modelScreen = (state: WizardState, view: View): PickPart =>
  modelList(state, view, {
    placeholder: t('Which model answers?'),
    chosen: state.model.chosen,
    choose: (modelId) => ({ type: 'send', intent: { type: 'chooseModel', modelId }, to: 'model-check' }),
    other: { type: 'go', to: 'model-id' },
  })

/** Which model plans, where it is another one than the one that acts. */
export function planModelScreen(state: WizardState, view: View): PickPart {
  const list = modelList(state, view, {
    placeholder: t('Which model plans?'),
    chosen: state.model.planModel,
    choose: (modelId) => ({ type: 'send', intent: { type: 'choosePlanModel', modelId }, to: 'model-check' }),
    other: { type: 'go', to: 'plan-model-id' },
  })
  const same = doing(
    'combine',
    t('Use one model for both'),
    { type: 'send', intent: { type: 'choosePlanModel', modelId: '' }, to: 'model-check' },
    state.model.chosen,
  )
  return { ...list, name: t('Model for planning'), items: [same, ...list.items] }
}

interface List {
  placeholder: string
  chosen: string | undefined
  choose: (modelId: string) => Act
  other: Act
}

function modelList({ model, region }: WizardState, view: View, list: List): PickPart {
  const { placeholder, chosen, choose, other } = list
  const more = grouped(t('More'), [doing('edit', t('Use another id or ARN'), other)])
  if (model.options === undefined) {
    return {
      placeholder: t('The models appear here when the region has answered.'),
      busy: region.check.status === 'running',
      items: more,
    }
  }
  const rowOf = (option: ModelOption): PickItem => ({
    ...modelItem(option, chosen, view.language),
    group: option.recommended ? t('Recommended') : option.provider,
    act: choose(option.id),
  })
  const recommended = model.options.filter((option) => option.recommended)
  const others = model.options.filter((option) => !option.recommended)
  const at = [...recommended, ...more, ...others].findIndex((each) => 'id' in each && each.id === chosen)
  // Known by heart or told by a colleague: before the long list, which nobody scrolls to its end.
  const items = [...recommended.map(rowOf), ...more, ...others.map(rowOf)]
  return { placeholder, active: Math.max(0, at), items }
}

function modelItem(option: ModelOption, chosen: string | undefined, language: string) {
  const { id, name, provider, recommended, legacy, note } = option
  return {
    icon: id === chosen ? 'check' : recommended ? 'star-full' : legacy ? 'history' : 'hubot',
    label: `${provider} ${name}`,
    description: rowWords(option, language).join(' · '),
    detail: recommended && note !== undefined ? `${id} · ${note}` : id,
  }
}

const idInput = (placeholder: string, value: string, submit: InputPart['submit']): InputPart => ({
  placeholder,
  prompt: t('The exact id that Cline will send.'),
  secret: false,
  value,
  optional: false,
  refuse: (text) => (/\s/.test(text.trim()) ? t('An id or ARN has no blanks in it.') : undefined),
  submit,
})

/** An id that the list does not have. */
export const modelIdScreen = ({ model }: WizardState): InputPart =>
  idInput(t('Model id or ARN'), model.chosen ?? '', (modelId) => ({
    type: 'send',
    intent: { type: 'chooseModel', modelId: modelId.trim() },
    to: 'model-check',
  }))

/** The same for planning. */
export const planModelIdScreen = ({ model }: WizardState): InputPart => ({
  ...idInput(t('Model id or ARN'), model.planModel ?? '', (modelId) => ({
    type: 'send',
    intent: { type: 'choosePlanModel', modelId: modelId.trim() },
    to: 'model-check',
  })),
  name: t('Model for planning'),
})

/** Whether the credentials may use the model, what the account lacks, and the rights it takes. */
export function modelCheckScreen(state: WizardState, view: View): PickPart {
  const { model } = state
  const { check, permissions } = model
  const busy = check.status === 'running' || permissions.status === 'running'
  const waits = waitingWords(model.access, view.now)
  return {
    placeholder: waits ?? (busy ? t('Checking…') : (check.result?.summary ?? t('Not checked yet'))),
    busy: busy || waits !== undefined,
    ...(waits !== undefined && { ticks: true }),
    items: [
      // Without the form hardly any prompt is answered, so it comes before the way on.
      ...(model.access.form === 'missing' ? accessItems(state) : []),
      ...(isGood(check) ? [onward('prompt', model.chosen)] : []),
      ...pendingItems(state, 'model-access'),
      ...missingItems(state, 'model-access', check),
      ...(model.access.form === 'missing' ? [] : accessItems(state)),
      ...resultItems(check, 'model-access', 'model-check'),
      ...(check.status === 'running'
        ? []
        : [
            ...grouped(t('Permissions'), resultItems(permissions, 'permissions', 'model-check')),
            ...policyItems(state),
            ...aboutItems(state, view),
          ]),
    ],
  }
}

function aboutItems({ model }: WizardState, { language }: View): PickItem[] {
  const { chosen, planModel, options, catalogue } = model
  if (chosen === undefined) {
    return []
  }
  const option = options?.find(({ id }) => id === chosen)
  const legacy = option === undefined ? undefined : legacyWords(option, language)
  return grouped(t('Model'), [
    ...(option === undefined
      ? []
      : [
          doing('info', t('Where requests run, limits and price'), {
            type: 'show',
            shown: {
              name: `${option.name}.md`,
              language: 'markdown',
              text: modelText(option, catalogue, language),
            },
          }),
        ]),
    ...(legacy === undefined ? [] : [told('history', legacy)]),
    doing(
      'checklist',
      t('Another model for planning…'),
      { type: 'go', to: 'plan-model' },
      planModel ?? t('Cline’s plan mode may use a model of its own.'),
    ),
  ])
}
