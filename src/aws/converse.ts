import type {
  ContentBlock,
  ConverseStreamCommandInput,
  ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime'
import type { AwsTarget } from '../app/ports.ts'
import type { PromptAnswer, PromptEvent, TestPrompt } from '../core/bedrock/prompt.ts'
import type { Outcome } from '../core/outcome.ts'
import { call } from './call.ts'
import type { AwsContext } from './context.ts'

const SYSTEM = 'You are Cline, a careful coding assistant. Answer briefly.'

/** The request's body in the shape that Cline sends: no temperature, tools by choice of the model. */
export function converseBody(prompt: TestPrompt): ConverseStreamCommandInput {
  const content: ContentBlock[] = [{ text: prompt.text }]
  if (prompt.cachePoint) {
    content.push({ cachePoint: { type: 'default' } })
  }
  return {
    modelId: prompt.modelId,
    system: [{ text: SYSTEM }],
    messages: [{ role: 'user', content }],
    inferenceConfig: { maxTokens: prompt.maxTokens },
    ...(prompt.cachePoint && { additionalModelResponseFieldPaths: ['/delta/stop_sequence'] }),
    ...(prompt.tools && {
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'note',
              description: 'Keeps a short note. Use it only when asked to.',
              inputSchema: { json: { type: 'object', properties: { text: { type: 'string' } } } },
            },
          },
        ],
        toolChoice: { auto: {} },
      },
    }),
  }
}

/** Sends the prompt and passes on what arrives. */
export async function converse(
  context: AwsContext,
  target: AwsTarget,
  prompt: TestPrompt,
  onEvent: (event: PromptEvent) => void,
  signal: AbortSignal,
): Promise<Outcome<PromptAnswer>> {
  const spec = { service: 'bedrock-runtime', operation: 'ConverseStream', target, signal } as const
  const { clock } = context.options
  return await call(context, spec, async (config, progress) => {
    const { BedrockRuntimeClient, ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime')
    const client = new BedrockRuntimeClient(config)
    const started = clock.now()
    const answer = emptyAnswer()
    const { stream, $metadata } = await client.send(new ConverseStreamCommand(converseBody(prompt)), {
      abortSignal: signal,
    })
    progress.midStream = true
    let first: number | undefined
    for await (const event of stream ?? []) {
      signal.throwIfAborted()
      first ??= isPiece(event) ? clock.now() : undefined
      const told = take(answer, event)
      if (told !== undefined) {
        onEvent(told)
      }
    }
    signal.throwIfAborted()
    if (answer.stopReason === '') {
      throw new CutShort('The connection was closed before the answer was complete.')
    }
    const ended = clock.now()
    return {
      ...answer,
      firstTokenMs: (first ?? ended) - started,
      totalMs: ended - started,
      ...($metadata.requestId !== undefined && { requestId: $metadata.requestId }),
    }
  })
}

/** The stream ended in order but without its end: something on the way cut it. */
class CutShort extends Error {
  override name = 'StreamCutShort'
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE'
}

type Answer = Omit<PromptAnswer, 'firstTokenMs' | 'totalMs' | 'requestId'>

const emptyAnswer = (): Answer => ({
  text: '',
  stopReason: '',
  toolUsed: false,
  inputTokens: 0,
  outputTokens: 0,
})

const isPiece = (event: ConverseStreamOutput): boolean =>
  event.contentBlockDelta !== undefined || event.contentBlockStart !== undefined

/** Adds one event to the answer and says what of it is worth showing. */
function take(answer: Answer, event: ConverseStreamOutput): PromptEvent | undefined {
  const tool = event.contentBlockStart?.start?.toolUse?.name
  const delta = event.contentBlockDelta?.delta
  if (tool !== undefined) {
    answer.toolUsed = true
    return { type: 'tool', name: tool }
  }
  if (delta?.text !== undefined) {
    answer.text += delta.text
    return { type: 'text', text: delta.text }
  }
  if (delta?.reasoningContent !== undefined) {
    return { type: 'reasoning' }
  }
  answer.stopReason = event.messageStop?.stopReason ?? answer.stopReason
  answer.inputTokens = event.metadata?.usage?.inputTokens ?? answer.inputTokens
  answer.outputTokens = event.metadata?.usage?.outputTokens ?? answer.outputTokens
  return undefined
}
