import { t } from '@vscode/l10n'
import { settingWords } from '../settings/settingWords.ts'
import type { WizardState } from '../wizard/state.ts'
import { otherItems, takeUpItems } from './otherClines.ts'
import { doing, grouped, problemHead, problemItems, told } from './results.ts'
import type { PickItem, PickPart } from './screen.ts'

/** The summary, and what next. */
export function doneScreen(state: WizardState): PickPart {
  const { review, running } = state
  if (review.status === 'undone') {
    return {
      placeholder: t('The settings are as they were before.'),
      items: [
        ...reload(review.reloadNeeded),
        doing('arrow-left', t('Back to the test prompt'), { type: 'go', to: 'prompt' }),
        doing('check-all', t('Close'), { type: 'close' }),
      ],
    }
  }
  return {
    placeholder: running.phase === 'failed' ? t('The settings are gone again') : t('Cline is set up'),
    busy: review.status === 'undoing' || running.phase === 'confirming',
    items: [
      ...(review.failure === undefined ? [] : problemItems(review.failure, 'review', 'done')),
      ...reload(review.reloadNeeded),
      ...cline(state),
      doing('check-all', t('Close'), { type: 'close' }),
      ...grouped(t('What was written'), [...written(state), ...takeUpItems(running)]),
      ...otherItems(running, true),
      ...grouped(t('What next'), next(state)),
    ],
  }
}

function cline({ host, review, running }: WizardState): PickItem[] {
  if (!host.cline.installed) {
    return [doing('cloud-download', t('Install Cline'), { type: 'send', intent: { type: 'installCline' } })]
  }
  const isReady = !review.reloadNeeded && running.phase !== 'failed'
  return [
    doing('comment-discussion', t('Open Cline'), { type: 'send', intent: { type: 'openCline' } }),
    ...(isReady
      ? [
          doing(
            'play',
            t('Give Cline a first task'),
            { type: 'send', intent: { type: 'startTask' } },
            t('Cline itself answers once, in a few words; it costs about as much as the test prompt.'),
          ),
        ]
      : []),
  ]
}

function written({ review, region, model, credentials }: WizardState): PickItem[] {
  const { now, backup, warnings, status } = review
  const answers = [credentials.profile, region.chosen, model.chosen].filter((part) => part !== undefined)
  return [
    told('settings-gear', now === undefined ? answers.join(' · ') : settingWords(now)),
    ...(model.planModel === undefined ? [] : [told('checklist', t('For planning'), model.planModel)]),
    ...warnings.map((warning) => problemHead('warning', warning)),
    status === 'undoing'
      ? told('loading~spin', t('Undoing…'))
      : {
          ...doing('discard', t('Undo'), { type: 'send', intent: { type: 'undo' } }),
          ...(backup !== undefined && { description: `${t('Backup:')} ${backup}` }),
        },
  ]
}

function next({ review }: WizardState): PickItem[] {
  return [
    doing(
      'shield',
      t('Security and cost'),
      { type: 'send', intent: { type: 'goTo', step: 'security' }, to: 'security' },
      t('Optional: what your account has switched on, and templates ready to run.'),
    ),
    doing(
      'tag',
      t('Named setups'),
      { type: 'send', intent: { type: 'openSetups' } },
      t('Keep this setting under a name, such as “work”, to switch back to it later.'),
    ),
    doing('history', t('History'), { type: 'send', intent: { type: 'openHistory' } }),
    ...(review.keepsOldKeys === true
      ? [
          doing(
            'trash',
            t('Delete the backups'),
            { type: 'send', intent: { type: 'deleteBackups' } },
            t('They hold the earlier keys, for at most 30 days. Undo is then no longer possible.'),
          ),
        ]
      : []),
  ]
}

const reload = (needed: boolean): PickItem[] =>
  needed ? [doing('refresh', t('Reload window'), { type: 'send', intent: { type: 'reloadWindow' } })] : []
