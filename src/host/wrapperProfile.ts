import { t } from '@vscode/l10n'
import { Position, Uri, WorkspaceEdit, window, workspace } from 'vscode'
import type { Aws } from '../app/ports.ts'
import { wrapperProfileName, wrapperProfileText } from '../core/credentials/wrapperProfile.ts'

/**
 * Offers a profile that fetches the credentials through the AWS CLI, for single sign-on in another region
 * than Bedrock's. The new text is shown in the config file, unsaved: saving it is the user's act.
 */
export async function writeWrapperProfile(aws: Aws, profile: string): Promise<string> {
  const files = await aws.readFiles()
  const taken = new Set(files.profiles.map((each) => each.name))
  const name = wrapperProfileName(profile, taken)
  const source = files.profiles.find((each) => each.name === profile)
  const text = wrapperProfileText(name, profile, source?.settings.region)
  if (text === undefined) {
    return t('This profile’s name cannot be used in a command line. Rename the profile first.')
  }
  const document = await workspace.openTextDocument(Uri.file(files.configPath))
  const edit = new WorkspaceEdit()
  const end = document.lineAt(document.lineCount - 1).range.end
  const lead = end.character === 0 && document.lineCount > 1 ? '\n' : '\n\n'
  edit.insert(document.uri, new Position(end.line, end.character), `${lead}${text}`)
  await workspace.applyEdit(edit)
  await window.showTextDocument(document)
  return t('Profile {0} was added to the open file. Save it, then choose that profile.', name)
}
