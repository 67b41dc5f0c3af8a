import { t } from '@vscode/l10n'
import type { CheckState, ModelOption, WizardState } from '../wizard/state.ts'
import type { InputPart, PickPart } from './credentialScreens.ts'
import { pendingItems } from './pending.ts'
import { onward, problemItems, resultItems, told } from './results.ts'
import type { PickItem } from './screen.ts'

const isGood = ({ status }: CheckState) => status === 'pass' || status === 'warn'

/** Where Bedrock is asked; the region of the user's own settings comes first. */
export function regionScreen({ region }: WizardState): PickPart {
  const { options, chosen, suggested } = region
  const first = [...options].sort((a, b) => Number(b.id === suggested) - Number(a.id === suggested))
  return {
    placeholder: t('Where does Bedrock run?'),
    active: Math.max(
      0,
      first.findIndex(({ id }) => id === chosen),
    ),
    items: first.map(({ id, place }) => ({
      icon: id === chosen ? 'check' : 'globe',
      label: id,
      description: id === suggested ? t('{0} (from your AWS settings)', place) : place,
      act: { type: 'send', intent: { type: 'chooseRegion', region: id }, to: 'region-check' },
    })),
  }
}

/** What Bedrock said in the region. */
export const regionCheckScreen = (state: WizardState): PickPart => regionChecked(state, state.region)

const regionChecked = (state: WizardState, { check }: WizardState['region']): PickPart => ({
  placeholder: check.status === 'running' ? t('Checking…') : (check.result?.summary ?? t('Not checked yet')),
  busy: check.status === 'running',
  items: [
    ...(isGood(check) || check.status === 'skip' ? [onward('model')] : []),
    ...pendingItems(state, 'region'),
    ...resultItems(check, 'region', 'region-check'),
  ],
})

/** Which model answers; recommended ones first. */
export function modelScreen({ model }: WizardState): PickPart {
  const other: PickItem = {
    icon: 'edit',
    label: t('Use another id or ARN'),
    act: { type: 'go', to: 'model-id' },
  }
  if (model.options === undefined) {
    return {
      placeholder: t('The models appear here when the region has answered.'),
      busy: true,
      items: [other],
    }
  }
  const sorted = [...model.options].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  return {
    placeholder: t('Which model answers?'),
    active: Math.max(
      0,
      sorted.findIndex(({ id }) => id === model.chosen),
    ),
    items: [...sorted.map((option) => modelItem(option, model.chosen)), other],
  }
}

function modelItem(
  { id, name, provider, recommended, legacy }: ModelOption,
  chosen: string | undefined,
): PickItem {
  const marks = [recommended ? t('recommended') : '', legacy ? t('legacy') : ''].filter((mark) => mark !== '')
  return {
    icon: id === chosen ? 'check' : recommended ? 'star-full' : legacy ? 'history' : 'hubot',
    label: `${provider} ${name}`,
    description: marks.join(' · '),
    detail: id,
    act: { type: 'send', intent: { type: 'chooseModel', modelId: id }, to: 'model-check' },
  }
}

/** An id that the list does not have. */
export const modelIdScreen = ({ model }: WizardState): InputPart => ({
  placeholder: t('Model id or ARN'),
  prompt: t('The exact id that Cline will send.'),
  secret: false,
  value: model.chosen ?? '',
  optional: false,
  submit: (modelId) => ({
    type: 'send',
    intent: { type: 'chooseModel', modelId: modelId.trim() },
    to: 'model-check',
  }),
})

/** Whether the credentials may use the model. */
export function modelCheckScreen(state: WizardState): PickPart {
  const { model } = state
  const { check, permissions } = model
  const busy = check.status === 'running' || permissions.status === 'running'
  return {
    placeholder: busy ? t('Checking…') : (check.result?.summary ?? t('Not checked yet')),
    busy,
    items: [
      ...(isGood(check) ? [onward('prompt', model.chosen)] : []),
      ...pendingItems(state, 'model-access'),
      ...resultItems(check, 'model-access', 'model-check'),
      ...(check.status === 'running' ? [] : resultItems(permissions, 'permissions', 'model-check')),
      ...(model.grant === undefined
        ? []
        : [
            {
              icon: 'copy',
              label: t('Copy least policy'),
              act: { type: 'send' as const, intent: { type: 'copyPolicy' as const } },
            },
          ]),
    ],
  }
}

/** One real request; entering it sends it. */
export const promptScreen = ({ prompt }: WizardState): InputPart => ({
  placeholder: t('Prompt'),
  prompt: t('Enter sends it. AWS bills a few tokens, usually far below a cent.'),
  secret: false,
  value: prompt.text,
  optional: false,
  submit: (text) => ({ type: 'send', intent: { type: 'setPrompt', text }, to: 'answer' }),
})

/** What the model said. */
export function answerScreen(state: WizardState): PickPart {
  const { prompt } = state
  const isRunning = prompt.status === 'running'
  const words = prompt.answer.trim().split(/\s+/).join(' ')
  const stop: PickItem = {
    icon: 'debug-stop',
    label: t('Stop'),
    act: { type: 'send', intent: { type: 'stopPrompt' } },
  }
  return {
    placeholder: isRunning ? t('Waiting for the model…') : (prompt.check.result?.summary ?? t('Stopped')),
    busy: isRunning,
    items: [
      ...(isGood(prompt.check) ? [onward('review')] : []),
      ...pendingItems(state, 'test-prompt'),
      ...(words === '' ? [] : [told('comment', t('Answer'), words)]),
      ...(isRunning ? [stop] : resultItems(prompt.check, 'test-prompt', 'answer')),
    ],
  }
}

/** What will change, and the one row that writes it. */
export function reviewScreen({ review }: WizardState): PickPart {
  const files = review.files.map(
    ({ path, diff }, index): PickItem => ({
      icon: 'diff',
      label: path.split(/[\\/]/).at(-1) ?? path,
      description: changes(diff),
      detail: path,
      act: { type: 'send', intent: { type: 'openDiff', index } },
    }),
  )
  const { previewId, failure } = review
  const write: PickItem[] =
    review.status === 'ready' && previewId !== undefined
      ? [
          {
            icon: 'save',
            label: t('Write Cline’s settings'),
            detail: t('A backup is made first, and you can undo it.'),
            act: { type: 'send', intent: { type: 'apply', previewId } },
          },
        ]
      : []
  const busy = review.status === 'planning' || review.status === 'writing'
  return {
    placeholder: busy ? t('Reading Cline’s settings…') : t('What will change?'),
    busy,
    items: [
      ...write,
      ...(failure === undefined ? [] : problemItems(failure, 'review', 'review')),
      ...(review.changed === false
        ? [told('check', t('Cline is set to this already: nothing needs to change.'))]
        : []),
      ...files,
      ...review.warnings.map(({ title, what }) => told('warning', title, what)),
    ],
  }
}

const changes = (diff: string): string => {
  const lines = diff.split('\n').filter((line) => !/^(---|\+\+\+)/.test(line))
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
  return `+${count('+')} −${count('-')}`
}

/** The summary, and what next. */
export function doneScreen({ review, host, region, model }: WizardState): PickPart {
  if (review.status === 'undone') {
    return {
      placeholder: t('The settings are as they were before.'),
      items: [
        { icon: 'arrow-left', label: t('Back to the test prompt'), act: { type: 'go', to: 'prompt' } },
        ...reload(review.reloadNeeded),
      ],
    }
  }
  const open: PickItem = {
    icon: 'comment-discussion',
    label: t('Open Cline'),
    act: { type: 'send', intent: { type: 'openCline' } },
  }
  const undo: PickItem = {
    icon: 'discard',
    label: t('Undo'),
    act: { type: 'send', intent: { type: 'undo' } },
  }
  return {
    placeholder: t('Cline is set up'),
    busy: review.status === 'undoing',
    items: [
      ...reload(review.reloadNeeded),
      ...(host.cline.installed
        ? [open]
        : [
            {
              icon: 'cloud-download',
              label: t('Install Cline'),
              act: { type: 'send' as const, intent: { type: 'installCline' as const } },
            },
          ]),
      {
        icon: 'check-all',
        label: t('Close'),
        description: `${model.chosen ?? ''} · ${region.chosen ?? ''}`,
        act: { type: 'close' },
      },
      undo,
      {
        icon: 'shield',
        label: t('Security and cost'),
        detail: t('On the page: what your account has switched on, and templates ready to run.'),
        act: { type: 'page', step: 'security' },
      },
      ...(review.failure === undefined ? [] : problemItems(review.failure, 'review', 'done')),
    ],
  }
}

const reload = (needed: boolean): PickItem[] =>
  needed
    ? [
        {
          icon: 'refresh',
          label: t('Reload window'),
          act: { type: 'send', intent: { type: 'reloadWindow' } },
        },
      ]
    : []
