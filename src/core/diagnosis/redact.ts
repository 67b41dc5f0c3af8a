/** What else to hide besides secrets. */
export interface RedactOptions {
  /** Also account numbers, and who was signed in, as for a text that leaves the company. */
  accountIds?: boolean
}

const HIDDEN = '[hidden]'
const MAX = 200_000

// One pass each, no nested repetition; bounded where a run could be long.
const RULES: readonly [RegExp, string][] = [
  [/bedrock-api-key-[A-Za-z0-9+/=_%.-]{4,}/g, `bedrock-api-key-${HIDDEN}`],
  [/\bABSK[A-Za-z0-9+/=_%-]{3,}/g, `ABSK${HIDDEN}`],
  [
    /(\b(?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?)(?:(?:Bearer|Basic|AWS4-HMAC-SHA256)\s{1,4})?[^\n"']{1,8192}/gi,
    `$1${HIDDEN}`,
  ],
  [/\b(Bearer|Basic)\s{1,4}[A-Za-z0-9+/=_.~%-]{8,8192}/g, `$1 ${HIDDEN}`],
  [
    /((?:X-Amz-(?:Signature|Security-Token|Credential|Bearer-Token)|Signature)(?:["']?\s{0,4}[:=]\s{0,4}["']?|%3D))[^\s&"',;]{1,8192}/gi,
    `$1${HIDDEN}`,
  ],
  [
    /((?:aws[_-]?)?(?:secret[_-]?access[_-]?key|session[_-]?token|security[_-]?token|secret[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?secret|bearer[_-]?token(?:[_-]?bedrock)?|api[_-]?key|password|passwd)["']?\s{0,4}(?:=|:)\s{0,4}["']?)[^\s"',;&)}\]]{1,8192}/gi,
    `$1${HIDDEN}`,
  ],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g, HIDDEN],
  [/(https?:\/\/)[^\s/@:"']{1,256}:[^\s/@"']{1,256}@/gi, `$1${HIDDEN}@`],
  [/\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{2})[A-Z0-9]{6,124}\b/g, `$1…${HIDDEN}`],
  [/\b(?:IQoJ|FwoG|FQoG|AgoJ|aoaAAAA)[A-Za-z0-9+/=_-]{8,8192}/g, HIDDEN],
  [/\beyJ[A-Za-z0-9_-]{8,8192}(?:\.[A-Za-z0-9_-]{1,8192}){0,2}/g, HIDDEN],
  [/\b(?:sk|pk|rk|gh[pousr]|xox[abp]|glpat)[-_][A-Za-z0-9_-]{16,512}/g, HIDDEN],
]

// A secret access key stands alone: 40 characters of base64 with small and capital letters and a digit.
const LONE_SECRET = /(^|[^A-Za-z0-9/+=_:.-])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=_-])/g

/** Takes secrets, and on request account numbers and persons, out of any text. AWS's own words stay readable. */
export function redact(text: string, options: RedactOptions = {}): string {
  let result = text.length > MAX ? `${text.slice(0, MAX)}…` : text
  for (const [pattern, replacement] of RULES) {
    result = result.replace(pattern, replacement)
  }
  result = result.replace(LONE_SECRET, (whole, before: string, key: string) =>
    looksRandom(key) ? `${before}${HIDDEN}` : whole,
  )
  return options.accountIds === true ? withoutPersons(result).replace(/(?<!\d)\d{12}(?!\d)/g, '…') : result
}

/**
 * Identity Center names a role's session after the person, by mail address as a rule; home folders are named after
 * people, too. The names of IAM's users and roles stay: without them nobody can look at their rights.
 */
const withoutPersons = (text: string): string =>
  text
    .replace(/(:(?:assumed-role\/[\w+=,.@-]{1,64}|federated-user)\/)[\w+=,.@-]{1,64}/g, '$1…')
    .replace(/([/\\]{1,2}(?:home|Users)[/\\]{1,2})[^/\\\s"'`|<>:;,)]{1,64}/g, '$1…')
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, '…')

const looksRandom = (key: string): boolean =>
  /[a-z]/.test(key) && /[A-Z]/.test(key) && (/\d/.test(key) || /[/+]/.test(key))
