import { frame } from '../../sandbox/bedrock/eventStream.ts'

/** One frame of an event stream: an event or an exception with a JSON body. */
export function encodeFrame(kind: 'event' | 'exception', type: string, body: string): Buffer {
  const headers = {
    ':message-type': kind,
    [kind === 'event' ? ':event-type' : ':exception-type']: type,
    ':content-type': 'application/json',
  }
  return frame(headers, Buffer.from(body))
}
