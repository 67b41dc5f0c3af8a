import { conditionHolds, matches, type RequestContext, resourceMatches } from './conditions.ts'
import { SandboxError } from './errors.ts'
import type { PolicyDocument, Statement } from './policyDocument.ts'
import type { NamedPolicy } from './world.ts'

/** One question to the evaluator. Context keys are in lower case. */
export interface AccessRequest {
  action: string
  resource: string
  context: RequestContext
}

/** All policies that bear on one principal. */
export interface Layers {
  /** 'root': the account's root user needs no identity-based policy. */
  identity: NamedPolicy[] | 'root'
  boundary?: NamedPolicy
  session?: PolicyDocument
  /** From root to account; at each level some policy has to allow. */
  scps: NamedPolicy[][]
  rcps: NamedPolicy[]
  vpcEndpoint: PolicyDocument | null
}

export type Layer =
  | 'identity-based policy'
  | 'service control policy'
  | 'resource control policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'

export interface Matched {
  policy: string
  statement: Statement
}

/** The verdict of one set of policies. */
export interface Verdict {
  decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  matched: Matched[]
}

export type Decision =
  | { allowed: true }
  | { allowed: false; layer: Layer; explicit: boolean; policyArn?: string }

function actionFits(statement: Statement, action: string): boolean {
  const name = action.toLowerCase()
  if (statement.actions) return statement.actions.some((pattern) => matches(pattern, name))
  return !(statement.notActions ?? []).some((pattern) => matches(pattern, name))
}

function resourceFits(statement: Statement, request: AccessRequest): boolean {
  const fits = (pattern: string): boolean => resourceMatches(pattern, request.resource, request.context)
  if (statement.resources) return statement.resources.some(fits)
  return !(statement.notResources ?? []).some(fits)
}

/** Whether the statement is about this call, conditions left aside. */
export function statementConcerns(statement: Statement, request: AccessRequest): boolean {
  return actionFits(statement, request.action) && resourceFits(statement, request)
}

function statementApplies(statement: Statement, request: AccessRequest): boolean {
  return (
    statementConcerns(statement, request) &&
    statement.conditions.every((condition) => conditionHolds(condition, request.context))
  )
}

/** A Deny wins over every Allow; without an Allow it is an implicit deny. */
export function evaluatePolicies(policies: NamedPolicy[], request: AccessRequest): Verdict {
  const matched = policies.flatMap(({ arn, document }) =>
    document.statements
      .filter((statement) => statementApplies(statement, request))
      .map((statement) => ({ policy: arn, statement })),
  )
  const denies = matched.filter(({ statement }) => statement.effect === 'Deny')
  if (denies.length > 0) return { decision: 'explicitDeny', matched: denies }
  return { decision: matched.length > 0 ? 'allowed' : 'implicitDeny', matched }
}

function refusal(policies: NamedPolicy[], request: AccessRequest, layer: Layer): Decision | undefined {
  const verdict = evaluatePolicies(policies, request)
  if (verdict.decision === 'allowed') return undefined
  const arn = verdict.matched[0]?.policy
  const explicit = verdict.decision === 'explicitDeny'
  return { allowed: false, layer, explicit, ...(explicit && arn ? { policyArn: arn } : {}) }
}

function unnamed(document: PolicyDocument): NamedPolicy[] {
  return [{ arn: '', document }]
}

/** What the organisation's control policies say; a Deny of any level comes before a missing Allow. */
export function organizationRefusal(scps: NamedPolicy[][], request: AccessRequest): Decision | undefined {
  const refusals = scps.flatMap((level) => refusal(level, request, 'service control policy') ?? [])
  return refusals.find((decision) => !decision.allowed && decision.explicit) ?? refusals[0]
}

/**
 * Decides one call. The layer named first is the one AWS names: a missing identity-based Allow hides
 * the organisation's Deny behind it.
 */
export function decide(layers: Layers, request: AccessRequest): Decision {
  const viaEndpoint = request.action.toLowerCase().startsWith('bedrock:') ? layers.vpcEndpoint : null
  const rcp = evaluatePolicies(layers.rcps, request)
  return (
    (layers.identity === 'root' ? undefined : refusal(layers.identity, request, 'identity-based policy')) ??
    organizationRefusal(layers.scps, request) ??
    (rcp.decision === 'explicitDeny'
      ? refusal(layers.rcps, request, 'resource control policy')
      : undefined) ??
    (layers.boundary ? refusal([layers.boundary], request, 'permissions boundary') : undefined) ??
    (layers.session ? refusal(unnamed(layers.session), request, 'session policy') : undefined) ??
    (viaEndpoint ? refusal(unnamed(viaEndpoint), request, 'VPC endpoint policy') : undefined) ?? {
      allowed: true,
    }
  )
}

const NAMES_ITS_POLICY: Layer[] = ['service control policy', 'resource control policy']

/** AWS's sentence for a refusal, from "User:" to the cause. */
export function denialSentence(arn: string, request: AccessRequest, decision: Decision): string {
  const head = `User: ${arn} is not authorized to perform: ${request.action} on resource: ${request.resource}`
  if (decision.allowed) return head
  if (!decision.explicit) return `${head} because no ${decision.layer} allows the ${request.action} action`
  const article = decision.layer.startsWith('identity') ? 'an' : 'a'
  const name =
    decision.policyArn && NAMES_ITS_POLICY.includes(decision.layer) ? `: ${decision.policyArn}` : ''
  return `${head} with an explicit deny in ${article} ${decision.layer}${name}`
}

/** Throws AWS's AccessDenied unless the layers allow the call. */
export function demand(arn: string, layers: Layers, request: AccessRequest, errorName: string): void {
  const decision = decide(layers, request)
  if (!decision.allowed) throw new SandboxError(403, errorName, denialSentence(arn, request, decision))
}
