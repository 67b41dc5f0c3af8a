import type { WireResponse } from '../wire.ts'
import { eventFrame, exceptionFrame } from './eventStream.ts'
import { isObject, type Json } from './request.ts'

/** A recorded stream that breaks off: an exception event, after a text delta where `afterText` is given. */
export interface RecordedStream {
  exceptionType: string
  body: string | Json
  afterText?: string
}

function bodyOf(body: string | Json): Json {
  if (typeof body !== 'string') return body
  const value: unknown = JSON.parse(body)
  return isObject(value) ? value : {}
}

/** Starts with 200, as AWS does, and then throws in the middle. */
export function exceptionStream(stream: RecordedStream): WireResponse {
  const frames = [eventFrame('messageStart', { role: 'assistant' })]
  if (stream.afterText !== undefined) {
    const delta = { text: stream.afterText }
    frames.push(eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta }))
  }
  frames.push(exceptionFrame(stream.exceptionType, bodyOf(stream.body)))
  return { status: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream' }, frames }
}
