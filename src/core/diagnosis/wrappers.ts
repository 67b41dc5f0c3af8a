import type { Failure } from './failure.ts'

/** What a failure says once wrappers, nested bodies and typography are taken away. */
export interface Words {
  /** All sentences found, outer first, straight quotes, blanks folded, at most `MAX_TEXT` characters each. */
  parts: string[]
  /** The parts joined, for searching. */
  text: string
  /** The same without ARNs, so that names people chose cannot look like AWS's sentences. */
  plain: string
  /** The error's name in lower case, without namespace and URL; empty when there is none. */
  name: string
  status?: number
  /** The answer is a web page or another text that AWS does not send. */
  foreign: boolean
}

const MAX_TEXT = 6000
const MAX_DEPTH = 5
const MESSAGE_KEYS = ['message', 'Message', 'errorMessage', 'error_description', 'detail', 'originalMessage']
const NESTED_KEYS = [
  'error',
  'Error',
  'errors',
  'cause',
  'data',
  'body',
  'responseBody',
  'details',
  'response',
]
const TYPE_KEYS = ['__type', 'code', 'Code', 'type', 'name', 'error']
// What the SDK puts where AWS said nothing.
const NO_WORDS = /^(?:unknownerror|unknown|null|undefined)$/i
const NAMELESS = new Set(['', 'unknown', 'error', 'unknownerror', 'sender', 'receiver', 'client', 'server'])

interface Found {
  texts: string[]
  names: string[]
}

/** Straightens quotes, folds blanks and cuts to a length that every pattern handles at once. */
export function tidy(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/â€™|&#8217;|&rsquo;|&#x27;|&#39;|&apos;/g, "'")
    .replace(/[\u2018\u2019\u02bc\u2032\uff07\u00b4]|(?<=[a-z])`(?=[a-z] )/g, "'")
    .replace(/[\u201c\u201d\uff02]/g, '"')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim()
}

/** `com.amazon#ThrottlingException:http://…` becomes `throttlingexception`; nothing for a name that says nothing. */
function plainName(name: string): string {
  const short = name.slice(0, 200).split(/[:\s]/)[0]?.split('#').at(-1)?.split('.').at(-1) ?? ''
  const lower = short.toLowerCase()
  return NAMELESS.has(lower) ? '' : lower
}

/** Takes the failure's texts apart: message, nested JSON, XML, and names and status in wrappers' prose. */
export function readWords(failure: Failure): Words {
  const found: Found = { texts: [], names: [] }
  collect(failure.message, found, 0)
  collect(failure.body ?? '', found, 0)
  const page = looksForeign(failure)
  const parts = [...new Set(found.texts.map(tidy))].filter((part) => part !== '' && !NO_WORDS.test(part))
  const text = parts.join('\n').slice(0, 2 * MAX_TEXT)
  const status = failure.httpStatus ?? statusInText(text)
  return {
    parts,
    text,
    plain: withoutNames(text),
    name: pickName(failure.name, found.names, text),
    foreign: page,
    ...(status !== undefined && { status }),
  }
}

const MODEL_ID =
  /\b(?:[a-z]{2,8}(?:-gov)?\.)?(?:anthropic|amazon|meta|mistral|cohere|ai21|deepseek|qwen|openai|stability|writer|nvidia|google|moonshot|moonshotai|minimax|zai)\.[a-z0-9][\w:.-]{0,100}/gi

/** Replaces ARNs and model ids: people choose their names, and their dots would end AWS's sentences. */
const withoutNames = (text: string): string =>
  text.replace(/arn:[^\s"',]+/g, 'ARN').replace(MODEL_ID, (match) => (match.endsWith('.') ? 'ID.' : 'ID'))

// What wrappers and runtimes call an error whose real name is inside.
const WRAPPERS = new Set([
  'ai_apicallerror',
  'ai_retryerror',
  'apicallerror',
  'retryerror',
  'credentialsprovidererror',
  'providererror',
  'tokenprovidererror',
  'syntaxerror',
  'typeerror',
  'clienterror',
  'bedrockruntimeserviceexception',
  'bedrockserviceexception',
  'bedrockexception',
  'badrequesterror',
  'apierror',
  'httpstatuserror',
  'exception',
  'invalid_request_error',
])

function pickName(given: string, inner: string[], text: string): string {
  const own = plainName(given)
  if (own !== '' && !WRAPPERS.has(own)) {
    return own
  }
  const nested = inner
    .map(plainName)
    .find((name) => name !== '' && !WRAPPERS.has(name) && !/^\d+$/.test(name))
  return nested ?? nameInText(text) ?? own
}

const NAME_IN_TEXT = /\b[A-Za-z]{3,60}(?:Exception|ClientTokenId|DoesNotMatch|ExpiredToken)\b/g

/** `An error occurred (ThrottlingException) when …`, `ThrottlingException: …`, `… api error ThrottlingException: …`. */
function nameInText(text: string): string | undefined {
  for (const match of text.slice(0, MAX_TEXT).matchAll(NAME_IN_TEXT)) {
    const name = plainName(match[0])
    if (name !== '' && !WRAPPERS.has(name)) {
      return name
    }
  }
  return undefined
}

const STATUS_IN_TEXT = /(?:status ?code:? ?|status: ?|http |^)([45]\d\d)(?=$|[\s,.;:)])/i

function statusInText(text: string): number | undefined {
  const digits = STATUS_IN_TEXT.exec(text.slice(0, MAX_TEXT))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function collect(text: string, found: Found, depth: number): void {
  const cut = text.slice(0, MAX_TEXT)
  if (cut.trim() === '' || depth > MAX_DEPTH) {
    return
  }
  const trimmed = cut.trimStart()
  if (trimmed.startsWith('<')) {
    collectXml(trimmed, found)
    return
  }
  const json = jsonIn(cut)
  if (json === undefined || !trimmed.startsWith('{')) {
    found.texts.push(cut)
  }
  if (json !== undefined) {
    collectJson(json, found, depth + 1)
  }
}

function jsonIn(text: string): unknown {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start === -1 || end <= start) {
    return undefined
  }
  try {
    return JSON.parse(text.slice(start, end + 1))
  } catch {
    return undefined
  }
}

function collectJson(value: unknown, found: Found, depth: number): void {
  if (depth > MAX_DEPTH) {
    return
  }
  if (typeof value === 'string') {
    collect(value, found, depth)
    return
  }
  if (typeof value !== 'object' || value === null) {
    return
  }
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 5)) {
      collectJson(each, found, depth + 1)
    }
    return
  }
  collectObject(value as Record<string, unknown>, found, depth)
}

function collectObject(object: Record<string, unknown>, found: Found, depth: number): void {
  for (const key of TYPE_KEYS) {
    const type = object[key]
    if (typeof type === 'string' && type.length < 200 && !type.includes(' ')) {
      found.names.push(type)
    }
  }
  for (const key of [...MESSAGE_KEYS, ...NESTED_KEYS]) {
    collectJson(object[key], found, depth + 1)
  }
}

const XML_CODE = /<Code>([^<]{1,200})<\/Code>/i
const XML_MESSAGE = /<Message>([^<]{1,4000})<\/Message>/i
const XML_ROOT = /^<([A-Za-z]{3,80}(?:Exception|Error|Fault))[\s/>]/

function collectXml(text: string, found: Found): void {
  const start = text.startsWith('<?') ? Math.max(0, text.indexOf('?>') + 2) : 0
  const rest = text.slice(start).trimStart()
  const name = XML_CODE.exec(rest)?.[1] ?? XML_ROOT.exec(rest)?.[1]
  const message = XML_MESSAGE.exec(rest)?.[1]
  if (name !== undefined) {
    found.names.push(name)
  }
  if (message !== undefined) {
    found.texts.push(unescapeXml(message))
  }
}

const unescapeXml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const HTML = /^\s*(?:<!doctype html|<html|<head|<body|<title|<meta|<h1|<center)/i
const HTML_INSIDE = /<!doctype html|<html[\s>]|<\/html>|<body[\s>]/i
const NOT_JSON = /unexpected token '?</i

/** True for a web page, wherever the adapter could keep it: body, content type, or the parser's complaint. */
function looksForeign(failure: Failure): boolean {
  const body = (failure.body ?? '').slice(0, MAX_TEXT)
  const message = failure.message.slice(0, MAX_TEXT)
  return (
    /text\/html|application\/xhtml/i.test(failure.contentType ?? '') ||
    HTML.test(body) ||
    HTML_INSIDE.test(body) ||
    HTML_INSIDE.test(message) ||
    (NOT_JSON.test(message) && !/^\s*<(?:\?xml|ErrorResponse)/.test(body))
  )
}
