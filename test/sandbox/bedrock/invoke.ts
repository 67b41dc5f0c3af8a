import type { WireResponse } from '../wire.ts'
import { billed } from './converse.ts'
import type { Model } from './models.ts'
import { type Reply, replyTo } from './reply.ts'
import { type Json, jsonAnswer, validationError } from './request.ts'
import { type Course, padded, type StreamEvent, streamAnswer } from './stream.ts'

/** How a provider's own format is spoken; each chunk is one JSON object of it. */
interface Dialect {
  check: (body: Json) => void
  maxTokens: (body: Json) => unknown
  whole: (reply: Reply, model: Model) => Json
  chunks: (reply: Reply, model: Model) => Json[]
}

function need(body: Json, field: string, fits: (value: unknown) => boolean): void {
  if (fits(body[field])) return
  throw validationError(
    `Malformed input request: #: required key [${field}] not found, please reformat your input and try again.`,
  )
}

const anthropic: Dialect = {
  check: (body) => {
    need(body, 'anthropic_version', (value) => value === 'bedrock-2023-05-31')
    need(body, 'max_tokens', (value) => typeof value === 'number')
    need(body, 'messages', (value) => Array.isArray(value) && value.length > 0)
  },
  maxTokens: (body) => body.max_tokens,
  whole: (reply, model) => ({
    id: 'msg_bdrk_sandbox',
    type: 'message',
    role: 'assistant',
    model: model.id,
    content: [{ type: 'text', text: reply.pieces.join('') }],
    stop_reason: reply.stopReason,
    stop_sequence: null,
    usage: { input_tokens: reply.usage.inputTokens, output_tokens: reply.usage.outputTokens },
  }),
  chunks: (reply, model) => {
    const { inputTokens, outputTokens } = reply.usage
    const usage = { input_tokens: inputTokens, output_tokens: 1 }
    const message = {
      id: 'msg_bdrk_sandbox',
      type: 'message',
      role: 'assistant',
      model: model.id,
      content: [],
      usage,
    }
    return [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...reply.pieces.map((text) => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      })),
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: reply.stopReason, stop_sequence: null },
        usage: { output_tokens: outputTokens },
      },
      {
        type: 'message_stop',
        'amazon-bedrock-invocationMetrics': {
          inputTokenCount: inputTokens,
          outputTokenCount: outputTokens,
          invocationLatency: 200,
          firstByteLatency: 100,
        },
      },
    ]
  },
}

/** Text in, choices out: DeepSeek, which Cline's legacy bundle calls this way, and the others. */
const choices: Dialect = {
  check: (body) => need(body, 'prompt' in body ? 'prompt' : 'messages', Boolean),
  maxTokens: (body) => body.max_tokens,
  whole: (reply) => ({ choices: [{ index: 0, text: reply.pieces.join(''), stop_reason: 'stop' }] }),
  chunks: (reply) => [
    ...reply.pieces.map((text) => ({ choices: [{ index: 0, text, stop_reason: null }] })),
    { choices: [{ index: 0, text: '', stop_reason: 'stop' }] },
  ],
}

function speak(body: Json, model: Model): { dialect: Dialect; reply: Reply } {
  const dialect = model.provider === 'Anthropic' ? anthropic : choices
  dialect.check(body)
  const most = dialect.maxTokens(body)
  return { dialect, reply: replyTo(body, typeof most === 'number' ? most : Number.POSITIVE_INFINITY) }
}

/** The answer of InvokeModel, in the provider's own format. */
export function invoke(body: Json, model: Model): WireResponse {
  const { dialect, reply } = speak(body, model)
  return jsonAnswer(dialect.whole(reply, model), 200, {
    'x-amzn-bedrock-input-token-count': String(reply.usage.inputTokens),
    'x-amzn-bedrock-output-token-count': String(reply.usage.outputTokens),
    ...billed(reply),
  })
}

/** The answer of InvokeModelWithResponseStream: the provider's events as base64 in chunk events. */
export function invokeStream(body: Json, model: Model, course: Course): WireResponse {
  const { dialect, reply } = speak(body, model)
  const events = dialect.chunks(reply, model).map((chunk, index): StreamEvent => {
    const bytes = Buffer.from(JSON.stringify(chunk)).toString('base64')
    return ['chunk', padded({ bytes }, index)]
  })
  const opening = events.length - reply.pieces.length
  return streamAnswer(events, Math.min(opening, 3), course, {
    'x-amzn-bedrock-content-type': 'application/json',
    ...billed(reply),
  })
}
