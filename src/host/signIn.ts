import { t } from '@vscode/l10n'
import { type Terminal, window, workspace } from 'vscode'

/**
 * Runs AWS's own sign-in in a terminal of its own, without a shell: a profile's name is not code. The
 * terminal shows the address and the code that a remote window needs. One sign-in at a time per profile.
 */
export function createSignIn(done: () => void) {
  const running = new Map<string, Terminal>()
  const closed = window.onDidCloseTerminal((terminal) => {
    for (const [key, each] of running) {
      if (each === terminal) {
        running.delete(key)
        done()
      }
    }
  })
  return {
    /** Starts it, or shows the one under way. Gives a sentence for the user. */
    start(profile: string, via: 'sso' | 'login'): string {
      if (!workspace.isTrusted) {
        return t('Restricted mode: no program is started. Trust the workspace, or sign in in a terminal.')
      }
      const key = `${via} ${profile}`
      const known = running.get(key)
      if (known !== undefined) {
        known.show()
        return t('The sign-in is under way in the terminal.')
      }
      const shellArgs = [...(via === 'sso' ? ['sso', 'login'] : ['login']), `--profile=${profile}`]
      const terminal = window.createTerminal({
        name: t('AWS sign-in: {0}', profile),
        shellPath: 'aws',
        shellArgs,
        isTransient: true,
      })
      running.set(key, terminal)
      terminal.show()
      return t('Follow the sign-in in the terminal; the check runs again when it ends.')
    },
    dispose() {
      closed.dispose()
    },
  }
}
