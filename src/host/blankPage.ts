import { t } from '@vscode/l10n'
import { type Disposable, window } from 'vscode'
import type { Timers } from '../app/ports.ts'

/** So long a page in view may say nothing, in milliseconds; VS Code's first web view of a day needs about 3 s. */
const PATIENCE_MS = 15_000

/** Whether a page has come up. */
export interface PageWatch extends Disposable {
  /** VS Code loads a page anew each time it comes into view. */
  inView(isInView: boolean): void
  /** The page has said something. */
  isAlive(): void
}

/** Calls `onBlank` when the page is in view and has not come up, as where VS Code cannot start its web views. */
export function watchPage(timers: Timers, onBlank: () => void): PageWatch {
  let seen = false
  let cancel = () => {}
  return {
    inView(isInView) {
      if (isInView !== seen) {
        seen = isInView
        cancel()
        cancel = isInView ? timers.after(PATIENCE_MS, onBlank) : () => {}
      }
    },
    isAlive() {
      cancel()
      cancel = () => {}
    },
    dispose: () => cancel(),
  }
}

/** What the user can do about a page that stays blank. */
export interface WaysOn {
  openAgain: () => void
  openQuickPicks: () => void
}

/** Says that the page has not come up, and offers a way on. */
export async function tellBlankPage({ openAgain, openQuickPicks }: WaysOn): Promise<void> {
  const again = t('Open it again')
  const quickPicks = t('Use quick picks instead')
  const answer = await window.showWarningMessage(
    t('The setup page has not come up. VS Code may be busy, or unable to show web pages in this window.'),
    again,
    quickPicks,
  )
  if (answer === again) {
    openAgain()
  } else if (answer === quickPicks) {
    openQuickPicks()
  }
}
