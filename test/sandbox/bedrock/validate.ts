import { isObject, type Json, validationError } from './request.ts'

const REQUEST_FIELDS = [
  'messages',
  'system',
  'inferenceConfig',
  'toolConfig',
  'guardrailConfig',
  'additionalModelRequestFields',
  'promptVariables',
  'additionalModelResponseFieldPaths',
  'requestMetadata',
  'performanceConfig',
  'serviceTier',
  'outputConfig',
  // The SDK puts the id into the path; older clients repeat it in the body, which AWS takes.
  'modelId',
]
const CONTENT_KINDS = [
  'text',
  'image',
  'document',
  'video',
  'audio',
  'toolUse',
  'toolResult',
  'guardContent',
  'cachePoint',
  'reasoningContent',
  'citationsContent',
  'searchResult',
]
const SYSTEM_KINDS = ['text', 'guardContent', 'cachePoint']
const TOOL_KINDS = ['toolSpec', 'systemTool', 'cachePoint']
const CHOICES = ['auto', 'any', 'tool']
const SAMPLING = ['maxTokens', 'temperature', 'topP', 'stopSequences']
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/

function constraint(path: string, text: string): Error {
  return validationError(
    `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${text}`,
  )
}

function asObject(value: unknown, path: string): Json {
  if (isObject(value)) return value
  throw constraint(path, 'Member must be a structure')
}

function asList(value: unknown, path: string, least: number): unknown[] {
  if (!Array.isArray(value)) throw constraint(path, 'Member must be a list')
  if (value.length >= least) return value
  throw constraint(path, `Member must have length greater than or equal to ${least}`)
}

function known(value: Json, fields: readonly string[], path: string): void {
  const unknown = Object.keys(value).find((field) => !fields.includes(field))
  if (!unknown) return
  throw validationError(
    `Malformed input request: ${path}: extraneous key [${unknown}] is not permitted, please reformat your input and try again.`,
  )
}

/** A union has exactly one member; its name is given back. */
function member(value: unknown, kinds: readonly string[], path: string): [kind: string, content: unknown] {
  const union = asObject(value, path)
  known(union, kinds, `#/${path.replaceAll('.', '/')}`)
  const [entry, ...more] = Object.entries(union)
  if (entry && more.length === 0) return entry
  throw constraint(path, 'Member must have exactly one of its fields set')
}

function checkCachePoint(value: unknown, path: string): void {
  const point = asObject(value, path)
  known(point, ['type', 'ttl'], `#/${path.replaceAll('.', '/')}`)
  if (point.type !== 'default')
    throw constraint(`${path}.type`, 'Member must satisfy enum value set: [default]')
  const { ttl } = point
  if (ttl !== undefined && ttl !== '5m' && ttl !== '1h') {
    throw constraint(`${path}.ttl`, 'Member must satisfy enum value set: [5m, 1h]')
  }
}

function checkText(value: unknown, path: string): void {
  if (typeof value !== 'string') throw constraint(path, 'Member must be a string')
  if (value.trim() !== '') return
  throw validationError(
    `The text field in the ContentBlock object at ${path.replace(/\.text$/, '')} is blank. Add text to the text field, and try again.`,
  )
}

function checkToolName(value: unknown, path: string): void {
  if (typeof value === 'string' && TOOL_NAME.test(value)) return
  throw constraint(path, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+')
}

function checkToolUse(value: unknown, path: string): void {
  const use = asObject(value, path)
  checkToolName(use.toolUseId, `${path}.toolUseId`)
  checkToolName(use.name, `${path}.name`)
  asObject(use.input, `${path}.input`)
}

function checkToolResult(value: unknown, path: string): void {
  const result = asObject(value, path)
  checkToolName(result.toolUseId, `${path}.toolUseId`)
  asList(result.content, `${path}.content`, 0)
}

const CHECKS: Record<string, (value: unknown, path: string) => void> = {
  text: checkText,
  cachePoint: checkCachePoint,
  toolUse: checkToolUse,
  toolResult: checkToolResult,
}

function checkBlocks(blocks: unknown[], kinds: readonly string[], path: string): string[] {
  return blocks.map((block, index) => {
    const [kind, content] = member(block, kinds, `${path}.${index}`)
    CHECKS[kind]?.(content, `${path}.${index}.${kind}`)
    return kind
  })
}

/** Kinds of content of one message. */
function checkMessage(value: unknown, index: number): { role: unknown; kinds: string[] } {
  const path = `messages.${index}`
  const message = asObject(value, path)
  known(message, ['role', 'content'], `#/messages/${index}`)
  const { role } = message
  if (role !== 'user' && role !== 'assistant') {
    throw constraint(`${path}.role`, 'Member must satisfy enum value set: [user, assistant]')
  }
  const kinds = checkBlocks(asList(message.content, `${path}.content`, 1), CONTENT_KINDS, `${path}.content`)
  return { role, kinds }
}

function checkMessages(value: unknown): string[] {
  const messages = asList(value ?? [], 'messages', 0).map(checkMessage)
  if (messages[0]?.role !== 'user') {
    throw validationError(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    )
  }
  if (messages.some(({ role }, index) => role === messages[index - 1]?.role)) {
    throw validationError(
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    )
  }
  return messages.flatMap(({ kinds }) => kinds)
}

function checkToolSpec(value: unknown, path: string): void {
  const spec = asObject(value, path)
  known(spec, ['name', 'description', 'inputSchema', 'strict'], `#/${path.replaceAll('.', '/')}`)
  checkToolName(spec.name, `${path}.name`)
  if (spec.description === '') {
    throw constraint(`${path}.description`, 'Member must have length greater than or equal to 1')
  }
  const schema = asObject(asObject(spec.inputSchema, `${path}.inputSchema`).json, `${path}.inputSchema.json`)
  if (schema.type !== 'object') {
    throw validationError(`The value at ${path}.inputSchema.json.type must be one of the following: object.`)
  }
}

function checkToolConfig(value: unknown): string[] {
  const config = asObject(value, 'toolConfig')
  known(config, ['tools', 'toolChoice'], '#/toolConfig')
  const kinds = asList(config.tools, 'toolConfig.tools', 1).map((tool, index) => {
    const path = `toolConfig.tools.${index}`
    const [kind, content] = member(tool, TOOL_KINDS, path)
    if (kind === 'toolSpec') checkToolSpec(content, `${path}.toolSpec`)
    if (kind === 'cachePoint') checkCachePoint(content, `${path}.cachePoint`)
    return kind
  })
  if (config.toolChoice !== undefined) member(config.toolChoice, CHOICES, 'toolConfig.toolChoice')
  return kinds
}

function checkRange(config: Json, field: string, least: number, most: number): void {
  const value = config[field]
  if (value === undefined || (typeof value === 'number' && value >= least && value <= most)) return
  throw constraint(`inferenceConfig.${field}`, `Member must have value between ${least} and ${most}`)
}

function checkInference(value: unknown): void {
  const config = asObject(value, 'inferenceConfig')
  known(config, SAMPLING, '#/inferenceConfig')
  checkRange(config, 'maxTokens', 1, Number.MAX_SAFE_INTEGER)
  checkRange(config, 'temperature', 0, 1)
  checkRange(config, 'topP', 0, 1)
}

function checkPaths(value: unknown): void {
  const paths = asList(value, 'additionalModelResponseFieldPaths', 0)
  if (paths.every((path) => typeof path === 'string' && path.startsWith('/'))) return
  throw constraint('additionalModelResponseFieldPaths', 'Member must be a JSON pointer')
}

/** What a well-formed Converse body makes use of. */
export interface Uses {
  tools: boolean
  cachePoints: boolean
}

/** Throws AWS's ValidationException for a body that does not fit Converse's shapes. */
export function checkConverseBody(body: Json): Uses {
  known(body, REQUEST_FIELDS, '#')
  const kinds = checkMessages(body.messages)
  const { system, toolConfig, inferenceConfig, additionalModelResponseFieldPaths: paths } = body
  if (system !== undefined) kinds.push(...checkBlocks(asList(system, 'system', 0), SYSTEM_KINDS, 'system'))
  if (toolConfig !== undefined) kinds.push(...checkToolConfig(toolConfig))
  if (inferenceConfig !== undefined) checkInference(inferenceConfig)
  if (paths !== undefined) checkPaths(paths)
  if (toolConfig === undefined && kinds.some((kind) => kind === 'toolUse' || kind === 'toolResult')) {
    throw validationError(
      'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
    )
  }
  return { tools: toolConfig !== undefined, cachePoints: kinds.includes('cachePoint') }
}
