import { maskJsonText } from '../core/settings/mask.ts'
import type { FilePreview, Preview } from '../core/settings/types.ts'
import { unifiedDiff } from './diff.ts'
import type { FileChange } from './texts.ts'

/** A plan as people see it: secrets masked. */
export const toPreview = (id: string, changes: readonly FileChange[]): Preview => ({
  id,
  changed: changes.length > 0,
  files: changes.map(toFilePreview),
  warnings: [],
})

function toFilePreview({ path, before, after }: FileChange): FilePreview {
  const [old, next] = [before, after].map((text) => (text === undefined ? undefined : maskJsonText(text)))
  return {
    path,
    diff: unifiedDiff(path, old ?? '', next ?? ''),
    ...(old !== undefined && { before: old }),
    ...(next !== undefined && { after: next }),
  }
}
