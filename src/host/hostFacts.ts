import { env, workspace } from 'vscode'
import { machineSentence } from '../core/credentials/machine.ts'
import type { HostFacts } from '../core/wizard/state.ts'
import { findCline } from './clineExtension.ts'

/** Where the wizard runs, as of now. */
export function readHostFacts(processEnv: NodeJS.ProcessEnv): HostFacts {
  const configured = workspace.getConfiguration('http').get<string>('proxy') ?? ''
  return {
    machine: machineSentence({ remote: env.remoteName, name: placeName(processEnv) }),
    trusted: workspace.isTrusted,
    cline: findCline(),
    proxy: configured !== '' || (processEnv.HTTPS_PROXY ?? processEnv.https_proxy ?? '') !== '',
  }
}

/** The distribution, host or codespace behind the remote window, as its own environment names it. */
function placeName({ WSL_DISTRO_NAME, CODESPACE_NAME, HOSTNAME }: NodeJS.ProcessEnv): string | undefined {
  const names: Record<string, string | undefined> = {
    wsl: WSL_DISTRO_NAME,
    codespaces: CODESPACE_NAME,
    'ssh-remote': HOSTNAME,
  }
  return names[env.remoteName ?? '']
}
