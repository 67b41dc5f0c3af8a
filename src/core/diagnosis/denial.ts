import type { DiagnosisFacts } from './diagnosis.ts'
import type { DiagnosisId } from './ids.ts'

/** AWS's sentence "PRINCIPAL is not authorized to perform ACTION on resource RESOURCE LAYER", taken apart. */
export interface Denial {
  principal?: string
  /** As AWS writes it, such as `bedrock:InvokeModel`. */
  action: string
  /** Absent where AWS does not name one. */
  resource?: string
  layer?: Layer
  explicitDeny: boolean
  policyArn?: string
}

/** The kinds of policy that AWS names in a refusal. */
export type Layer =
  | 'identity-based policy'
  | 'service control policy'
  | 'resource control policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'
  | 'role trust policy'

const HEAD = /not authorized to perform:?\s{0,3}([a-z][a-z0-9-]{1,40}:[A-Za-z*]{1,80})/i
const RESOURCE = /^[^.]{0,40}?\bon (?:the )?(?:resource|resources)?:?\s{0,3}((?:arn:|\*)[^\s,"']{0,2000})/i
const LAYERS: readonly [RegExp, Layer][] = [
  [/service[- ]control polic|\bSCP\b/i, 'service control policy'],
  [/resource[- ]control polic|\bRCP\b/i, 'resource control policy'],
  [/permissions? boundar/i, 'permissions boundary'],
  [/session polic/i, 'session policy'],
  [/vpc ?endpoint polic|\bvpce polic|endpoint polic/i, 'VPC endpoint policy'],
  [/trust polic/i, 'role trust policy'],
  [/resource[- ]based polic/i, 'resource-based policy'],
  [/identity[- ]based polic/i, 'identity-based policy'],
]

/** Reads AWS's refusal out of a text whose blanks and quotes are already tidy; `undefined` if it is none. */
export function parseDenial(text: string): Denial | undefined {
  const head = HEAD.exec(text)
  const action = head?.[1]
  if (head === null || action === undefined) {
    return undefined
  }
  const rest = text.slice(head.index + head[0].length, head.index + head[0].length + 4000)
  const resource = clean(RESOURCE.exec(rest)?.[1])
  const cause = resource === undefined ? rest : rest.slice(rest.indexOf(resource) + resource.length)
  const principal = principalBefore(text.slice(0, head.index))
  const layer = firstLayer(causeClause(cause))
  const policyArn = clean(/\bpolicy: ?(arn:[^\s,"']{1,500})/i.exec(cause)?.[1])
  return {
    action,
    explicitDeny: /explicit(?:ly)? den(?:y|ied)/i.test(cause),
    ...(principal !== undefined && { principal }),
    ...(resource !== undefined && { resource }),
    ...(layer !== undefined && { layer }),
    ...(policyArn !== undefined && { policyArn }),
  }
}

/** The layer that is named first: hints further on may name others. */
function firstLayer(clause: string): Layer | undefined {
  const found = LAYERS.map(([pattern, layer]) => ({ layer, at: clause.search(pattern) }))
  const named = found.filter(({ at }) => at !== -1).sort((a, b) => a.at - b.at)
  return named[0]?.layer
}

/** AWS names one layer; what follows its sentence (a hint to the documentation) may name others. */
function causeClause(cause: string): string {
  const start = /because no|explicit(?:ly)? den(?:y|ied)/i.exec(cause)?.index ?? 0
  return cause.slice(start, start + 160)
}

const clean = (arn: string | undefined): string | undefined => arn?.replace(/[.;:)\]}]{1,3}$/, '')

function principalBefore(text: string): string | undefined {
  const words = text
    .slice(-2200)
    .replace(/\s(?:is|are)\s$/i, '')
    .trim()
  const last = words.slice(words.lastIndexOf(' ') + 1)
  const principal = last.slice(last.indexOf('arn:') === -1 ? 0 : last.indexOf('arn:'))
  return principal.startsWith('arn:') ? principal : undefined
}

/** Rule 3: which diagnosis a refusal is, seen from the chosen region. */
export function denialCause(denial: Denial, region: string | undefined): DiagnosisId {
  return byAction(denial) ?? byLayer(denial) ?? byOperation(denial.action) ?? byResource(denial, region)
}

/** Actions that decide whatever the layer. */
function byAction({ action }: Denial): DiagnosisId | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  if (name === 'callwithbearertoken') {
    return 'api-key-not-permitted'
  }
  if (service === 'sts' && /^(?:assumerole|tagsession|setsourceidentity)/.test(name)) {
    return 'assume-role-denied'
  }
  if (service === 'iam') {
    return 'simulation-denied'
  }
  if (service === 'signin') {
    return 'aws-login-expired'
  }
  return service === 'aws-marketplace' ? 'marketplace-permission-missing' : undefined
}

function byLayer({ layer, explicitDeny }: Denial): DiagnosisId | undefined {
  switch (layer) {
    case 'service control policy':
      return explicitDeny ? 'scp-deny' : 'scp-not-allowed'
    case 'permissions boundary':
      return 'permissions-boundary'
    case 'session policy':
      return 'session-policy'
    case 'VPC endpoint policy':
      return 'vpc-endpoint-policy'
    case 'resource control policy':
    case 'resource-based policy':
      return 'resource-control-policy'
    case 'role trust policy':
      return 'assume-role-denied'
    default:
      return explicitDeny ? 'iam-explicit-deny' : undefined
  }
}

function byOperation(action: string): DiagnosisId | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':')
  if (!service.startsWith('bedrock')) {
    return undefined
  }
  if (name === 'applyguardrail') {
    return 'guardrail-permission-missing'
  }
  return /^(?:list|get|describe|search)/.test(name) ? 'discovery-permission-missing' : undefined
}

function byResource({ resource }: Denial, region: string | undefined): DiagnosisId {
  const [, , service, arnRegion, , tail = ''] = resource?.split(':') ?? []
  if (service !== 'bedrock' || arnRegion === undefined) {
    return 'iam-permission-missing'
  }
  if (arnRegion === '') {
    return tail.startsWith('foundation-model') ? 'iam-global-model-missing' : 'iam-permission-missing'
  }
  const elsewhere = region !== undefined && arnRegion !== region && arnRegion !== '*'
  return elsewhere ? 'iam-destination-region-missing' : 'iam-permission-missing'
}

/** What a refusal says, as facts to show. */
export function denialFacts(denial: Denial): DiagnosisFacts {
  const { principal, action, resource, layer, explicitDeny, policyArn } = denial
  const parts = resource?.startsWith('arn:') ? resource.split(':') : []
  const account = accountOf(principal) ?? accountOf(resource)
  const partition = (principal ?? resource)?.split(':')[1]
  return {
    action,
    explicitDeny,
    ...(principal !== undefined && { principal }),
    ...(resource !== undefined && { resource }),
    ...(parts[3] !== undefined && parts[2] === 'bedrock' && { resourceRegion: parts[3] }),
    ...(layer !== undefined && { layer }),
    ...(policyArn !== undefined && { policyArn }),
    ...(account !== undefined && { account }),
    ...(partition !== undefined && partition !== '' && { partition }),
  }
}

const accountOf = (arn: string | undefined): string | undefined => {
  const account = arn?.split(':')[4]
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined
}
