import { editsBetween, valueAt } from '../core/settings/json.ts'
import type { LockedFields } from '../core/settings/managed.ts'
import { type PlanFacts, planSettings, type SettingsPlan } from '../core/settings/plan.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import { editText, parseText } from './editText.ts'
import type { PresentFile } from './read.ts'

/** One file's way from its present text to the wanted one. A missing text: the file does not exist. */
export interface FileChange {
  path: string
  role: PresentFile['role']
  secret: boolean
  before?: string
  /** Before the commit: what both settings need is there. */
  during?: string
  /** After it: what only the old setting needed is gone. */
  after?: string
}

/** A change in the three stages that keep globalState from selecting what is not there. */
export function changeOf(
  file: Pick<FileChange, 'path' | 'role' | 'secret'>,
  before: string | undefined,
  after: string | undefined,
): FileChange[] {
  if (before === after) {
    return []
  }
  const { path, role, secret } = file
  const during = role === 'globalState' ? before : keepingOld(before, after)
  return [
    {
      path,
      role,
      secret,
      ...(before !== undefined && { before }),
      ...(during !== undefined && { during }),
      ...(after !== undefined && { after }),
    },
  ]
}

/** The old text with everything that the new one adds or changes. */
function keepingOld(before: string | undefined, after: string | undefined): string | undefined {
  if (after === undefined || before === undefined) {
    return before ?? after
  }
  const edits = editsBetween(parseText(before), parseText(after))
  const added = edits.filter(({ value }) => value !== undefined)
  return added.length === edits.length ? after : editText(before, added)
}

/** The whole plan as texts, for the files that change. */
export function planTexts(
  present: readonly PresentFile[],
  request: ApplyRequest,
  now: string,
  locked: LockedFields = {},
): FileChange[] {
  return present.flatMap((file) => {
    const plan = planSettings(request, { ...factsOf(file, now), locked })
    return changeOf(file, file.text, wantedText(file, plan, now))
  })
}

function wantedText(file: PresentFile, plan: SettingsPlan, now: string): string | undefined {
  const edits = file.role === 'secrets' ? [...plan.secrets, ...plan.obsoleteSecrets] : plan[file.role]
  return withTimestamp(file, editText(file.text, edits), now)
}

/** Cline notes when an entry changed; the same choice again changes nothing. */
function withTimestamp(file: PresentFile, edited: string | undefined, now: string): string | undefined {
  if (file.role !== 'providers' || edited === undefined || edited === file.text) {
    return edited
  }
  const entry = ['providers', 'bedrock']
  return editText(edited, [
    { path: [...entry, 'updatedAt'], value: now },
    { path: [...entry, 'tokenSource'], value: 'manual' },
  ])
}

/** Each file is planned by itself: there may be two of a kind. */
const factsOf = ({ text, value }: PresentFile, now: string): PlanFacts => ({
  now,
  providersExist: text !== undefined,
  hasBedrockEntry: valueAt(value, ['providers', 'bedrock', 'settings']) !== undefined,
  hasLastUsedProvider: valueAt(value, ['lastUsedProvider']) !== undefined,
  modelsExist: text !== undefined,
})
