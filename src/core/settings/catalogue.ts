import { CLINE_CATALOGUE } from './clineCatalogue.ts'

/** What Cline's own catalogue says of a model. */
export interface ClineModel {
  id: string
  name: string
  contextWindow: number
  maxInputTokens: number
  maxTokens: number
  capabilities: string[]
  /** US dollars per million tokens; absent where the catalogue has none. */
  price?: { input: number; output: number }
}

const BY_ID = new Map(CLINE_CATALOGUE.map((row) => [row[0], row]))

/** Cline's next bundle's entry for an id, exactly as written. */
export function catalogueModel(id: string): ClineModel | undefined {
  const row = BY_ID.get(id)
  return row === undefined
    ? undefined
    : {
        id: row[0],
        name: row[1],
        contextWindow: row[2],
        maxInputTokens: row[3],
        maxTokens: row[4],
        capabilities: row[5].split(' ').filter((each) => each !== ''),
        ...(row[6] > 0 && { price: { input: row[6], output: row[7] } }),
      }
}

// Bare ids of the legacy bundle's own table that matter here (facts of Cline 4.1.13, shared/api.ts): an id
// that is a key there is sent bare only when it is not marked as custom.
const LEGACY = new Set([
  'anthropic.claude-sonnet-5',
  'anthropic.claude-sonnet-4-6',
  'anthropic.claude-sonnet-4-5-20250929-v1:0',
  'anthropic.claude-haiku-4-5-20251001-v1:0',
  'anthropic.claude-opus-5',
  'anthropic.claude-opus-4-8',
  'anthropic.claude-opus-4-7',
  'anthropic.claude-opus-4-6-v1',
  'anthropic.claude-opus-4-5-20251101-v1:0',
  'anthropic.claude-fable-5',
  'anthropic.claude-opus-4-1-20250805-v1:0',
  'anthropic.claude-opus-4-20250514-v1:0',
  'anthropic.claude-sonnet-4-20250514-v1:0',
  'anthropic.claude-3-7-sonnet-20250219-v1:0',
  'anthropic.claude-3-5-sonnet-20241022-v2:0',
  'anthropic.claude-3-5-sonnet-20240620-v1:0',
  'anthropic.claude-3-5-haiku-20241022-v1:0',
  'anthropic.claude-3-opus-20240229-v1:0',
  'anthropic.claude-3-sonnet-20240229-v1:0',
  'anthropic.claude-3-haiku-20240307-v1:0',
  'amazon.nova-micro-v1:0',
  'amazon.nova-lite-v1:0',
  'amazon.nova-pro-v1:0',
  'amazon.nova-2-lite-v1:0',
  'amazon.nova-premier-v1:0',
  'deepseek.r1-v1:0',
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'qwen.qwen3-coder-30b-a3b-v1:0',
  'qwen.qwen3-coder-480b-a35b-v1:0',
])

/** True when the id is a key of the legacy bundle's table. */
export const isLegacyModel = (id: string): boolean => LEGACY.has(id)
