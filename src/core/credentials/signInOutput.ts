import type { SignInProgress } from './signInTypes.ts'

// Colour codes begin with the escape character, which no literal may hold.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const URL_TEXT = /https:\/\/[^\s"'<>]{4,4096}(?=[\s"'<>])/g
const CODE_LINE = /^\s*([A-Z0-9]{4,8}-[A-Z0-9]{4,8})\s*$/m
const MAX = 20_000

/**
 * What the CLI's sign-in has printed so far: the page to open, preferring the one that fills in the code, and
 * the code. A line that is still being printed is not read.
 */
export function readSignInOutput(printed: string): SignInProgress {
  const text = printed.slice(0, MAX).replace(COLOUR, '')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const told = whole
    .split('\n')
    .filter((line) => !/success|start url/i.test(line))
    .join('\n')
  const urls = told.match(URL_TEXT) ?? []
  const url = urls.find((each) => /[?&]user_code=/.test(each)) ?? urls[0]
  const code = CODE_LINE.exec(told)?.[1]
  return {
    ...(url !== undefined && { url }),
    ...(code !== undefined && { code }),
    asksForCode: /enter the authorization code/i.test(text),
  }
}

/** How a sign-in that failed is to be understood. */
export function readSignInFailure(errors: string): 'unknown-option' | 'unknown-command' | 'refused' {
  if (/unknown options?:[^\n]{0,200}--(?:use-device-code|no-browser|remote)/i.test(errors)) {
    return 'unknown-option'
  }
  return /invalid choice/i.test(errors) ? 'unknown-command' : 'refused'
}

/** The CLI's last words. */
export const lastWords = (errors: string): string =>
  errors
    .replace(COLOUR, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1)
    ?.slice(0, 300) ?? ''
