import { t } from '@vscode/l10n'
import {
  commands,
  type QuickPickItem,
  QuickPickItemKind,
  type SecretStorage,
  ThemeIcon,
  window,
} from 'vscode'
import type { Setups } from '../app/ports.ts'
import { settingWords } from '../core/settings/settingWords.ts'
import { type NamedSetup, setupName, setupRequest, toSetup } from '../core/settings/setups.ts'
import { withoutLinks } from './notices.ts'
import { authOf, forgetSecrets, keepSecrets } from './setupSecrets.ts'
import { afterWrite, askWithDiff, showFailure, type WriteDeps } from './writeAsked.ts'

/** What the command works with. */
export interface SetupsDeps extends WriteDeps {
  setups: Setups
  secrets: SecretStorage
  now: () => number
}

interface Row extends QuickPickItem {
  setup?: NamedSetup
}

/** Lists the named setups: switch to one, keep the present setting as one, delete one. */
export async function chooseSetup(deps: SetupsDeps): Promise<void> {
  const list = await deps.setups.list()
  if (!list.ok) {
    await showFailure(list.failure, deps.platform)
    return
  }
  const picked = await pickRow(list.value)
  if (picked === undefined) {
    return
  }
  const { row, remove } = picked
  if (row.setup === undefined) {
    await keepPresent(deps)
  } else {
    await (remove ? deleteSetup(deps, row.setup) : switchTo(deps, row.setup))
  }
}

/** A quick pick whose rows have a button of their own. */
function pickRow(setups: readonly NamedSetup[]): Promise<{ row: Row; remove: boolean } | undefined> {
  const pick = window.createQuickPick<Row>()
  pick.title = t('Named Setups')
  pick.placeholder = t('Switch Cline to a setup, or keep its present setting under a name')
  pick.matchOnDescription = true
  const buttons = [{ iconPath: new ThemeIcon('trash'), tooltip: t('Delete') }]
  pick.items = [
    ...setups.map((setup) => ({
      label: `$(bookmark) ${setup.name}`,
      description: settingWords({ ...setup, provider: 'bedrock' }),
      buttons,
      setup,
    })),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: `$(add) ${t('Keep Cline’s present setting under a name…')}` },
  ]
  return new Promise((resolve) => {
    const end = (row: Row | undefined, remove: boolean) => {
      resolve(row === undefined ? undefined : { row, remove })
      pick.dispose()
    }
    pick.onDidAccept(() => end(pick.selectedItems[0], false))
    pick.onDidTriggerItemButton(({ item }) => end(item, true))
    pick.onDidHide(() => end(undefined, false))
    pick.show()
  })
}

async function keepPresent(deps: SetupsDeps): Promise<void> {
  const present = await deps.cline.present()
  if (!present.ok) {
    await showFailure(present.failure, deps.platform)
    return
  }
  if (present.value === undefined) {
    void window.showInformationMessage(t('Cline is not set to Bedrock, so there is nothing to keep.'))
    return
  }
  const typed = await window.showInputBox({
    title: t('Keep Cline’s present setting under a name…'),
    prompt: t('A name, such as “work”. An earlier setup of this name is replaced.'),
    validateInput: (text) =>
      setupName(text) === undefined ? t('A name has 1 to 40 characters.') : undefined,
  })
  const name = typed === undefined ? undefined : setupName(typed)
  if (name === undefined) {
    return
  }
  await keepSecrets(deps.secrets, name, present.value.auth)
  const saved = await deps.setups.save(toSetup(present.value, name, new Date(deps.now()).toISOString()))
  await (saved.ok
    ? window.showInformationMessage(withoutLinks(t('Kept as “{0}”.', name)))
    : showFailure(saved.failure, deps.platform))
}

async function switchTo(deps: SetupsDeps, setup: NamedSetup): Promise<void> {
  const auth = await authOf(deps.secrets, setup)
  if (auth === undefined) {
    void window.showErrorMessage(
      withoutLinks(
        t(
          'The keys of “{0}” are not on this computer. Set Cline up with them and keep it again.',
          setup.name,
        ),
      ),
    )
    return
  }
  const request = setupRequest(setup, auth)
  const preview = await deps.cline.preview(request)
  if (!preview.ok) {
    await showFailure(preview.failure, deps.platform)
    return
  }
  if (!preview.value.changed) {
    void window.showInformationMessage(withoutLinks(t('Cline is set to “{0}” already.', setup.name)))
    return
  }
  const words = {
    title: t('What switching to “{0}” changes', setup.name),
    question: t('Switch Cline to “{0}”?', setup.name),
    yes: t('Switch'),
    yesAndReload: t('Switch and reload'),
  }
  if (!(await askWithDiff(deps, preview.value, words))) {
    return
  }
  const written = await deps.cline.apply(request, preview.value.id)
  if (written.ok) {
    await afterWrite(deps, t('Cline is set to: {0}', settingWords(written.value.now)))
    await commands.executeCommand('bedrockSetup.validate')
  } else {
    await showFailure(written.failure, deps.platform)
  }
}

async function deleteSetup(deps: SetupsDeps, { name }: NamedSetup): Promise<void> {
  const yes = t('Delete')
  const detail = t('Its keys go too, if it has any. Cline’s settings stay as they are.')
  const question = t('Delete the setup “{0}”?', name)
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) {
    return
  }
  await forgetSecrets(deps.secrets, name)
  const removed = await deps.setups.remove(name)
  if (!removed.ok) {
    await showFailure(removed.failure, deps.platform)
  }
}
