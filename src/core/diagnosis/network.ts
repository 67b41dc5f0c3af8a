import type { Failure } from './failure.ts'
import type { DiagnosisId } from './ids.ts'
import type { Words } from './wrappers.ts'

const DNS = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'EAI_NONAME',
  'EAI_FAIL',
  'EAI_MEMORY',
  'ENODATA',
  'ESERVFAIL',
  'EREFUSED',
  'EFORMERR',
  'ENONAME',
  'EBADRESP',
  'ENXDOMAIN',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
])

const TLS = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
])

const CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ECONNCLOSED',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'ETIMEOUT',
  'ESOCKETTIMEDOUT',
  'ESOCKET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EADDRNOTAVAIL',
  'ENOTCONN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_SOCKET_CLOSED',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_INTERNET_DISCONNECTED',
  'ABORT_ERR',
  'HPE_INVALID_EOF_STATE',
  'HPE_CLOSED_CONNECTION',
])

type NetworkId = Extract<
  DiagnosisId,
  'dns-failure' | 'connection-failed' | 'tls-untrusted' | 'proxy-interference'
>

/** What a code of Node, OpenSSL, undici, nghttp2 or Chromium means; `undefined` for one that says nothing. */
function networkCodeMeaning(code: string): NetworkId | undefined {
  const upper = code.toUpperCase()
  if (DNS.has(upper)) {
    return 'dns-failure'
  }
  if (TLS.has(upper) || /^(?:ERR_)?CERT(?:_|IFICATE)/.test(upper)) {
    return 'tls-untrusted'
  }
  if (CONNECTION.has(upper)) {
    return 'connection-failed'
  }
  if (/^HPE_|^ERR_PROXY|^ERR_TUNNEL/.test(upper)) {
    return 'proxy-interference'
  }
  return /^(?:UND_ERR_|ERR_HTTP2_|NGHTTP2_|ERR_SSL_|ERR_TLS_|ERR_CONNECTION|ERR_NETWORK|ERR_QUIC)/.test(upper)
    ? 'connection-failed'
    : undefined
}

const CERTIFICATE_WORDS =
  /self[- ]signed certificate|unable to get (?:local )?issuer certificate|unable to verify the first certificate|certificate has expired|certificate is not yet valid|does not match certificate|certificate verify failed|unknown ca\b|certificate unknown|not trusted|altnames|x509: certificate/i
const DNS_WORDS =
  /getaddrinfo|\bqueryA+\b|could ?n(?:o|')t resolve host|failed to lookup address|no such host|nodename nor servname|name or service not known|name resolution|net::ERR_NAME/i
const PROXY_WORDS =
  /proxy authentication required|status ?code[:=]? ?407|\b407 proxy|tunnel(?:ing)? socket could not be established|proxy response|blocked by (?:your )?(?:proxy|firewall|administrator)|captive portal|parse error: expected http|not valid http/i
const CONNECTION_WORDS =
  /socket hang up|network socket disconnected|fetch failed|failed to fetch|other side closed|premature close|connection (?:was |is )?(?:error|reset|refused|closed|lost|aborted|terminated|timed out|timeout)|before (?:secure tls connection|receiving connect)|http\/2|nghttp2|\bgoaway\b|stream (?:was |has been )?(?:closed|cancell?ed|reset)|pending stream|protocol error|session (?:closed|destroyed)|timed? ?out|wrong version number|handshake|network error|^terminated$|^aborted$|request aborted|crc32|truncated (?:event )?message|unexpected end of (?:file|stream)|read tcp|i\/o timeout|broken pipe|could not connect to the endpoint/i

const CODE_IN_TEXT =
  /\b(?:E[A-Z]{3,20}(?:_[A-Z]{2,20})?|UND_ERR_[A-Z_]{3,30}|ERR_[A-Z0-9_]{3,50}|HPE_[A-Z_]{3,40}|CERT_[A-Z_]{3,40}|(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)_[A-Z_]{3,50})\b/g

/** The first telling code in prose, such as `connect ECONNREFUSED 192.0.2.1:443`. */
function codeInText(text: string): NetworkId | undefined {
  for (const match of text.slice(0, 2000).matchAll(CODE_IN_TEXT)) {
    const meaning = networkCodeMeaning(match[0])
    if (meaning !== undefined) {
      return meaning
    }
  }
  return undefined
}

/** Rule 1: no answer, or one that is not from AWS. `undefined` when AWS has spoken. */
export function networkCause(failure: Failure, words: Words): NetworkId | undefined {
  if (
    failure.httpStatus === 407 ||
    failure.httpStatus === 511 ||
    words.foreign ||
    PROXY_WORDS.test(withoutStatus(failure, words))
  ) {
    return 'proxy-interference'
  }
  const answered = failure.httpStatus !== undefined && failure.httpStatus >= 400
  if (answered) {
    return foreignGateway(failure, words) ? 'proxy-interference' : undefined
  }
  return byCode(failure, words) ?? byWords(failure, words)
}

const withoutStatus = (failure: Failure, words: Words): string =>
  failure.httpStatus === undefined ? words.plain : ''

function byCode(failure: Failure, words: Words): NetworkId | undefined {
  const code = failure.networkCode ?? ''
  // An exception of AWS may quote a code; it is then AWS that speaks.
  const quoted = /exception$/.test(words.name) ? undefined : codeInText(words.plain)
  const meaning = networkCodeMeaning(code) ?? quoted
  // EPROTO and undici's and nghttp2's codes wrap OpenSSL's reasons; the words tell a distrusted certificate.
  return meaning === 'connection-failed' ? refine(words) : meaning
}

function refine(words: Words): NetworkId {
  if (CERTIFICATE_WORDS.test(words.plain)) {
    return 'tls-untrusted'
  }
  const inner = codeInText(words.plain)
  return inner ?? 'connection-failed'
}

const NO_ANSWER_NAMES = new Set([
  'timeouterror',
  'aborterror',
  'networkingerror',
  'nghttperror',
  'connecttimeouterror',
  'requesttimeout',
  'sockettimeouterror',
  'fetcherror',
])

function byWords(failure: Failure, words: Words): NetworkId | undefined {
  if (CERTIFICATE_WORDS.test(words.plain)) {
    return 'tls-untrusted'
  }
  if (DNS_WORDS.test(words.plain)) {
    return 'dns-failure'
  }
  // An exception of AWS in the middle of a stream may speak of time-outs: its name is not a network's.
  const spoken = /exception$/.test(words.name) || words.status !== undefined
  const silent =
    NO_ANSWER_NAMES.has(words.name) || (!spoken && words.parts.some((part) => CONNECTION_WORDS.test(part)))
  return silent && failure.service !== 'cline' ? 'connection-failed' : undefined
}

/** A gateway's plain text answer: AWS's services speak JSON or XML. */
function foreignGateway(failure: Failure, words: Words): boolean {
  if (/json/i.test(failure.contentType ?? '')) {
    return false
  }
  const plainText = /^text\/plain/i.test(failure.contentType ?? '')
  const gateway =
    /bad gateway|upstream (?:connect|request|server)|gateway time-?out|zscaler|squid|bluecoat|forcepoint|netskope|fortinet|fortigate|nginx|envoy/i
  return (plainText || words.name === '' || words.name === 'syntaxerror') && gateway.test(words.plain)
}

/** The host that could not be reached, where the error names it. */
export function hostIn(text: string): string | undefined {
  return /\b((?:[a-z0-9-]{1,63}\.){1,8}(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|aws\.dev))\b/i.exec(
    text.slice(0, 2000),
  )?.[1]
}
