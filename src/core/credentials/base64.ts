const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Decodes base64 (also its URL form) of ASCII text; `undefined` when it is none. The core has no `atob`. */
export function decodeBase64(text: string): string | undefined {
  const plain = text.slice(0, 20_000).replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (plain === '' || !/^[A-Za-z0-9+/]+$/.test(plain)) {
    return undefined
  }
  const codes: string[] = []
  let bits = 0
  let held = 0
  for (const character of plain) {
    held = ((held << 6) | ALPHABET.indexOf(character)) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      codes.push(String.fromCharCode((held >> bits) & 0xff))
    }
  }
  return codes.join('')
}

/** The UTF-8 bytes of a text; a lone surrogate counts as U+FFFD. The core has no `TextEncoder`. */
const utf8 = (text: string): number[] => [...text].flatMap((char) => bytesOf(char.codePointAt(0) ?? 0))

function bytesOf(point: number): number[] {
  const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
  if (code < 0x80) {
    return [code]
  }
  const more = [0x800, 0x10000].filter((limit) => code >= limit).length + 1
  const rest = Array.from({ length: more }, (_, at) => 0x80 | ((code >> (6 * (more - 1 - at))) & 0x3f))
  return [((0xff00 >> (more + 1)) & 0xff) | (code >> (6 * more)), ...rest]
}

/** A text's UTF-8 in base64. */
export function encodeBase64(text: string): string {
  const bytes = utf8(text)
  const characters: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3)
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(group >> shift) & 63] ?? '')
    characters.push(
      ...digits.slice(0, third !== undefined ? 4 : second !== undefined ? 3 : 2),
      third !== undefined ? '' : second !== undefined ? '=' : '==',
    )
  }
  return characters.join('')
}
