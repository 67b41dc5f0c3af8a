import http from 'node:http'
import http2 from 'node:http2'
import net from 'node:net'
import type { WireRequest, WireResponse } from './wire.ts'

/** Answers one request; undefined cuts the connection without a word. */
export type Respond = (request: WireRequest) => Promise<WireResponse | undefined>

type AnyRequest = http.IncomingMessage | http2.Http2ServerRequest
type AnyResponse = http.ServerResponse | http2.Http2ServerResponse

const PREFACE = 'PRI'
// HTTP/2 has no words for connections: a recorded answer may still carry them.
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length']

async function readRequest(request: AnyRequest): Promise<WireRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith(':') && value !== undefined) headers[name] = [value].flat().join(',')
  }
  const authority = request.headers[':authority']
  if (typeof authority === 'string') headers.host = authority
  return {
    method: request.method ?? 'GET',
    rawPath,
    rawQuery: query.join('?'),
    headers,
    body: Buffer.concat(chunks),
    httpVersion: request.httpVersionMajor === 2 ? '2' : '1.1',
  }
}

async function writeFrames(
  response: AnyResponse,
  frames: NonNullable<WireResponse['frames']>,
): Promise<void> {
  let gone = false
  response.on('close', () => {
    gone = true
  })
  for await (const frame of frames) {
    // Leaving the loop ends the generator too, so that nothing goes on for a client that left.
    if (gone) break
    writeChunk(response, frame)
  }
  if (!gone) response.end()
}

// One call per kind: the two write methods share no signature.
function writeChunk(response: AnyResponse, chunk: Buffer): void {
  if (response instanceof http.ServerResponse) response.write(chunk)
  else response.write(chunk)
}

async function writeResponse(response: AnyResponse, answer: WireResponse): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!CONNECTION_HEADERS.includes(name.toLowerCase())) response.setHeader(name, value)
  }
  response.statusCode = answer.status
  if (answer.frames) await writeFrames(response, answer.frames)
  else if (answer.body === undefined) response.end()
  else response.end(answer.body)
}

/** Turns an HTTP request of either version into a question to `respond`, and writes its answer. */
export function listener(respond: Respond): (request: AnyRequest, response: AnyResponse) => void {
  return (request, response) => {
    void readRequest(request)
      .then(respond)
      .then((answer) => (answer ? writeResponse(response, answer) : cut(request)))
      // The client went away in the middle: nobody is left to be told.
      .catch(() => cut(request))
  }
}

function cut(request: AnyRequest): void {
  if ('stream' in request) request.stream.session?.destroy()
  else request.socket.destroy()
}

/** One server for HTTP/1.1 and HTTP/2 without TLS; the first bytes of a connection tell which. */
export function createDualServer(respond: Respond): net.Server {
  const answer = listener(respond)
  const one = http.createServer(answer)
  // SDKs keep connections; ending them early would look like a fault of AWS.
  one.keepAliveTimeout = 60_000
  const two = http2.createServer(answer)
  return net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('readable', () => {
      const first: Buffer | null = socket.read()
      if (first === null) return socket.destroy()
      socket.unshift(first)
      const isTwo = first.subarray(0, PREFACE.length).toString('latin1') === PREFACE
      ;(isTwo ? two : one).emit('connection', socket)
    })
  })
}
