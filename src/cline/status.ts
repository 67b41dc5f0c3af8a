import type { AuthKind } from '../core/choice.ts'
import type { Diagnosis } from '../core/diagnosis/diagnosis.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { generationOf } from '../core/running/version.ts'
import { readsProviders } from '../core/settings/filesRead.ts'
import { valueAt } from '../core/settings/json.ts'
import type { ClineFileRole } from '../core/settings/plan.ts'
import type { ApplyRequest, ClineMode, ClineStatus, Setting, WriteFacts } from '../core/settings/types.ts'
import { parseText } from './editText.ts'
import { allTooOld, foreignProvider } from './failures.ts'
import type { ClineLocation } from './locate.ts'
import type { Managed } from './managed.ts'
import type { PresentFile } from './read.ts'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What Cline is set to, read as Cline reads it: globalState and secrets decide. */
export function describeStatus(
  { dataDir, dataDirs, providers, variables }: ClineLocation,
  present: readonly PresentFile[],
  managed?: Managed,
  installed: readonly string[] = [],
): ClineStatus {
  const version = text(valueAt(stateOf(present), ['clineVersion']))
  const old = tooOld(present, installed)
  const blocker: Diagnosis | undefined = old
    ? { id: 'cline-too-old', facts: {}, failure: old }
    : managed && foreignBlocker(managed)
  return {
    dataDir,
    managed: managed !== undefined,
    locked: managed?.locked ?? {},
    place: {
      dataDirs,
      providers,
      variables,
      ...(version !== undefined && { version, reads: readsProviders(version) ? 'three' : 'two' }),
    },
    ...(blocker !== undefined && { blocker }),
    ...settingOf(present),
  }
}

/** Set where only Clines are installed that read no file, and none that does has ever left its version there. */
export function tooOld(present: readonly PresentFile[], installed: readonly string[]): Failure | undefined {
  const version = text(valueAt(stateOf(present), ['clineVersion']))
  const all = [...installed, ...(version === undefined ? [] : [version])]
  return installed.length > 0 && all.every((each) => generationOf(each) === 'memento')
    ? allTooOld(installed)
    : undefined
}

const stateOf = (present: readonly PresentFile[]): unknown =>
  present.find((file) => file.role === 'globalState')?.value

/** An organisation that decides for other providers leaves nothing to set up here. */
function foreignBlocker(managed: Managed): Diagnosis | undefined {
  const failure = foreignProvider(managed)
  return failure === undefined ? undefined : { id: 'cline-managed', facts: {}, failure }
}

/** What a user is told or asked before a write. */
export function writeFacts(
  status: ClineStatus,
  present: readonly PresentFile[],
  request: ApplyRequest,
): WriteFacts {
  const secrets = present.find((file) => file.role === 'secrets')?.value
  const apiKey = text(valueAt(secrets, ['awsBedrockApiKey']))
  return {
    separateModels: valueAt(stateOf(present), ['planActSeparateModelsSetting']) === true,
    unusedApiKey: request.auth.kind !== 'api-key' && apiKey !== undefined,
    locked: status.locked,
    place: status.place,
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
