import { t } from '@vscode/l10n'
import type { FilePreview } from '../settings/types.ts'
import { grouped } from './results.ts'
import type { PickItem } from './screen.ts'

/** A row for each file of a change; it opens the diff beside. */
export const fileItems = (files: readonly FilePreview[], group: string): PickItem[] =>
  grouped(
    group,
    files.map((file) => ({
      icon: 'diff',
      label: file.path.split(/[\\/]/).at(-1) ?? file.path,
      description: `${changes(file.diff)} · ${t('Open diff')}`,
      detail: file.path,
      act: { type: 'diff', file },
    })),
  )

const changes = (diff: string): string => {
  const lines = diff.split('\n').filter((line) => !/^(---|\+\+\+)/.test(line))
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
  return `+${count('+')} −${count('-')}`
}
