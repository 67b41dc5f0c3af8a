import { ConfigurationTarget, workspace } from 'vscode'

type Interface = 'page' | 'quickPick'

const settings = () => workspace.getConfiguration('bedrockSetup')

/** Where the user wants the set-up to happen. */
export const preferredInterface = (): Interface =>
  settings().get<string>('interface') === 'quickPick' ? 'quickPick' : 'page'

/** Keeps the choice for the next time, in the user's settings. */
export async function rememberInterface(chosen: Interface): Promise<void> {
  if (chosen !== preferredInterface()) {
    await settings().update('interface', chosen, ConfigurationTarget.Global)
  }
}
