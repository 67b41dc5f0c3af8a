import type { WireResponse } from '../wire.ts'
import { type Reply, replyTo } from './reply.ts'
import { isObject, type Json, jsonAnswer } from './request.ts'
import { type Course, padded, type StreamEvent, streamAnswer } from './stream.ts'

/** Header of every answer that AWS would charge for: input and output tokens. */
export const BILLED_HEADER = 'x-sandbox-billed-tokens'

const MS_PER_TOKEN = 20

export function billed({ usage }: Reply): Record<string, string> {
  return { [BILLED_HEADER]: `${usage.inputTokens}+${usage.outputTokens}` }
}

function usageOf({ usage }: Reply): Json {
  return { ...usage, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }
}

function metricsOf({ usage }: Reply): Json {
  return { latencyMs: usage.outputTokens * MS_PER_TOKEN }
}

function converseReply(body: Json): Reply {
  const config = body.inferenceConfig
  const most = isObject(config) ? config.maxTokens : undefined
  return replyTo(body, typeof most === 'number' ? most : Number.POSITIVE_INFINITY)
}

/** The answer of Converse. */
export function converse(body: Json): WireResponse {
  const reply = converseReply(body)
  const content: Json[] = [{ text: reply.pieces.join('') }]
  if (reply.toolUse) content.push({ toolUse: reply.toolUse })
  return jsonAnswer(
    {
      output: { message: { role: 'assistant', content } },
      stopReason: reply.stopReason,
      usage: usageOf(reply),
      metrics: metricsOf(reply),
    },
    200,
    billed(reply),
  )
}

function toolEvents(toolUse: NonNullable<Reply['toolUse']>): StreamEvent[] {
  const { input, ...start } = toolUse
  const contentBlockIndex = 1
  const text = JSON.stringify(input)
  const half = Math.ceil(text.length / 2)
  return [
    ['contentBlockStart', { contentBlockIndex, start: { toolUse: start } }],
    ['contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: text.slice(0, half) } } }],
    ['contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: text.slice(half) } } }],
    ['contentBlockStop', { contentBlockIndex }],
  ]
}

function events(reply: Reply): StreamEvent[] {
  const all: StreamEvent[] = [
    ['messageStart', { role: 'assistant' }],
    // As AWS often does, an empty delta comes first.
    ...['', ...reply.pieces].map(
      (text): StreamEvent => ['contentBlockDelta', { contentBlockIndex: 0, delta: { text } }],
    ),
    ['contentBlockStop', { contentBlockIndex: 0 }],
    ...(reply.toolUse ? toolEvents(reply.toolUse) : []),
    ['messageStop', { stopReason: reply.stopReason }],
    ['metadata', { usage: usageOf(reply), metrics: metricsOf(reply) }],
  ]
  return all.map(([type, body], index) => [type, padded(body, index)])
}

/** messageStart, the empty delta, and the first piece of text. */
const OPENING = 3

/** The answer of ConverseStream. */
export function converseStream(body: Json, course: Course): WireResponse {
  const reply = converseReply(body)
  return streamAnswer(events(reply), OPENING, course, billed(reply))
}
