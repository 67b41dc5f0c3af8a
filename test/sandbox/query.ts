import { SandboxError } from './errors.ts'
import type { Call } from './wire.ts'
import type { AccessKey, Account, KeyOwner, World } from './world.ts'

/** A call in the query protocol of STS and IAM: a form in, XML out. */
export interface QueryCall extends Call {
  params: URLSearchParams
  world: World
  account: Account
  key: AccessKey
  owner: KeyOwner
}

/** A value of an XML answer: objects nest, lists become <member>, maps <entry>. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | XmlValue[]
  | Map<string, XmlValue>
  | { [name: string]: XmlValue }

/** Answers one operation; the result becomes the content of <OperationResult>. */
export type QueryOperation = (call: QueryCall) => { [name: string]: XmlValue } | undefined

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
}

function render(value: XmlValue): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((item) => `<member>${render(item)}</member>`).join('')
  if (typeof value !== 'object') return escapeXml(`${value}`)
  if (value instanceof Map) {
    return [...value].map(([key, inner]) => `<entry>${render({ key, value: inner })}</entry>`).join('')
  }
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${render(inner)}</${name}>`)
    .join('')
}

/** `<OpResponse><OpResult>…</OpResult><ResponseMetadata>…`, as STS and IAM answer. */
export function renderResult(
  namespace: string,
  operation: string,
  result: { [name: string]: XmlValue } | undefined,
  requestId: string,
): string {
  const body = result ? `<${operation}Result>${render(result)}</${operation}Result>` : ''
  const meta = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  return `<${operation}Response xmlns="${namespace}">${body}${meta}</${operation}Response>`
}

/** `<ErrorResponse><Error>…`, as STS and IAM refuse. */
export function renderError(namespace: string, error: SandboxError, requestId: string): string {
  const type = error.status >= 500 ? 'Receiver' : 'Sender'
  const fields = render({ Type: type, Code: error.name, Message: error.message })
  return `<ErrorResponse xmlns="${namespace}"><Error>${fields}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
}

/** A parameter that has to be there. */
export function required(call: QueryCall, name: string): string {
  const value = call.params.get(name)
  if (value) return value
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  throw new SandboxError(
    400,
    'ValidationError',
    `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
  )
}

/** `Name.member.1`, `Name.member.2`… */
export function listParam(params: URLSearchParams, name: string): string[] {
  const values: string[] = []
  for (let index = 1; params.has(`${name}.member.${index}`); index++) {
    values.push(params.get(`${name}.member.${index}`) ?? '')
  }
  return values
}
