import { BEDROCK_REGIONS, type Prefix } from './geographies.ts'

export type Modality = 'TEXT' | 'IMAGE' | 'VIDEO' | 'EMBEDDING'

/** One foundation model as this AWS knows it; dates are ISO. */
export interface Model {
  id: string
  name: string
  provider: string
  input: readonly Modality[]
  output: readonly Modality[]
  /** Where the bare id can be called. */
  onDemand: readonly string[]
  /** Geographies with a system inference profile. */
  profiles: readonly Prefix[]
  streaming: boolean
  /** 'blocking': only without streaming. */
  tools: 'all' | 'blocking' | 'none'
  cachePoint: boolean
  /** New Claude takes temperature or topP, not both. */
  oneSamplingParameter: boolean
  /** Sold through AWS Marketplace: the first use in an account makes an agreement. */
  marketplace: boolean
  /** Tokens of input, and of output, that it takes. */
  contextTokens: number
  maxTokens: number
  start: string
  /** LEGACY since then. */
  legacy?: string
  /** Switched off since then, or announced to be. */
  endOfLife?: string
  ended?: true
  /** Needs the account's data-retention mode aws_review or provider_data_share. */
  needsReview?: true
}

const COMMERCIAL = BEDROCK_REGIONS.aws
const WIDE = ['ap-northeast-1', 'ap-south-1', 'ap-southeast-2', 'eu-central-1', 'eu-north-1', 'eu-west-1']
const OPEN_WEIGHT = [
  ...WIDE,
  'ap-southeast-3',
  'eu-south-1',
  'eu-west-2',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
]
const ALL_GEOS: readonly Prefix[] = ['us', 'eu', 'au', 'jp', 'global']

const common = {
  input: ['TEXT'],
  output: ['TEXT'],
  onDemand: [],
  profiles: [],
  streaming: true,
  tools: 'all',
  cachePoint: false,
  oneSamplingParameter: false,
  marketplace: false,
  maxTokens: 8192,
} as const satisfies Partial<Model>

type Facts = Pick<Model, 'id' | 'name' | 'contextTokens' | 'start'> & Partial<Model>

function claude(facts: Facts): Model {
  return {
    ...common,
    provider: 'Anthropic',
    input: ['TEXT', 'IMAGE'],
    profiles: ALL_GEOS,
    cachePoint: true,
    oneSamplingParameter: true,
    marketplace: true,
    maxTokens: 64_000,
    ...facts,
  }
}

function nova(facts: Facts): Model {
  return {
    ...common,
    provider: 'Amazon',
    profiles: ['us', 'eu', 'apac'],
    cachePoint: true,
    maxTokens: 10_000,
    ...facts,
  }
}

function other(provider: string, facts: Facts): Model {
  return { ...common, provider, ...facts }
}

const CLAUDE: readonly Model[] = [
  claude({
    id: 'anthropic.claude-fable-5',
    name: 'Claude Fable 5',
    profiles: ['us', 'global'],
    contextTokens: 1_000_000,
    maxTokens: 128_000,
    start: '2026-06-18',
    needsReview: true,
  }),
  claude({
    id: 'anthropic.claude-opus-5',
    name: 'Claude Opus 5',
    contextTokens: 1_000_000,
    maxTokens: 128_000,
    start: '2026-07-21',
  }),
  claude({
    id: 'anthropic.claude-sonnet-5',
    name: 'Claude Sonnet 5',
    contextTokens: 1_000_000,
    maxTokens: 128_000,
    start: '2026-06-30',
  }),
  claude({
    id: 'anthropic.claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    contextTokens: 1_000_000,
    maxTokens: 128_000,
    start: '2026-02-17',
  }),
  claude({
    id: 'anthropic.claude-opus-4-5-20251101-v1:0',
    name: 'Claude Opus 4.5',
    profiles: ['us', 'eu', 'global'],
    contextTokens: 200_000,
    start: '2025-11-24',
  }),
  claude({
    id: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    name: 'Claude Haiku 4.5',
    contextTokens: 200_000,
    start: '2025-10-15',
  }),
  claude({
    id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    name: 'Claude Sonnet 4.5',
    profiles: [...ALL_GEOS, 'us-gov'],
    contextTokens: 200_000,
    start: '2025-09-29',
  }),
  claude({
    id: 'anthropic.claude-3-7-sonnet-20250219-v1:0',
    name: 'Claude 3.7 Sonnet',
    profiles: ['us', 'eu', 'apac', 'us-gov'],
    oneSamplingParameter: false,
    contextTokens: 200_000,
    start: '2025-02-24',
    legacy: '2026-06-01',
    endOfLife: '2027-01-15',
  }),
  claude({
    id: 'anthropic.claude-3-5-sonnet-20241022-v2:0',
    name: 'Claude 3.5 Sonnet v2',
    profiles: ['us', 'apac'],
    onDemand: ['us-west-2'],
    oneSamplingParameter: false,
    contextTokens: 200_000,
    maxTokens: 8192,
    start: '2024-10-22',
    legacy: '2025-09-01',
    endOfLife: '2026-03-01',
    ended: true,
  }),
]

const AMAZON: readonly Model[] = [
  nova({
    id: 'amazon.nova-2-lite-v1:0',
    name: 'Nova 2 Lite',
    input: ['TEXT', 'IMAGE', 'VIDEO'],
    profiles: ['us', 'eu', 'jp', 'global'],
    contextTokens: 1_000_000,
    maxTokens: 65_535,
    start: '2025-12-02',
  }),
  nova({
    id: 'amazon.nova-pro-v1:0',
    name: 'Nova Pro',
    input: ['TEXT', 'IMAGE', 'VIDEO'],
    onDemand: ['us-east-1', 'ap-southeast-2', 'us-gov-west-1'],
    profiles: ['us', 'eu', 'apac', 'us-gov'],
    contextTokens: 300_000,
    start: '2024-12-03',
  }),
  nova({
    id: 'amazon.nova-lite-v1:0',
    name: 'Nova Lite',
    input: ['TEXT', 'IMAGE', 'VIDEO'],
    onDemand: ['us-east-1', 'ap-southeast-2', 'us-gov-west-1'],
    profiles: ['us', 'eu', 'apac', 'us-gov'],
    contextTokens: 300_000,
    start: '2024-12-03',
  }),
  nova({
    id: 'amazon.nova-micro-v1:0',
    name: 'Nova Micro',
    onDemand: ['us-east-1', 'ap-southeast-2', 'us-gov-west-1'],
    profiles: ['us', 'eu', 'apac', 'us-gov'],
    contextTokens: 128_000,
    start: '2024-12-03',
  }),
  other('Amazon', {
    id: 'amazon.titan-text-premier-v1:0',
    name: 'Titan Text G1 - Premier',
    onDemand: ['us-east-1'],
    tools: 'none',
    contextTokens: 32_000,
    maxTokens: 3072,
    start: '2024-05-07',
  }),
  other('Amazon', {
    id: 'amazon.titan-embed-text-v2:0',
    name: 'Titan Text Embeddings V2',
    output: ['EMBEDDING'],
    onDemand: [...COMMERCIAL, 'us-gov-west-1'],
    streaming: false,
    tools: 'none',
    contextTokens: 8192,
    start: '2024-04-30',
  }),
]

const OTHERS: readonly Model[] = [
  other('DeepSeek', {
    id: 'deepseek.r1-v1:0',
    name: 'DeepSeek-R1',
    profiles: ['us'],
    tools: 'none',
    contextTokens: 128_000,
    maxTokens: 32_768,
    start: '2025-03-10',
  }),
  other('Meta', {
    id: 'meta.llama4-maverick-17b-instruct-v1:0',
    name: 'Llama 4 Maverick 17B Instruct',
    input: ['TEXT', 'IMAGE'],
    profiles: ['us'],
    contextTokens: 1_000_000,
    start: '2025-04-28',
  }),
  other('Meta', {
    id: 'meta.llama3-1-70b-instruct-v1:0',
    name: 'Llama 3.1 70B Instruct',
    onDemand: ['us-west-2'],
    profiles: ['us'],
    tools: 'blocking',
    contextTokens: 128_000,
    maxTokens: 4096,
    start: '2024-07-23',
  }),
  other('Mistral AI', {
    id: 'mistral.mistral-large-2407-v1:0',
    name: 'Mistral Large (24.07)',
    onDemand: ['us-west-2'],
    contextTokens: 128_000,
    start: '2024-07-24',
  }),
  other('OpenAI', {
    id: 'openai.gpt-oss-120b-1:0',
    name: 'gpt-oss-120b',
    onDemand: [...OPEN_WEIGHT, 'us-west-2', 'us-gov-west-1'],
    contextTokens: 128_000,
    maxTokens: 128_000,
    start: '2025-08-05',
  }),
  other('OpenAI', {
    id: 'openai.gpt-oss-20b-1:0',
    name: 'gpt-oss-20b',
    onDemand: [...OPEN_WEIGHT, 'us-west-2', 'us-gov-west-1'],
    contextTokens: 128_000,
    maxTokens: 128_000,
    start: '2025-08-05',
  }),
  other('Qwen', {
    id: 'qwen.qwen3-coder-480b-a35b-v1:0',
    name: 'Qwen3 Coder 480B A35B Instruct',
    onDemand: ['ap-northeast-1', 'ap-south-1', 'eu-north-1', 'eu-west-2', 'us-east-2', 'us-west-2'],
    contextTokens: 131_072,
    maxTokens: 65_536,
    start: '2025-09-18',
  }),
  other('Qwen', {
    id: 'qwen.qwen3-coder-30b-a3b-v1:0',
    name: 'Qwen3-Coder-30B-A3B-Instruct',
    onDemand: [...OPEN_WEIGHT, 'us-west-2'],
    contextTokens: 262_144,
    maxTokens: 131_072,
    start: '2025-09-18',
  }),
  other('MiniMax', {
    id: 'minimax.minimax-m2.5',
    name: 'MiniMax M2.5',
    onDemand: [...OPEN_WEIGHT, 'us-west-2'],
    contextTokens: 196_608,
    maxTokens: 98_304,
    start: '2026-03-19',
  }),
]

/** Every model, those switched off included. */
export const MODELS: readonly Model[] = [...AMAZON, ...CLAUDE, ...OTHERS]
