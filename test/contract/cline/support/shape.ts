import type { WireRequest } from '../../../sandbox/wire.ts'

// Words of the interface between Cline and Bedrock; other texts are the user's or the model's.
const TELLING = /(^|\.)(role|type)$|FieldPaths\[\]$/

/** Every place in a JSON body that holds something, and the value where it is a word of the interface. */
function places(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => places(each, `${at}[]`))
  }
  // The schema of a tool is the tool's own business.
  if (typeof value === 'object' && value !== null && !at.endsWith('inputSchema.json')) {
    const entries = Object.entries(value)
    return entries.length === 0
      ? [at]
      : entries.flatMap(([key, each]) => places(each, at === '' ? key : `${at}.${key}`))
  }
  return [TELLING.test(at) ? `${at}=${String(value)}` : at]
}

/** What has to be the same of two prompts, whoever sent them. */
export interface PromptShape {
  path: string
  httpVersion: string
  /** The scheme with key and scope, or the whole bearer token. */
  authorization: string
  sessionToken: string | undefined
  contentType: string | undefined
  /** Places of the body, sorted, each once. */
  body: string[]
}

/** Takes a recorded prompt apart; the signature itself, the day and the signed headers are no part of it. */
export function shapeOf({ rawPath, httpVersion, headers, body }: WireRequest): PromptShape {
  const [, signed] = /^(AWS4-HMAC-SHA256 Credential=[^,]+),/.exec(headers.authorization ?? '') ?? []
  return {
    path: rawPath,
    httpVersion,
    authorization: signed?.replace(/\/\d{8}\//, '/DAY/') ?? headers.authorization ?? '',
    sessionToken: headers['x-amz-security-token'],
    contentType: headers['content-type'],
    body: [...new Set(places(JSON.parse(body.toString('utf8'))))].sort(),
  }
}

/** What each of two lists has for itself alone. */
export const apart = (a: readonly string[], b: readonly string[]): { first: string[]; second: string[] } => ({
  first: a.filter((each) => !b.includes(each)),
  second: b.filter((each) => !a.includes(each)),
})
