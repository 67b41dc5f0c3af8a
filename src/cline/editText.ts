import { applyEdits, modify } from 'jsonc-parser'
import { type Edit, needed, sameJson, withEdits } from '../core/settings/json.ts'
import { stringifyBytes } from './bytes.ts'

/**
 * Edits a JSON text in place: unknown keys, order and layout stay. A new file looks as Cline writes it.
 * @param text the present text; `undefined` or blank for a file that is not there
 */
export function editText(text: string | undefined, edits: readonly Edit[]): string | undefined {
  const value = parseText(text)
  const wanted = needed(value, edits)
  if (wanted.length === 0) {
    return text
  }
  const start = text === undefined || text.trim() === '' ? '{}' : text
  const edited = wanted.reduce(editOnce, start)
  const target = withEdits(value, wanted)
  // A key that stands twice is edited where it does not count: then the text is written anew.
  return sameJson(JSON.parse(edited), target) ? edited : written(target, start)
}

/** `undefined` for a text that is no JSON; that which is not there counts as empty. */
export function parseText(text: string | undefined): unknown {
  try {
    return text === undefined || text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

const written = (value: unknown, before: string): string => {
  const { unit } = layoutOf(before)
  return before.isWellFormed() ? JSON.stringify(value, null, unit) : stringifyBytes(value, unit)
}

interface Layout {
  /** `undefined` where everything stands on one line. */
  eol: string | undefined
  unit: string
}

function layoutOf(text: string): Layout {
  const eol = /\r?\n/.exec(text)?.[0]
  return { eol, unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ' }
}

/** jsonc-parser's own formatting also touches the neighbours, so new entries are laid out here. */
function editOnce(text: string, { path, value }: Edit): string {
  const tail = /\s*$/.exec(text)?.[0] ?? ''
  const body = text.slice(0, text.length - tail.length)
  if (body === '{}' || body === JSON.stringify(JSON.parse(body), null, 2)) {
    const edited = applyEdits(body, modify(body, path, value, {}))
    return `${JSON.stringify(JSON.parse(edited), null, 2)}${tail}`
  }
  const { eol, unit } = layoutOf(text)
  const edits = modify(text, path, value, {}).map((edit) =>
    edit.length > 0 || eol === undefined || !edit.content.startsWith(',')
      ? edit
      : { ...edit, content: `,${eol}${unit.repeat(path.length)}${edit.content.slice(1)}` },
  )
  return applyEdits(text, edits)
}
