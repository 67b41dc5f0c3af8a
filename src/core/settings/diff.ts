const CONTEXT = 2

interface Line {
  mark: ' ' | '-' | '+'
  text: string
}

/** A small unified diff of two texts; empty when they are the same. Both must be masked already. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = compare(toLines(before), toLines(after))
  if (lines.every(({ mark }) => mark === ' ')) {
    return ''
  }
  const near = (at: number) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ mark }) => mark !== ' ')
  const body: string[] = []
  for (const [at, { mark, text }] of lines.entries()) {
    if (near(at)) {
      body.push(`${mark} ${text}`)
    } else if (body.at(-1) !== '@@') {
      body.push('@@')
    }
  }
  return [`--- ${path}`, `+++ ${path}`, ...body].join('\n')
}

const toLines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/))

type Table = number[][]

const cell = (table: Table, i: number, j: number): number => table[i]?.[j] ?? 0

/** Lengths of the longest common subsequences of all tails; settings files are small. */
function tails(a: string[], b: string[]): Table {
  const table: Table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? []
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const longer = Math.max(cell(table, i + 1, j), cell(table, i, j + 1))
      row[j] = a[i] === b[j] ? cell(table, i + 1, j + 1) + 1 : longer
    }
  }
  return table
}

function compare(a: string[], b: string[]): Line[] {
  const table = tails(a, b)
  const lines: Line[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const old = a[i]
    const next = b[j]
    if (old !== undefined && old === next) {
      lines.push({ mark: ' ', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && (next === undefined || cell(table, i + 1, j) >= cell(table, i, j + 1))) {
      lines.push({ mark: '-', text: old })
      i += 1
    } else {
      lines.push({ mark: '+', text: next ?? '' })
      j += 1
    }
  }
  return lines
}
