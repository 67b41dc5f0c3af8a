/** One string of a JSON text, a key or a value. */
export interface Literal {
  /** Keys and positions that lead to it; a key's own path ends with itself. */
  path: string[]
  isKey: boolean
  value: string
  /** Where it stands, quotes included. */
  start: number
  end: number
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

interface Level {
  isList: boolean
  key: string
  index: number
  expectsKey: boolean
}

/** Every string of a JSON text, in order; `undefined` for a text that is none. */
export function literalsOf(text: string): Literal[] | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  const found: Literal[] = []
  const levels: Level[] = []
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    const level = levels.at(-1)
    if (token.startsWith('"')) {
      const value = JSON.parse(token) as string
      const isKey = level !== undefined && !level.isList && level.expectsKey
      if (isKey) {
        level.key = value
      }
      const path = levels.map((each) => (each.isList ? String(each.index) : each.key))
      found.push({ path, isKey, value, start, end: start + token.length })
    } else {
      step(levels, token)
    }
  }
  return found
}

/** Keeps count of where in the document we are. */
function step(levels: Level[], token: string): void {
  const level = levels.at(-1)
  switch (token) {
    case '{':
    case '[':
      levels.push({ isList: token === '[', key: '', index: 0, expectsKey: true })
      return
    case '}':
    case ']':
      levels.pop()
      return
    case ':':
      if (level !== undefined) {
        level.expectsKey = false
      }
      return
    case ',':
      if (level !== undefined) {
        level.expectsKey = true
        level.index += 1
      }
      return
    default:
  }
}
