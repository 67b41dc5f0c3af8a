import type { SecretStorage } from 'vscode'
import type { AuthSource } from '../core/choice.ts'
import { parseSecretText, toSecretText } from '../core/settings/setupSecrets.ts'
import { type NamedSetup, openAuth } from '../core/settings/setups.ts'

const keyOf = (name: string): string => `setup:${name}`

/** Keeps a setup's keys in VS Code's secret storage; a setup without keys leaves nothing there. */
export async function keepSecrets(storage: SecretStorage, name: string, auth: AuthSource): Promise<void> {
  const text = toSecretText(auth)
  await (text === undefined ? storage.delete(keyOf(name)) : storage.store(keyOf(name), text))
}

/** A setup's whole way of authentication; `undefined` when its keys are not on this computer. */
export async function authOf(storage: SecretStorage, setup: NamedSetup): Promise<AuthSource | undefined> {
  const open = openAuth(setup)
  const text = open === undefined ? await storage.get(keyOf(setup.name)) : undefined
  return open ?? (text === undefined ? undefined : parseSecretText(text))
}

/** The setup goes, and its keys with it. */
export const forgetSecrets = (storage: SecretStorage, name: string): Promise<void> =>
  Promise.resolve(storage.delete(keyOf(name)))
