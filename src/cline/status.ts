import type { AuthKind } from '../core/choice.ts'
import { valueAt } from '../core/settings/json.ts'
import type { ClineFileRole } from '../core/settings/plan.ts'
import type { ClineMode, ClineStatus, Setting } from '../core/settings/types.ts'
import { parseText } from './editText.ts'
import type { PresentFile } from './read.ts'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What Cline is set to, read as Cline reads it: globalState and secrets decide. */
export function describeStatus(dataDir: string, present: readonly PresentFile[]): ClineStatus {
  const state = present.find((file) => file.role === 'globalState')?.value
  return {
    dataDir,
    managed: text(valueAt(state, ['lastManagedOrganizationId'])) !== undefined,
    ...settingOf(present),
  }
}

/** The setting that texts of Cline's files hold, for one of its two modes. */
export function settingOf(
  files: readonly { role: ClineFileRole; text?: string | undefined }[],
  mode: ClineMode = 'act',
): Setting {
  const valueIn = (role: ClineFileRole) => parseText(files.find((file) => file.role === role)?.text)
  const state = valueIn('globalState')
  const read = (key: string) => text(valueAt(state, [key]))
  const other = mode === 'act' ? 'plan' : 'act'
  const provider = read(`${mode}ModeApiProvider`) ?? read(`${other}ModeApiProvider`)
  const bedrock = provider === 'bedrock'
  const auth = authOf(
    read('awsAuthentication'),
    valueAt(state, ['awsUseProfile']) === true,
    valueIn('secrets'),
  )
  const fields: { [K in keyof Setting]: Setting[K] | undefined } = {
    provider,
    modelId: read(`${mode}ModeApiModelId`),
    region: read('awsRegion'),
    auth: bedrock ? auth : undefined,
    profile: read('awsProfile'),
    endpoint: read('awsBedrockEndpoint'),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function authOf(written: string | undefined, useProfile: boolean, secrets: unknown): AuthKind {
  if (written === 'profile' || (written === undefined && useProfile)) {
    return 'profile'
  }
  if (written === 'apikey' || written === 'api-key') {
    return 'api-key'
  }
  const both = text(valueAt(secrets, ['awsAccessKey'])) && text(valueAt(secrets, ['awsSecretKey']))
  return both === undefined || both === '' ? 'default' : 'keys'
}
