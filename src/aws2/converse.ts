import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime'
import type { AwsTarget, Clock } from '../app/ports.ts'
import type { PromptAnswer, PromptEvent, TestPrompt } from '../core/bedrock/prompt.ts'
import type { Clients } from './clients.ts'

/** Marks errors that came after the answer had begun. */
export const MID_STREAM = 'midStream'

/** The request as Cline shapes it: tools always, a cache point for Claude, no sampling parameters. */
export function toRequest(prompt: TestPrompt): ConverseStreamCommandInput {
  const text = { text: prompt.text }
  return {
    modelId: prompt.modelId,
    system: [{ text: 'You are a coding assistant. Answer briefly.' }],
    messages: [
      { role: 'user', content: prompt.cachePoint ? [text, { cachePoint: { type: 'default' } }] : [text] },
    ],
    inferenceConfig: { maxTokens: prompt.maxTokens },
    ...(prompt.tools && {
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'read_file',
              description: 'Reads a file of the workspace. Use it only when the task names a file.',
              inputSchema: {
                json: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
              },
            },
          },
        ],
        toolChoice: { auto: {} },
      },
    }),
  }
}

/** Sends the prompt and tells of the answer as it arrives. */
export async function converse(
  clients: Clients,
  clock: Clock,
  target: AwsTarget,
  prompt: TestPrompt,
  onEvent: (event: PromptEvent) => void,
  abortSignal: AbortSignal,
): Promise<PromptAnswer> {
  const client = await clients.runtime(target)
  const { ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime')
  const started = clock.now()
  const { stream, $metadata } = await client.send(new ConverseStreamCommand(toRequest(prompt)), {
    abortSignal,
  })
  const answer: PromptAnswer = {
    text: '',
    stopReason: '',
    toolUsed: false,
    inputTokens: 0,
    outputTokens: 0,
    firstTokenMs: 0,
    totalMs: 0,
    ...($metadata.requestId !== undefined && { requestId: $metadata.requestId }),
  }
  try {
    for await (const event of stream ?? []) {
      // Some transports end an aborted stream without an error.
      abortSignal.throwIfAborted()
      if (answer.firstTokenMs === 0 && event.contentBlockDelta !== undefined) {
        answer.firstTokenMs = Math.max(1, clock.now() - started)
      }
      take(answer, event, onEvent)
    }
    abortSignal.throwIfAborted()
  } catch (error) {
    throw Object.assign(error as Error, { [MID_STREAM]: true })
  }
  if (answer.stopReason === '') {
    throw Object.assign(new Error('The answer ended before it was complete.'), {
      code: 'ECONNRESET',
      [MID_STREAM]: true,
    })
  }
  return { ...answer, totalMs: Math.max(1, clock.now() - started) }
}

function take(
  answer: PromptAnswer,
  event: ConverseStreamOutput,
  onEvent: (event: PromptEvent) => void,
): void {
  const delta = event.contentBlockDelta?.delta
  if (delta?.text !== undefined) {
    answer.text += delta.text
    onEvent({ type: 'text', text: delta.text })
  } else if (delta?.reasoningContent !== undefined) {
    onEvent({ type: 'reasoning' })
  }
  const tool = event.contentBlockStart?.start?.toolUse
  if (tool !== undefined) {
    answer.toolUsed = true
    onEvent({ type: 'tool', name: tool.name ?? '' })
  }
  if (event.messageStop !== undefined) {
    answer.stopReason = event.messageStop.stopReason ?? 'unknown'
  }
  if (event.metadata?.usage !== undefined) {
    answer.inputTokens = event.metadata.usage.inputTokens ?? 0
    answer.outputTokens = event.metadata.usage.outputTokens ?? 0
  }
}
