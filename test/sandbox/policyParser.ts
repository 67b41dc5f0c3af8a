import { isSupportedOperator } from './conditions.ts'
import { SandboxError } from './errors.ts'
import type { Condition, PolicyDocument, Statement } from './policyDocument.ts'

type Json = Record<string, unknown>

const TOP_KEYS = ['Version', 'Id', 'Statement']
const STATEMENT_KEYS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function malformed(message: string): SandboxError {
  return new SandboxError(400, 'MalformedPolicyDocument', message)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function strings(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  const texts = list.map((item) => (typeof item === 'boolean' || typeof item === 'number' ? `${item}` : item))
  if (texts.length === 0 || !texts.every((item) => typeof item === 'string')) {
    throw malformed('Syntax errors in policy.')
  }
  return texts
}

function checkAction(action: string): string {
  if (action === '*') return action
  if (!/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(action)) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
  }
  return action.toLowerCase()
}

function checkResource(resource: string): string {
  if (resource === '*') return resource
  if (!/^arn:[^:]*:[^:*?]+/.test(resource)) {
    throw malformed(`Resource ${resource} must be in ARN format or "*".`)
  }
  return resource
}

/** Exactly one of `Name` and `NotName`. */
function either(statement: Json, name: string, wanted: string): { list: string[]; negated: boolean } {
  const plain = statement[name]
  const negated = statement[`Not${name}`]
  if (plain !== undefined && negated !== undefined) throw malformed('Syntax errors in policy.')
  if (plain === undefined && negated === undefined)
    throw malformed(`Policy statement must contain ${wanted}.`)
  return { list: strings(plain ?? negated), negated: plain === undefined }
}

function parseConditions(block: unknown): Condition[] {
  if (block === undefined) return []
  if (!isObject(block)) throw malformed('Syntax errors in policy.')
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isSupportedOperator(operator)) throw malformed(`Invalid Condition type : ${operator}.`)
    if (!isObject(keys)) throw malformed('Syntax errors in policy.')
    return Object.entries(keys).map(([key, values]) => {
      if (!/^[a-z0-9-]+:\S+$/i.test(key)) {
        throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
      }
      return { operator, key: key.toLowerCase(), values: strings(values) }
    })
  })
}

function parsePrincipals(value: unknown): Pick<Statement, 'principals' | 'otherPrincipals'> {
  if (value === '*') return { principals: ['*'] }
  if (!isObject(value)) throw malformed('Missing required field Principal')
  const parts: Pick<Statement, 'principals' | 'otherPrincipals'> = {}
  for (const [kind, names] of Object.entries(value)) {
    if (kind === 'AWS') parts.principals = strings(names)
    else if (kind === 'Service' || kind === 'Federated') {
      parts.otherPrincipals = [...(parts.otherPrincipals ?? []), ...strings(names)]
    } else throw malformed(`Invalid principal in policy: ${kind}`)
  }
  return parts
}

function checkKeys(statement: Json, kind: 'identity' | 'trust'): void {
  const known = kind === 'trust' ? [...STATEMENT_KEYS, 'Principal'] : STATEMENT_KEYS
  if (Object.keys(statement).every((key) => known.includes(key))) return
  const principal = kind === 'identity' && statement.Principal !== undefined
  throw malformed(principal ? 'Policy document should not specify a principal.' : 'Syntax errors in policy.')
}

function checkSid(sid: unknown): string | undefined {
  if (sid === undefined || (typeof sid === 'string' && /^[A-Za-z0-9]*$/.test(sid))) return sid
  throw malformed(
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  )
}

function parseResources(statement: Json): Partial<Statement> {
  const { list, negated } = either(statement, 'Resource', 'resources')
  const checked = list.map(checkResource)
  return negated ? { notResources: checked } : { resources: checked }
}

function parseTrustee(statement: Json): Partial<Statement> {
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    throw malformed('Has prohibited field Resource')
  }
  return parsePrincipals(statement.Principal)
}

function parseStatement(value: unknown, kind: 'identity' | 'trust'): Statement {
  if (!isObject(value)) throw malformed('Syntax errors in policy.')
  checkKeys(value, kind)
  const effect = value.Effect
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed('Syntax errors in policy.')
  const sid = checkSid(value.Sid)
  const { list, negated } = either(value, 'Action', 'actions')
  const actions = list.map(checkAction)
  return {
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(negated ? { notActions: actions } : { actions }),
    conditions: parseConditions(value.Condition),
    ...(kind === 'trust' ? parseTrustee(value) : parseResources(value)),
  }
}

/** Reads a policy as strictly as IAM does; throws MalformedPolicyDocument, also for operators not built here. */
export function parsePolicy(
  source: string | object,
  kind: 'identity' | 'trust' = 'identity',
): PolicyDocument {
  const text = typeof source === 'string' ? source : JSON.stringify(source)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('This policy contains invalid Json')
  }
  if (!isObject(value) || Object.keys(value).some((key) => !TOP_KEYS.includes(key))) {
    throw malformed('Syntax errors in policy.')
  }
  const version = value.Version ?? '2008-10-17'
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('Policy document must be version 2012-10-17 or greater.')
  }
  const raw = value.Statement
  const list = Array.isArray(raw) ? raw : [raw]
  if (raw === undefined || list.length === 0) throw malformed('Syntax errors in policy.')
  const statements = list.map((item) => parseStatement(item, kind))
  const sids = statements.flatMap((statement) => (statement.sid ? [statement.sid] : []))
  if (new Set(sids).size !== sids.length) {
    throw malformed('Statement IDs (SID) in a single policy must be unique.')
  }
  return { version, statements, text }
}
