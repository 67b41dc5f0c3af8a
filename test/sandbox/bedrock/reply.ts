import { isObject, type Json } from './request.ts'

/** What the model says: text in pieces of one token each, and perhaps the use of a tool. */
export interface Reply {
  pieces: string[]
  toolUse?: { toolUseId: string; name: string; input: Json }
  stopReason: 'end_turn' | 'max_tokens' | 'tool_use'
  usage: Usage
}

export interface Usage {
  inputTokens: number
  outputTokens: number
  totalTokens: number
}

const IS_PRIME = `Here is a function that checks it:

\`\`\`python
def is_prime(n: int) -> bool:
    if n < 2:
        return False
    for i in range(2, int(n ** 0.5) + 1):
        if n % i == 0:
            return False
    return True
\`\`\`
`

/** Tokens of a text, at four characters each. */
export function countTokens(value: unknown): number {
  return Math.ceil((typeof value === 'string' ? value : JSON.stringify(value ?? '')).length / 4)
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const blocks = Array.isArray(content) ? content : []
  return blocks
    .map((block) => (isObject(block) && typeof block.text === 'string' ? block.text : ''))
    .join('\n')
}

/** Text of the user's last message, of Converse and of Anthropic's own format; empty: a tool's result. */
export function lastUserText(body: Json): string {
  const messages = Array.isArray(body.messages) ? body.messages : []
  const last: unknown = messages.findLast((message) => isObject(message) && message.role === 'user')
  return isObject(last) ? textOf(last.content) : String(body.prompt ?? '')
}

// Letters for one word, so that even a short answer comes in several deltas.
function pieces(text: string): string[] {
  return text.length < 8 ? [...text] : (text.match(/\s*\S+\s*$|\s*\S+/g) ?? [text])
}

function answerTo(prompt: string): string {
  if (/\bprime\b/i.test(prompt)) return IS_PRIME
  if (/\bpong\b/i.test(prompt)) return 'pong'
  return 'OK. This is the local AWS, and your prompt has arrived here.'
}

function toolNames(body: Json): { name: string; schema: Json }[] {
  const config = body.toolConfig
  const tools = isObject(config) && Array.isArray(config.tools) ? config.tools : []
  return tools.flatMap((tool) => {
    const spec: unknown = isObject(tool) ? tool.toolSpec : undefined
    if (!isObject(spec) || typeof spec.name !== 'string') return []
    const input = spec.inputSchema
    const schema = isObject(input) && isObject(input.json) ? input.json : {}
    return { name: spec.name, schema }
  })
}

/** Something of the right type for each required property. */
function sampleInput(schema: Json): Json {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const samples: Json = { string: 'sandbox', number: 1, integer: 1, boolean: true, array: [], object: {} }
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.fromEntries(
    required.map((name) => {
      const property = properties[String(name)]
      return [String(name), samples[isObject(property) ? String(property.type) : 'string'] ?? 'sandbox']
    }),
  )
}

/** The tool that the prompt asks for by name: "use the tool X", "use X", "call X". */
function askedTool(body: Json, prompt: string): Reply['toolUse'] {
  const asked = toolNames(body).find(({ name }) =>
    new RegExp(`\\b(?:use|call)\\s+(?:the\\s+)?(?:tool\\s+)?["'\`]?${name}\\b`, 'i').test(prompt),
  )
  if (!asked) return undefined
  return {
    toolUseId: `tooluse_${asked.name}`.slice(0, 64),
    name: asked.name,
    input: sampleInput(asked.schema),
  }
}

/** Always the same answer to the same body. `maxTokens` cuts it short. */
export function replyTo(body: Json, maxTokens: number): Reply {
  const prompt = lastUserText(body)
  const all = pieces(answerTo(prompt))
  const said = all.slice(0, maxTokens)
  const toolUse = said.length < all.length ? undefined : askedTool(body, prompt)
  const inputTokens = countTokens(body)
  const outputTokens = said.length + (toolUse ? countTokens(toolUse.input) : 0)
  const stopReason = said.length < all.length ? 'max_tokens' : toolUse ? 'tool_use' : 'end_turn'
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens }
  return { pieces: said, stopReason, usage, ...(toolUse ? { toolUse } : {}) }
}
