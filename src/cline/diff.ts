import { structuredPatch } from 'diff'

/** Unchanged lines shown around each change. */
const CONTEXT = 2

/**
 * A small unified diff of two texts, for people: each line after its mark and a blank, `@@` where lines are
 * left out. Empty when they are the same. Both must be masked already.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) {
    return ''
  }
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, {
    context: CONTEXT,
    stripTrailingCr: true,
  })
  const body = hunks.flatMap(({ oldStart, lines }, at) => [
    ...(at > 0 || oldStart > 1 ? ['@@'] : []),
    // "\ No newline at end of file" is about the text, not of it.
    ...lines.filter((line) => !line.startsWith('\\')).map((line) => `${line.slice(0, 1)} ${line.slice(1)}`),
  ])
  return [`--- ${path}`, `+++ ${path}`, ...body].join('\n')
}
