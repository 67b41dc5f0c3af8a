import type { Condition } from './policyDocument.ts'

/** Condition keys (lower case) and their values, as they are known for one request. */
export type RequestContext = Record<string, string[]>

const BASE: Record<string, (pattern: string, value: string) => boolean> = {
  StringEquals: (pattern, value) => literal(pattern) === value,
  StringEqualsIgnoreCase: (pattern, value) => literal(pattern).toLowerCase() === value.toLowerCase(),
  StringLike: (pattern, value) => matches(pattern, value),
  ArnEquals: (pattern, value) => matchesArn(pattern, value),
  ArnLike: (pattern, value) => matchesArn(pattern, value),
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
}

const NEGATED: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
}

interface Operator {
  set: 'ForAnyValue' | 'ForAllValues' | undefined
  test: (pattern: string, value: string) => boolean
  negated: boolean
  ifExists: boolean
}

function parseOperator(name: string): Operator | undefined {
  const parts = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(name)
  const base = parts?.[2] ?? ''
  const positive = NEGATED[base] ?? base
  const test = Object.hasOwn(BASE, positive) ? BASE[positive] : undefined
  if (!parts || !test) return undefined
  const set = parts[1]
  return {
    set: set === 'ForAnyValue' || set === 'ForAllValues' ? set : undefined,
    test,
    negated: positive !== base,
    ifExists: parts[3] !== undefined,
  }
}

/** What this evaluator understands; everything else is refused when a policy is created. */
export function isSupportedOperator(name: string): boolean {
  return name === 'Null' || parseOperator(name) !== undefined
}

/** Whether a simulation is inconclusive without the key: not for operators that ask if it is there. */
export function needsKey(condition: Condition): boolean {
  return condition.operator !== 'Null' && !condition.operator.endsWith('IfExists')
}

/** Puts the values of policy variables in, each character of them literal; undefined if one is unknown. */
function expand(pattern: string, context: RequestContext): string | undefined {
  let known = true
  const text = pattern.replaceAll(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name === '*' || name === '?' || name === '$') return `\uE000${name}`
    const value = context[name.toLowerCase()]
    if (value?.length !== 1) known = false
    return (value?.[0] ?? '').replaceAll(/[*?]/g, (wild) => `\uE000${wild}`)
  })
  return known ? text : undefined
}

function literal(pattern: string): string {
  return pattern.replaceAll('\uE000', '')
}

/** `*` is any run of characters, `?` any one; a character after U+E000 stands for itself. */
export function matches(pattern: string, value: string): boolean {
  const source = pattern.replaceAll(
    /\uE000(.)|([*?])|[.+^${}()|[\]\\]/g,
    (char, escaped: string, wild: string) => {
      if (wild) return wild === '*' ? '[^]*' : '[^]'
      return `\\${escaped ?? char}`
    },
  )
  return new RegExp(`^${source}$`, 'u').test(value)
}

/** ARNs are matched part by part, so that a wildcard does not reach over a colon into the next part. */
export function matchesArn(pattern: string, value: string): boolean {
  if (pattern === '*') return true
  const wanted = arnParts(pattern)
  const given = arnParts(value)
  return wanted.every((part, index) => matches(part, given[index] ?? ''))
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  const head = parts.slice(0, 5)
  const resource = parts.length > 5 ? [parts.slice(5).join(':')] : []
  const known = [...head, ...resource]
  return [...known, ...Array<string>(6 - known.length).fill('*')]
}

function holdsForSet(operator: Operator, patterns: string[], values: string[]): boolean {
  const fits = (value: string): boolean =>
    patterns.some((pattern) => operator.test(pattern, value)) !== operator.negated
  if (operator.set === 'ForAllValues' || (operator.negated && operator.set === undefined)) {
    return values.every(fits)
  }
  return values.some(fits)
}

/** One condition against the request; a key that is missing fails every operator but the negated ones. */
export function conditionHolds(condition: Condition, context: RequestContext): boolean {
  const values = Object.hasOwn(context, condition.key) ? context[condition.key] : undefined
  const present = values !== undefined && values.length > 0
  if (condition.operator === 'Null') {
    return condition.values.some((value) => (value.toLowerCase() === 'true') !== present)
  }
  const operator = parseOperator(condition.operator)
  if (!operator) return false
  if (!present) {
    if (operator.set) return operator.set === 'ForAllValues' || operator.ifExists
    return operator.negated || operator.ifExists
  }
  const patterns = condition.values.flatMap((value) => expand(value, context) ?? [])
  return holdsForSet(operator, patterns, values)
}

/** A resource pattern of a statement, with policy variables, against the ARN of the call. */
export function resourceMatches(pattern: string, resource: string, context: RequestContext): boolean {
  const expanded = expand(pattern, context)
  return expanded !== undefined && matchesArn(expanded, resource)
}
