import { applyEdits, modify } from 'jsonc-parser'
import { type Edit, needed, valueAt } from '../core/settings/json.ts'
import { type PlanFacts, planSettings, type SettingsPlan } from '../core/settings/plan.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import type { PresentFile } from './read.ts'

/** One file's way from its present text to the wanted one. */
export interface FileChange {
  path: string
  role: PresentFile['role']
  secret: boolean
  before?: string
  /** After the first phase: all that the new setting needs is there. */
  during: string
  /** In the end: what only the old setting needed is gone. */
  after: string
}

/** Edits a JSON text in place: unknown keys, order and layout stay. A new file looks as Cline writes it. */
export function editText(
  text: string | undefined,
  value: unknown,
  edits: readonly Edit[],
): string | undefined {
  const wanted = needed(value, edits)
  if (wanted.length === 0) {
    return text
  }
  return wanted.reduce(editOnce, text === undefined || text.trim() === '' ? '{}' : text)
}

/** jsonc-parser's own formatting also touches the neighbours, so new entries are laid out here. */
function editOnce(text: string, { path, value }: Edit): string {
  const pretty = text.trim() === '{}' || text === JSON.stringify(JSON.parse(text), null, 2)
  if (pretty) {
    const edited = applyEdits(text, modify(text, path, value, {}))
    return JSON.stringify(JSON.parse(edited), null, 2)
  }
  const indent = `\n${'  '.repeat(path.length)}`
  const edits = modify(text, path, value, {}).map((edit) =>
    edit.length === 0 ? { ...edit, content: edit.content.replace(/^,/, `,${indent}`) } : edit,
  )
  return applyEdits(text, edits)
}

/** The whole plan as texts, for the files that change. */
export function planTexts(present: readonly PresentFile[], request: ApplyRequest, now: string): FileChange[] {
  const plan = planSettings(request, factsOf(present, now))
  return present.flatMap((file) => changeOf(file, plan, now))
}

function changeOf(file: PresentFile, plan: SettingsPlan, now: string): FileChange[] {
  const { path, role, secret, text } = file
  const during = withTimestamp(file, editText(text, file.value, plan[role]), now)
  if (role !== 'secrets') {
    return during === undefined || during === text
      ? []
      : [{ path, role, secret, during, after: during, ...(text !== undefined && { before: text }) }]
  }
  const after = editText(during, during === undefined ? {} : JSON.parse(during), plan.obsoleteSecrets)
  if (after === undefined || after === text) {
    return []
  }
  return [{ path, role, secret, during: during ?? after, after, ...(text !== undefined && { before: text }) }]
}

/** Cline notes when an entry changed; the same choice again changes nothing. */
function withTimestamp(file: PresentFile, edited: string | undefined, now: string): string | undefined {
  if (file.role !== 'providers' || edited === undefined || edited === file.text) {
    return edited
  }
  const entry = ['providers', 'bedrock']
  const value: unknown = JSON.parse(edited)
  return editText(edited, value, [
    { path: [...entry, 'updatedAt'], value: now },
    { path: [...entry, 'tokenSource'], value: 'manual' },
  ])
}

function factsOf(present: readonly PresentFile[], now: string): PlanFacts {
  const providers = present.find((file) => file.role === 'providers')
  const models = present.find((file) => file.role === 'models')
  return {
    now,
    providersExist: providers?.text !== undefined,
    hasBedrockEntry: valueAt(providers?.value, ['providers', 'bedrock', 'settings']) !== undefined,
    hasLastUsedProvider: valueAt(providers?.value, ['lastUsedProvider']) !== undefined,
    modelsExist: models?.text !== undefined,
  }
}
