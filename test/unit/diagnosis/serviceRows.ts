import { iam, nameless, network, prompt, type Row } from './recorded.ts'

/** Limits, the way to AWS, and what simulates or reads. */
export const SERVICE_ROWS: Row[] = [
  {
    id: 'quota-zero',
    failure: prompt(
      'ThrottlingException',
      429,
      'An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too many tokens per day, please wait before trying again.',
    ),
  },
  {
    id: 'throttled',
    failure: { name: 'throttlingException', message: 'Your request rate is too high.', midStream: true },
  },
  { id: 'throttled', failure: nameless(429, '') },
  { id: 'model-warming', failure: prompt('ModelNotReadyException', 429, 'Try later') },
  {
    id: 'model-timeout',
    failure: { name: 'modelTimeoutException', message: 'Model timed out', midStream: true },
  },
  {
    id: 'model-error',
    failure: {
      name: 'modelStreamErrorException',
      message: 'Connection reset while streaming',
      midStream: true,
    },
  },
  {
    id: 'service-unavailable',
    failure: { name: 'serviceUnavailableException', message: 'Too many connections', midStream: true },
  },
  {
    id: 'service-unavailable',
    failure: {
      ...nameless(529, 'UnknownError'),
      body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    },
  },
  {
    id: 'quota-exceeded',
    failure: prompt('ServiceQuotaExceededException', 400, 'Too many inference profiles'),
  },
  {
    id: 'dns-failure',
    failure: {
      name: 'Error',
      message:
        'The pending stream has been canceled (caused by: getaddrinfo ENOTFOUND bedrock-runtime.ap-east-1.amazonaws.com)',
      networkCode: 'ERR_HTTP2_STREAM_CANCEL',
    },
  },
  { id: 'dns-failure', failure: network('EAI_FAIL', 'getaddrinfo EAI_FAIL') },
  { id: 'connection-failed', failure: network('EPIPE', 'write EPIPE') },
  { id: 'connection-failed', failure: network('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error') },
  { id: 'connection-failed', failure: network('ECONNABORTED', 'aborted') },
  {
    id: 'connection-failed',
    failure: network('ERR_HTTP2_SESSION_ERROR', 'Session closed with error code NGHTTP2_PROTOCOL_ERROR'),
  },
  {
    id: 'connection-failed',
    failure: { name: 'TimeoutError', message: 'Connection timed out after 5000 ms' },
  },
  { id: 'connection-failed', failure: { name: 'TypeError', message: 'fetch failed', midStream: true } },
  {
    id: 'tls-untrusted',
    failure: {
      name: 'Error',
      message: 'The pending stream has been canceled (caused by: unable to get local issuer certificate)',
    },
  },
  {
    id: 'tls-untrusted',
    failure: network('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"),
  },
  { id: 'tls-untrusted', failure: network('CERT_HAS_EXPIRED', 'certificate has expired') },
  { id: 'tls-untrusted', failure: network('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate') },
  { id: 'proxy-interference', failure: network('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/') },
  {
    id: 'proxy-interference',
    failure: {
      ...prompt('SyntaxError', 200, 'Unexpected token \'<\', "<html><hea"... is not valid JSON'),
      contentType: 'text/html',
    },
  },
  {
    id: 'proxy-interference',
    failure: {
      ...prompt('SyntaxError', 502, 'x'),
      contentType: 'text/html',
      body: '<html><body>502 Bad Gateway</body></html>',
    },
  },
  {
    id: 'proxy-interference',
    failure: { name: 'Error', message: 'tunneling socket could not be established, statusCode=407' },
  },
  {
    id: 'simulation-unsupported-principal',
    failure: iam(
      'InvalidInput',
      400,
      'Invalid Entity Arn: arn:aws:sts::210987654321:federated-user/jo does not clearly define entity type and name.',
    ),
  },
  { id: 'principal-not-found', failure: iam('NoSuchEntity', 404, 'The user with name jo cannot be found.') },
  {
    id: 'simulation-denied',
    failure: iam(
      'AccessDenied',
      403,
      'User: x is not authorized to perform: iam:GetRole on resource: role y',
    ),
  },
  { id: 'simulation-failed', failure: iam('PolicyEvaluationException', 500, 'could not evaluate') },
  {
    id: 'cline-settings-unreadable',
    failure: {
      service: 'cline',
      operation: 'read',
      name: 'SyntaxError',
      message: 'Unexpected end of JSON input',
    },
  },
  { id: 'unknown', failure: prompt('TeapotException', 418, 'Short and stout.') },
  {
    id: 'unknown',
    failure: prompt('ValidationException', 400, 'The requested operation is not recognized by the service.'),
  },
  { id: 'unknown', failure: { name: 'Unknown', message: '' } },
]
