import { t } from '@vscode/l10n'
import type { Setups } from '../app/ports.ts'
import type { AuthSource } from '../core/choice.ts'
import { settingWords } from '../core/settings/settingWords.ts'
import { type NamedSetup, openAuth, setupName, toSetup } from '../core/settings/setups.ts'
import { apply, type CliDeps, problemJson, problemText } from './commands.ts'
import type { CliOptions } from './options.ts'

/** What the command works with. */
export interface SetupDeps extends CliDeps {
  setups: Setups
}

/** `setups`: keeps Cline's present setting under a name, lists, uses and deletes. Never holds a secret. */
export async function setups(deps: SetupDeps, options: CliOptions): Promise<number> {
  const { action = 'list', name = '' } = options
  const list = await deps.setups.list()
  if (!list.ok) {
    return say(deps, options, problemJson(deps, list.failure), problemText(deps, list.failure), 1)
  }
  const found = list.value.find((each) => each.name === name)
  switch (action) {
    case 'list':
      return listed(deps, options, list.value)
    case 'save':
      return await saved(deps, options, name)
    default:
      if (found === undefined) {
        return say(deps, options, { found: false }, t('There is no setup "{0}".', name), 1)
      }
      return action === 'delete' ? await deleted(deps, options, found) : await used(deps, options, found)
  }
}

function say(
  deps: CliDeps,
  options: CliOptions,
  outcome: Record<string, unknown>,
  text: string,
  code: number,
): number {
  deps.print(options.json ? JSON.stringify({ schemaVersion: 1, ...outcome }, null, 2) : text)
  return code
}

const words = (setup: NamedSetup): string => settingWords({ ...setup, provider: 'bedrock' })

function listed(deps: CliDeps, options: CliOptions, all: readonly NamedSetup[]): number {
  const text = all.length === 0 ? t('There are no named setups.') : all.map(listRow).join('\n')
  return say(deps, options, { setups: all }, text, 0)
}

const listRow = (setup: NamedSetup): string => `${setup.name}  ${words(setup)}`

async function saved(deps: SetupDeps, options: CliOptions, typed: string): Promise<number> {
  const name = setupName(typed)
  const present = await deps.cline.present()
  if (!present.ok) {
    return say(deps, options, problemJson(deps, present.failure), problemText(deps, present.failure), 1)
  }
  if (name === undefined || present.value === undefined) {
    const why =
      name === undefined
        ? t('A name has 1 to 40 characters.')
        : t('Cline is not set to Bedrock, so there is nothing to keep.')
    return say(deps, options, { saved: false }, why, 1)
  }
  const { auth } = present.value
  if (auth.kind === 'keys' || auth.kind === 'api-key') {
    return say(deps, options, { saved: false }, needsEditor(), 1)
  }
  const setup = toSetup(present.value, name, new Date(deps.clock.now()).toISOString())
  const done = await deps.setups.save(setup)
  return done.ok
    ? say(deps, options, { saved: true, setup }, t('Kept as "{0}": {1}', name, words(setup)), 0)
    : say(deps, options, problemJson(deps, done.failure), problemText(deps, done.failure), 1)
}

const needsEditor = (): string =>
  t('This setup holds keys. Only VS Code has a safe place for them: use its command "Named Setups".')

async function deleted(deps: SetupDeps, options: CliOptions, { name }: NamedSetup): Promise<number> {
  const done = await deps.setups.remove(name)
  return done.ok
    ? say(deps, options, { deleted: name }, t('Deleted: {0}', name), 0)
    : say(deps, options, problemJson(deps, done.failure), problemText(deps, done.failure), 1)
}

/** Checked, shown and written as `apply` does it. */
async function used(deps: SetupDeps, options: CliOptions, setup: NamedSetup): Promise<number> {
  const auth: AuthSource | undefined = openAuth(setup)
  if (auth === undefined) {
    return say(deps, options, { applied: false }, needsEditor(), 1)
  }
  const { region, modelId: model, endpoint, profile } = setup
  return await apply(
    { ...deps, auth },
    {
      ...options,
      auth: auth.kind,
      region,
      model,
      ...(profile !== undefined && { profile }),
      ...(endpoint !== undefined && { endpoint }),
    },
  )
}
