import { isUtf8 } from 'node:buffer'

/**
 * Cline's files are texts to us, and every byte of theirs must survive, also of one that is no UTF-8. A byte
 * that fits no character becomes a lone surrogate from U+DC80 to U+DCFF, as Python's `surrogateescape` has it:
 * no proper UTF-8 decodes to one, so that each such text stands for exactly one row of bytes.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) {
    return bytes.toString('utf8')
  }
  const parts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const character = bytes.subarray(at, at + lengthOf(bytes[at] ?? 0))
    const fits = character.length > 0 && isUtf8(character)
    parts.push(fits ? character.toString('utf8') : String.fromCharCode(ESCAPE + (bytes[at] ?? 0)))
    at += fits ? character.length : 1
  }
  return parts.join('')
}

/** The bytes that a text stands for: the very ones of which `textOf` made it. */
export function bytesOf(text: string): Buffer {
  if (text.isWellFormed()) {
    return Buffer.from(text, 'utf8')
  }
  return Buffer.concat(
    text
      .split(/([\uDC80-\uDCFF])/u)
      .map((part, at) => (at % 2 === 1 ? Buffer.of(part.charCodeAt(0) - ESCAPE) : Buffer.from(part, 'utf8'))),
  )
}

/** As `JSON.stringify`, but for the lone surrogates that stand for bytes: these stay, as in the text read. */
export const stringifyBytes = (value: unknown, unit: string): string =>
  // Pair by pair, so that the backslash of a literal `\\udc80` begins nothing.
  JSON.stringify(value, null, unit).replaceAll(/\\(?:u(dc[89a-f][0-9a-f])|.)/g, (whole, code?: string) =>
    code === undefined ? whole : String.fromCharCode(Number.parseInt(code, 16)),
  )

const ESCAPE = 0xdc00

/** How many bytes a character has that begins so; 0 where none does. */
function lengthOf(first: number): number {
  if (first < 0x80) {
    return 1
  }
  if (first < 0xc2) {
    return 0
  }
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}
