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
