/**
 * Where a Cline keeps its provider settings. `memento`: inside VS Code, out of reach (before 3.66.0);
 * `files`: globalState.json and secrets.json; `combined`: the same, with two bundles in one extension, of
 * which one runs per window (from 4.1.0). Source: Cline's history and change log.
 */
export type ClineGeneration = 'memento' | 'files' | 'combined'

/** Which of the two bundles of a combined Cline runs in this window. */
export type ClineBundle = 'next' | 'legacy'

const FIRST_WITH_FILES = [3, 66, 0]
const FIRST_COMBINED = [4, 1, 0]

/** The generation of a version; one that cannot be read is taken for new. */
export function generationOf(version: string): ClineGeneration {
  if (isOlder(version, FIRST_WITH_FILES)) {
    return 'memento'
  }
  return isOlder(version, FIRST_COMBINED) ? 'files' : 'combined'
}

/** Commands that only one of the bundles registers, by the command prefix of release or nightly. */
export function bundleOf(commands: ReadonlySet<string>, prefix: string): ClineBundle | undefined {
  if (commands.has(`${prefix}.marketplaceButtonClicked`)) {
    return 'next'
  }
  return commands.has(`${prefix}.reconstructTaskHistory`) ? 'legacy' : undefined
}

/** Compares dotted versions; one that cannot be read is not older. */
function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10))
  if (parts.some(Number.isNaN)) {
    return false
  }
  for (const [index, wanted] of than.entries()) {
    const have = parts[index] ?? 0
    if (have !== wanted) {
      return have < wanted
    }
  }
  return false
}
