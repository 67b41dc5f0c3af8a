import { t } from '@vscode/l10n'
import { env, workspace } from 'vscode'
import type { HostFacts } from '../core/wizard/state.ts'
import { findCline } from './clineExtension.ts'

/** Says which machine's files are read: the usual surprise in WSL, over SSH and in containers. */
function machine(): string {
  const remote = env.remoteName
  // A server on this computer is named by its address.
  if (remote === undefined || /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(remote)) {
    return t('Profiles and Cline’s settings are read on this computer.')
  }
  const names: Record<string, string> = {
    wsl: t('This window runs in WSL: it reads that home’s .aws, not your Windows one.'),
    'ssh-remote': t('This window runs over SSH: it reads the .aws of the remote machine.'),
    'dev-container': t('This window runs in a container: it reads the .aws inside it.'),
    'attached-container': t('This window runs in a container: it reads the .aws inside it.'),
    codespaces: t('This window runs in a codespace: it reads the .aws inside it.'),
  }
  return names[remote] ?? t('This window runs on another machine ({0}): it reads the .aws there.', remote)
}

/** Where the wizard runs, as of now. */
export function readHostFacts(processEnv: NodeJS.ProcessEnv): HostFacts {
  const configured = workspace.getConfiguration('http').get<string>('proxy') ?? ''
  return {
    machine: machine(),
    trusted: workspace.isTrusted,
    cline: findCline(),
    proxy: configured !== '' || (processEnv.HTTPS_PROXY ?? processEnv.https_proxy ?? '') !== '',
  }
}
