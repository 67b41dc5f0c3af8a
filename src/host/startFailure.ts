import { t } from '@vscode/l10n'
import { commands, window } from 'vscode'
import { redact } from '../core/diagnosis/redact.ts'
import { withoutLinks } from './notices.ts'

/** Tells that the part behind the commands did not start, with a way on. True when it shall be tried again. */
export async function tellFailedStart(error: unknown): Promise<boolean> {
  const reason = redact(error instanceof Error ? error.message : String(error))
  const [first = ''] = reason.split('\n')
  const again = t('Try again')
  const reload = t('Reload window')
  const text = t(
    'Bedrock for Cline could not start: {0} Cline’s settings were not touched. Try again, or reload the window; if it keeps failing, install the extension anew.',
    first.replace(/[^.!?]$/, '$&.'),
  )
  const answer = await window.showErrorMessage(withoutLinks(text), again, reload)
  if (answer === reload) {
    await commands.executeCommand('workbench.action.reloadWindow')
  }
  return answer === again
}
