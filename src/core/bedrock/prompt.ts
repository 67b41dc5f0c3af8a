/** The test prompt. The body's shape follows Cline's: tools always, a cache point for Claude ids. */
export interface TestPrompt {
  modelId: string
  text: string
  /** Send a small tool, as Cline needs tools. */
  tools: boolean
  /** Send a cache point, as Cline does for Claude ids. */
  cachePoint: boolean
  maxTokens: number
}

/** What arrives while the model answers. */
export type PromptEvent =
  | { type: 'text'; text: string }
  | { type: 'reasoning' }
  | { type: 'tool'; name: string }

/** The end of an answer. */
export interface PromptAnswer {
  text: string
  stopReason: string
  toolUsed: boolean
  inputTokens: number
  outputTokens: number
  /** Milliseconds until the first piece of the answer. */
  firstTokenMs: number
  totalMs: number
  requestId?: string
}
