import { t } from '@vscode/l10n'

/** What is known of the place where the extension host runs. */
export interface Place {
  /** VS Code's `env.remoteName`, or what the command line works out. */
  remote?: string | undefined
  /** The WSL distribution, the host or the codespace, where known. */
  name?: string | undefined
}

// A server on this computer is named by its address.
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/

/** True when a browser on the user's own computer cannot reach a port of the place. */
export const isElsewhere = ({ remote }: Place): boolean => remote !== undefined && remote !== ''

/** One sentence: which machine's files are read. The usual surprise in WSL, over SSH and in containers. */
export function machineSentence({ remote, name }: Place): string {
  if (remote === undefined || remote === '' || LOOPBACK.test(remote)) {
    return t('Profiles and Cline’s settings are read on this computer.')
  }
  switch (remote) {
    case 'wsl':
      return name === undefined
        ? t('This window runs in WSL: it reads that home’s .aws, not your Windows one.')
        : t('This window runs in WSL ({0}): it reads that home’s .aws, not your Windows one.', name)
    case 'ssh-remote':
      return name === undefined
        ? t('This window runs over SSH: it reads the .aws of the remote machine.')
        : t('This window runs over SSH: it reads the .aws of {0}, not that of your own computer.', name)
    case 'dev-container':
    case 'attached-container':
    case 'container':
      return t('This window runs in a container: it reads the .aws inside it.')
    case 'codespaces':
      return name === undefined
        ? t('This window runs in a codespace: it reads the .aws inside it.')
        : t('This window runs in the codespace {0}: it reads the .aws inside it.', name)
    default:
      return t('This window runs on another machine ({0}): it reads the .aws there.', remote)
  }
}

/** Works out the place from the variables of a shell, for the command line. */
export function placeOf(env: Record<string, string | undefined>, inContainer: boolean): Place {
  if ((env.CODESPACES ?? '') === 'true') {
    return { remote: 'codespaces', name: env.CODESPACE_NAME }
  }
  if ((env.WSL_DISTRO_NAME ?? '') !== '') {
    return { remote: 'wsl', name: env.WSL_DISTRO_NAME }
  }
  if (inContainer || (env.REMOTE_CONTAINERS ?? '') !== '') {
    return { remote: 'container' }
  }
  return (env.SSH_CONNECTION ?? '') === '' ? {} : { remote: 'ssh-remote', name: env.HOSTNAME }
}
