import { t } from '@vscode/l10n'
import { env, type QuickPickItem, window } from 'vscode'
import type { SignInTarget } from '../core/health/facts.ts'
import type { Health } from '../core/health/health.ts'
import { rowText } from './statusBar.ts'

/** What the menu offers now; what is absent is not offered. */
export interface HealthActions {
  validate?: () => Promise<void>
  signIn?: { target: SignInTarget; run: () => Promise<unknown> }
  open: () => void
  /** For a key that Cline itself holds. */
  rotated?: () => void
  undo: () => Promise<void>
  reload?: () => Promise<void>
  /** Starting the profile's program in the background: allowed now or not. */
  program?: { profile: string; allowed: boolean; set: (allowed: boolean) => Promise<void> }
}

type Item = QuickPickItem & { run: () => unknown }

/** The menu behind the status bar item. */
export async function showHealthMenu(health: Health, actions: HealthActions): Promise<void> {
  const picked = await window.showQuickPick(itemsOf(health, actions), {
    title: t('Bedrock for Cline'),
    placeHolder: health.sentence,
  })
  await picked?.run()
}

function itemsOf(health: Health, actions: HealthActions): Item[] {
  const { validate, signIn, reload, program, rotated } = actions
  const items: (Item | undefined)[] = [
    reload && {
      label: `$(debug-restart) ${t('Reload window')}`,
      description: t('so that Cline takes up the new key'),
      run: reload,
    },
    validate && {
      label: `$(refresh) ${t('Validate again')}`,
      description: t('free, no prompt is sent'),
      run: validate,
    },
    signIn && {
      label: `$(key) ${t('Sign in')}`,
      description: signIn.target.profile,
      run: signIn.run,
    },
    rotated && {
      label: `$(arrow-swap) ${t('I rotated my key')}`,
      description: t('the new one is checked before it is written'),
      run: rotated,
    },
    { label: `$(settings-gear) ${t('Open the wizard')}`, run: actions.open },
    health.rows.length > 0
      ? { label: `$(info) ${t('Details')}`, run: () => showHealthDetails(health) }
      : undefined,
    { label: `$(discard) ${t('Undo the last write')}`, description: t('asks first'), run: actions.undo },
    program && {
      label: program.allowed
        ? `$(circle-slash) ${t('No longer start the profile’s program in the background')}`
        : `$(terminal) ${t('Allow starting the profile’s program in the background')}`,
      description: program.profile,
      run: () => program.set(!program.allowed),
    },
  ]
  return items.filter((item): item is Item => item !== undefined)
}

/** All facts as text, for reading and for copying. */
export async function showHealthDetails({ sentence, rows }: Health): Promise<void> {
  const detail = rows.map((row) => t('{0}: {1}', row.label, rowText(row))).join('\n')
  const copy = t('Copy')
  const answer = await window.showInformationMessage(sentence, { modal: true, detail }, copy)
  if (answer === copy) {
    await env.clipboard.writeText(`${sentence}\n${detail}`)
  }
}
