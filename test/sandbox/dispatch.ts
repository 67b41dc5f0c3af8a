import { randomUUID } from 'node:crypto'
import { authFailure, type Family } from './authFailure.ts'
import { verifyBearer } from './bearer.ts'
import { handleBedrock } from './bedrock/control.ts'
import { exceptionStream } from './bedrock/exceptionStream.ts'
import { bedrockOperation } from './bedrock/route.ts'
import { handleBedrockRuntime } from './bedrock/runtime.ts'
import type { CallRecord, Service } from './callRecord.ts'
import type { RequestContext } from './conditions.ts'
import { SandboxError } from './errors.ts'
import { IAM_NAMESPACE, IAM_OPERATIONS } from './iam.ts'
import { type OverrideRule, takeOverride } from './overrides.ts'
import { demand } from './policy.ts'
import { accountOf, callerOf, layersOf, principalContext } from './principals.ts'
import { renderError, renderResult } from './query.ts'
import { readClaim, verifySignature } from './sigv4.ts'
import { SSO_ROUTES } from './sso.ts'
import { STS_NAMESPACE, STS_OPERATIONS } from './sts.ts'
import { assumeRoleWithWebIdentity } from './webIdentity.ts'
import type { Call, Caller, WireRequest, WireResponse } from './wire.ts'
import { type AccessKey, type KeyOwner, type World, worldNow } from './world.ts'

/** Where a request belongs, by path and form; nothing is proved yet. */
interface Route {
  service: Service
  operation: string
  modelId?: string
}

/** What is answered, and what is noted of it; `cut` closes the connection instead. */
export type Answer = { response: WireResponse; record: CallRecord } | { cut: true; record: CallRecord }

function formOf(request: WireRequest): URLSearchParams {
  return new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : request.rawQuery)
}

function queryRoute(request: WireRequest): Route | undefined {
  if (request.rawPath !== '/') return undefined
  const form = formOf(request)
  const operation = form.get('Action')
  if (!operation) return undefined
  return { service: form.get('Version') === '2010-05-08' ? 'iam' : 'sts', operation }
}

function routeOf(request: WireRequest): Route | undefined {
  return (
    queryRoute(request) ?? SSO_ROUTES[`${request.method} ${request.rawPath}`] ?? bedrockOperation(request)
  )
}

interface Proved {
  caller: Caller
  owner: KeyOwner
  region: string
  key?: AccessKey
}

function familyOf(service: Service): Family {
  return service === 'sts' || service === 'iam' ? 'query' : 'json'
}

function isBearer(request: WireRequest): boolean {
  return /^Bearer\b/i.test(request.headers.authorization ?? '')
}

function authenticate(world: World, request: WireRequest, service: Service): Proved {
  const family = familyOf(service)
  const bearer = family === 'json' && isBearer(request)
  const proof = bearer
    ? verifyBearer(world, request.headers.authorization ?? '')
    : verifySignature(world, request, family === 'json' ? 'bedrock' : service, family)
  const owner = 'key' in proof ? proof.key.owner : proof.owner
  const caller = callerOf(world, owner, bearer ? 'bearer' : 'sigv4')
  if (!caller) throw authFailure.unknownKey(family)
  const accessKeyId = 'key' in proof ? proof.key.id : proof.accessKeyId
  return {
    caller: accessKeyId ? { ...caller, accessKeyId } : caller,
    owner,
    region: proof.region,
    ...('key' in proof ? { key: proof.key } : {}),
  }
}

function lowerCaseKeys(context: Record<string, string | string[]>): RequestContext {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
  )
}

function callOf(world: World, request: WireRequest, proved: Proved, service: Service): Call {
  const { caller, owner, region } = proved
  const errorName = familyOf(service) === 'query' ? 'AccessDenied' : 'AccessDeniedException'
  const known = { ...principalContext(caller, owner), 'aws:requestedregion': [region] }
  return {
    request,
    caller,
    region,
    authorize: (action, resource, context = {}) => {
      const asked = { action, resource, context: { ...known, ...lowerCaseKeys(context) } }
      demand(caller.arn, layersOf(world, owner), asked, errorName)
    },
  }
}

function answerQuery(
  call: Call,
  world: World,
  proved: Proved,
  route: Route,
  requestId: string,
): WireResponse {
  const sts = route.service === 'sts'
  const operations = sts ? STS_OPERATIONS : IAM_OPERATIONS
  const run = Object.hasOwn(operations, route.operation) ? operations[route.operation] : undefined
  const params = formOf(call.request)
  if (!run || !proved.key) {
    const version = params.get('Version')
    throw new SandboxError(
      400,
      'InvalidAction',
      `Could not find operation ${route.operation} for version ${version}`,
    )
  }
  const account = accountOf(world, proved.caller.account)
  const result = run({ ...call, params, world, account, key: proved.key, owner: proved.owner })
  const body = renderResult(sts ? STS_NAMESPACE : IAM_NAMESPACE, route.operation, result, requestId)
  return { status: 200, headers: { 'content-type': 'text/xml' }, body }
}

function renderRefusal(route: Route | undefined, error: SandboxError, requestId: string): WireResponse {
  if (route && familyOf(route.service) === 'query') {
    const body = renderError(route.service === 'sts' ? STS_NAMESPACE : IAM_NAMESPACE, error, requestId)
    return { status: error.status, headers: { 'content-type': 'text/xml' }, body }
  }
  const headers = { 'content-type': 'application/json' }
  if (!error.named) return { status: error.status, headers, body: JSON.stringify({ Message: error.message }) }
  return {
    status: error.status,
    headers: { ...headers, 'x-amzn-errortype': error.name },
    body: JSON.stringify({ message: error.message, ...error.extra }),
  }
}

function overridden(rule: OverrideRule): WireResponse {
  if (rule.stream) return exceptionStream(rule.stream)
  return rule.http ?? { status: 500, headers: {} }
}

async function handle(
  world: World,
  request: WireRequest,
  route: Route,
  record: CallRecord,
  requestId: string,
): Promise<WireResponse> {
  const unsigned = SSO_ROUTES[`${request.method} ${request.rawPath}`]
  if (unsigned) {
    const body = JSON.stringify(unsigned.run(request, world))
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  if (route.service === 'sts' && route.operation === 'AssumeRoleWithWebIdentity') {
    const result = assumeRoleWithWebIdentity(world, formOf(request))
    const body = renderResult(STS_NAMESPACE, route.operation, result, requestId)
    return { status: 200, headers: { 'content-type': 'text/xml' }, body }
  }
  const proved = authenticate(world, request, route.service)
  record.principal = proved.caller.arn
  record.region = proved.region
  const call = callOf(world, request, proved, route.service)
  if (proved.caller.auth === 'bearer') call.authorize('bedrock:CallWithBearerToken', '*')
  if (familyOf(route.service) === 'query') return answerQuery(call, world, proved, route, requestId)
  return route.service === 'bedrock' ? handleBedrock(call, world) : handleBedrockRuntime(call, world)
}

function refusalOf(error: unknown): SandboxError {
  if (error instanceof SandboxError) return error
  // A fault of the sandbox itself has to be seen by whoever runs it, not taken for AWS.
  console.error(error)
  return new SandboxError(500, 'InternalFailure', 'The sandbox failed; its own output tells why.')
}

/** Answers one request as AWS would: overrides first, then proof of identity, then the service. */
export async function dispatch(world: World, rules: OverrideRule[], request: WireRequest): Promise<Answer> {
  const route = routeOf(request)
  const claim = readClaim(request.headers.authorization)
  const requestId = randomUUID()
  const record: CallRecord = {
    service: route?.service ?? 'unknown',
    operation: route?.operation ?? `${request.method} ${request.rawPath}`,
    region: claim?.region ?? world.unsignedRegion,
    principal: '',
    httpVersion: request.httpVersion,
    status: 0,
    ...(route?.modelId ? { modelId: route.modelId } : {}),
    auth: claim ? 'sigv4' : isBearer(request) ? 'bearer' : 'none',
    billed: false,
  }
  const date = { date: new Date(worldNow(world)).toUTCString() }
  const rule = route && takeOverride(rules, { ...route, region: record.region })
  if (rule?.reset) return { cut: true, record }
  if (rule) {
    const response = overridden(rule)
    record.status = response.status
    return { response: { ...response, headers: { ...date, ...response.headers } }, record }
  }
  let response: WireResponse
  try {
    if (!route) throw new SandboxError(404, 'UnknownOperationException', 'The operation is not known.')
    response = await handle(world, request, route, record, requestId)
  } catch (error) {
    response = renderRefusal(route, refusalOf(error), requestId)
  }
  record.status = response.status
  record.billed = record.service === 'bedrock-runtime' && response.status === 200
  return {
    response: { ...response, headers: { ...date, 'x-amzn-requestid': requestId, ...response.headers } },
    record,
  }
}
