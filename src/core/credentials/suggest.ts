/** How many single-character edits lie between two short names; gives up above `limit`. */
export function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) {
    return limit + 1
  }
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(row[right.length] ?? limit + 1, limit + 1)
}

const fold = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
    .slice(0, 80)

/** Existing names that could be meant, best first, at most `count`. */
export function suggest(wanted: string, names: readonly string[], count = 3): string[] {
  const target = fold(wanted)
  const limit = target.length < 4 ? 1 : 3
  const scored = names
    .map((name) => ({ name, score: score(target, fold(name), limit) }))
    .filter(({ score: value }) => value <= limit)
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map(({ name }) => name)
}

function score(target: string, name: string, limit: number): number {
  if (target === name) {
    return 0
  }
  const part = target.length >= 3 && (name.includes(target) || target.includes(name)) && name.length >= 3
  return part ? 1 : distance(target, name, limit)
}
