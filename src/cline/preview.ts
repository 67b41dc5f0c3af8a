import { maskTexts } from '../core/settings/mask.ts'
import type { FilePreview, Preview } from '../core/settings/types.ts'
import { unifiedDiff } from './diff.ts'
import type { FileChange } from './texts.ts'

/** A plan as people see it: secrets masked. */
export function toPreview(id: string, changes: readonly FileChange[]): Preview {
  const masked = maskTexts(changes)
  const files = changes.map(({ path }, at): FilePreview => {
    // A byte that is no character looks as Cline reads it.
    const before = masked[at]?.before?.toWellFormed()
    const after = masked[at]?.after?.toWellFormed()
    return {
      path,
      diff: unifiedDiff(path, before ?? '', after ?? ''),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }
  })
  return { id, changed: changes.length > 0, files, warnings: [] }
}
