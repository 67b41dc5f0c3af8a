import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { type ParseError, parse } from 'jsonc-parser'
import type { Failure } from '../core/diagnosis/failure.ts'
import type { Outcome } from '../core/outcome.ts'
import type { ClineFileRole } from '../core/settings/plan.ts'
import { globalStateSchema, modelsSchema, providersSchema, secretsSchema } from '../core/settings/schema.ts'
import { readText } from './disk.ts'
import { parseText } from './editText.ts'
import type { ClineFile } from './locate.ts'

/** A file as it is now. `text` is absent when it does not exist. */
export interface PresentFile extends ClineFile {
  text?: string
  value: unknown
}

const SCHEMAS = {
  secrets: secretsSchema,
  providers: providersSchema,
  models: modelsSchema,
  globalState: globalStateSchema,
} as const satisfies Record<ClineFileRole, unknown>

/** Reads Cline's files. One that Cline would take for empty, and so lose, stops everything. */
export async function readPresent(files: readonly ClineFile[]): Promise<Outcome<PresentFile[]>> {
  const present: PresentFile[] = []
  for (const file of files) {
    const read = await readOne(file)
    if (!read.ok) {
      return read
    }
    present.push(read.value)
  }
  return { ok: true, value: present }
}

/** Reads Cline's files as they are, for going back: one that Cline could not read has no value. */
export async function readAsIs(files: readonly ClineFile[]): Promise<PresentFile[]> {
  return await Promise.all(
    files.map(async (file) => {
      const text = await readText(file.path)
      return { ...file, value: parseText(text) ?? {}, ...(text !== undefined && { text }) }
    }),
  )
}

/** The place in a file's value that Cline would not take, and so take the whole file for empty. */
export function misfitOf(role: ClineFileRole, value: unknown): string | undefined {
  const fits = SCHEMAS[role].safeParse(value)
  return fits.success ? undefined : (fits.error.issues[0]?.path.map(String).join('.') ?? '')
}

async function readOne(file: ClineFile): Promise<Outcome<PresentFile>> {
  let bytes: Buffer
  try {
    bytes = await readFile(file.path)
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? 'error')
    return code === 'ENOENT'
      ? { ok: true, value: { ...file, value: {} } }
      : { ok: false, failure: unreadable(file, code) }
  }
  // Whoever writes it again as UTF-8, Cline or we, replaces what does not fit.
  if (!isUtf8(bytes)) {
    return { ok: false, failure: unreadable(file, 'not saved as UTF-8') }
  }
  const text = bytes.toString('utf8')
  // What JSON.parse refuses, such as a byte order mark, Cline refuses too.
  const value = parseText(text)
  if (value === undefined || text.trim() === '') {
    return { ok: false, failure: unreadable(file, 'not valid JSON', firstErrorLine(text)) }
  }
  const where = misfitOf(file.role, value)
  if (where !== undefined) {
    return { ok: false, failure: unreadable(file, `"${where}" does not fit what Cline reads`) }
  }
  return { ok: true, value: { ...file, text, value } }
}

function firstErrorLine(text: string): number {
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  return text.slice(0, errors[0]?.offset ?? 0).split('\n').length
}

/** The failure that becomes `cline-settings-unreadable`; its message names file and place, no content. */
export const unreadable = (file: Pick<ClineFile, 'path'>, why: string, line?: number): Failure => ({
  service: 'cline',
  operation: 'read',
  name: 'ClineSettingsUnreadable',
  message: `${file.path}${line === undefined ? '' : `:${line}`}: ${why}`,
})
