import type { RequestContext } from './conditions.ts'
import { needsKey } from './conditions.ts'
import { SandboxError } from './errors.ts'
import {
  type AccessRequest,
  evaluatePolicies,
  organizationRefusal,
  statementConcerns,
  type Verdict,
} from './policy.ts'
import { identityPolicies, managedPolicy, roleArn, userArn } from './principals.ts'
import { listParam, type QueryCall, type QueryOperation, required, type XmlValue } from './query.ts'
import type { Account, NamedPolicy, Role, User } from './world.ts'

/** What the simulator looks at: no session, endpoint or resource control policies, as in AWS. */
interface Subject {
  arn: string
  identity: NamedPolicy[]
  boundary: NamedPolicy | undefined
  scps: NamedPolicy[][]
}

interface Simulated {
  decision: Verdict['decision']
  matched: Verdict['matched']
  boundaryAllows: boolean | undefined
  organizationsAllow: boolean | undefined
  missing: string[]
}

function findSubject(account: Account, arn: string): User | Role {
  const entity = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn)
  if (!entity) {
    throw new SandboxError(
      400,
      'InvalidInput',
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    )
  }
  const [, , type = '', name = ''] = entity
  const users = Object.values(account.users).filter((user) => userArn(account, user) === arn)
  const roles = Object.values(account.roles).filter((role) => roleArn(account, role) === arn)
  const found = users[0] ?? roles[0]
  if (!found) throw new SandboxError(404, 'NoSuchEntity', `The ${type} with name ${name} cannot be found.`)
  return found
}

function subjectOf(account: Account, arn: string): Subject {
  const principal = findSubject(account, arn)
  return {
    arn,
    identity: identityPolicies(account, principal),
    boundary: principal.boundary ? managedPolicy(account, principal.boundary) : undefined,
    scps: account.scps,
  }
}

function readContext(params: URLSearchParams, subject: Subject, account: Account): RequestContext {
  const context: RequestContext = {
    'aws:principalarn': [subject.arn],
    'aws:principalaccount': [account.id],
    'aws:securetransport': ['true'],
  }
  for (let index = 1; params.has(`ContextEntries.member.${index}.ContextKeyName`); index++) {
    const prefix = `ContextEntries.member.${index}`
    const name = params.get(`${prefix}.ContextKeyName`) ?? ''
    context[name.toLowerCase()] = listParam(params, `${prefix}.ContextKeyValues`)
  }
  return context
}

/** Keys that statements about this call ask for and nobody gave. */
function missingKeys(subject: Subject, request: AccessRequest): string[] {
  const policies = [...subject.identity, ...(subject.boundary ? [subject.boundary] : [])]
  const keys = policies
    .flatMap(({ document }) => document.statements)
    .filter((statement) => statementConcerns(statement, request))
    .flatMap((statement) => statement.conditions)
    .filter((condition) => needsKey(condition) && !Object.hasOwn(request.context, condition.key))
    .map((condition) => condition.key)
  return [...new Set(keys)]
}

function simulate(subject: Subject, request: AccessRequest): Simulated {
  const identity = evaluatePolicies(subject.identity, request)
  const boundary = subject.boundary && evaluatePolicies([subject.boundary], request)
  const organization = subject.scps.length > 0 ? organizationRefusal(subject.scps, request) : undefined
  const explicit =
    identity.decision === 'explicitDeny' ||
    boundary?.decision === 'explicitDeny' ||
    (organization !== undefined && !organization.allowed && organization.explicit)
  const allowed =
    identity.decision === 'allowed' &&
    (boundary?.decision ?? 'allowed') === 'allowed' &&
    organization === undefined
  return {
    decision: explicit ? 'explicitDeny' : allowed ? 'allowed' : 'implicitDeny',
    matched: identity.matched,
    boundaryAllows: boundary && boundary.decision === 'allowed',
    organizationsAllow: subject.scps.length > 0 ? organization === undefined : undefined,
    missing: missingKeys(subject, request),
  }
}

function details(result: Simulated): { [name: string]: XmlValue } {
  const { boundaryAllows, organizationsAllow } = result
  return {
    MatchedStatements: result.matched.map(({ policy }) => ({
      SourcePolicyId: policy.split('/').at(-1),
      SourcePolicyType: 'IAM Policy',
    })),
    MissingContextValues: result.missing,
    OrganizationsDecisionDetail:
      organizationsAllow === undefined ? undefined : { AllowedByOrganizations: organizationsAllow },
    PermissionsBoundaryDecisionDetail:
      boundaryAllows === undefined ? undefined : { AllowedByPermissionsBoundary: boundaryAllows },
  }
}

function organizationsDetail(results: Simulated[]): XmlValue {
  const known = results.filter((result) => result.organizationsAllow !== undefined)
  if (known.length === 0) return undefined
  return { AllowedByOrganizations: known.every((result) => result.organizationsAllow) }
}

function overall(results: Simulated[]): Verdict['decision'] {
  if (results.some((result) => result.decision === 'explicitDeny')) return 'explicitDeny'
  return results.every((result) => result.decision === 'allowed') ? 'allowed' : 'implicitDeny'
}

// Since 2025 AWS shows the form of the action's ARNs here, not one of the resources asked about.
function arnTemplate(action: string): string {
  const part = (name: string): string => `\${${name}}`
  return action.toLowerCase().startsWith('bedrock:invoke')
    ? `arn:${part('Partition')}:bedrock:${part('Region')}::foundation-model/${part('ModelId')}`
    : '*'
}

function evaluation(
  subject: Subject,
  action: string,
  resources: string[],
  context: RequestContext,
): XmlValue {
  const asked = resources.length > 0 ? resources : ['*']
  const results = asked.map((resource) => ({
    resource,
    result: simulate(subject, { action, resource, context }),
  }))
  const onlyStar = asked.every((resource) => resource === '*')
  const first = results[0]
  const verdicts = results.map(({ result }) => result)
  return {
    EvalActionName: action,
    EvalResourceName: onlyStar ? '*' : arnTemplate(action),
    EvalDecision: overall(verdicts),
    ...(first ? details(first.result) : {}),
    OrganizationsDecisionDetail: organizationsDetail(verdicts),
    MissingContextValues: onlyStar ? (first?.result.missing ?? []) : [],
    ResourceSpecificResults:
      resources.length === 0
        ? undefined
        : results.map(({ resource, result }) => {
            // Of one resource AWS tells no organisation's part.
            const { OrganizationsDecisionDetail: _, ...rest } = details(result)
            return { EvalResourceName: resource, EvalResourceDecision: result.decision, ...rest }
          }),
  }
}

function page(call: QueryCall, results: XmlValue[]): { [name: string]: XmlValue } {
  const size = Number(call.params.get('MaxItems') ?? 100)
  const start = Number(call.params.get('Marker') ?? 0)
  const end = start + size
  return {
    IsTruncated: end < results.length,
    Marker: end < results.length ? `${end}` : undefined,
    EvaluationResults: results.slice(start, end),
  }
}

/** Evaluates the stored policies of a user or role, with the evaluator that guards every call. */
export const simulatePrincipalPolicy: QueryOperation = (call) => {
  const arn = required(call, 'PolicySourceArn')
  call.authorize('iam:SimulatePrincipalPolicy', arn)
  const actions = listParam(call.params, 'ActionNames')
  if (actions.length === 0) required(call, 'ActionNames')
  const subject = subjectOf(call.account, arn)
  const context = readContext(call.params, subject, call.account)
  const resources = listParam(call.params, 'ResourceArns')
  return page(
    call,
    actions.map((action) => evaluation(subject, action, resources, context)),
  )
}
