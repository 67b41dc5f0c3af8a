import type { Service } from './callRecord.ts'

/** An answer given instead of the real one, in the form of the recorded failure cases. */
export interface OverrideRule {
  service: Service
  /** '*' is every operation; Converse and ConverseStream both mean the test prompt. */
  operation: string
  /** Only for requests signed for these regions. */
  regions?: string[]
  /** Answer this often, then let calls through; without it, always. */
  times?: number
  http?: { status: number; headers: Record<string, string>; body: string }
  /** Streaming only: 200, perhaps a text delta, then an exception event. */
  stream?: { exceptionType: string; body: string; afterText?: string }
  /** The connection is cut without an answer. */
  reset?: boolean
}

const PROMPTS = ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']
const STREAMS = ['ConverseStream', 'InvokeModelWithResponseStream']

function meansOperation(rule: OverrideRule, operation: string): boolean {
  if (rule.stream && !STREAMS.includes(operation)) return false
  if (rule.operation === '*' || rule.operation === operation) return true
  return PROMPTS.includes(rule.operation) && PROMPTS.includes(operation)
}

/** The first rule that speaks for this call; one that has done its number of times is used up. */
export function takeOverride(
  rules: OverrideRule[],
  call: { service: Service; operation: string; region: string },
): OverrideRule | undefined {
  const rule = rules.find(
    (candidate) =>
      candidate.times !== 0 &&
      candidate.service === call.service &&
      meansOperation(candidate, call.operation) &&
      (candidate.regions?.includes(call.region) ?? true),
  )
  if (rule?.times !== undefined) rule.times -= 1
  return rule
}
