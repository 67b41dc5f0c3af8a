import { SandboxError } from '../errors.ts'
import type { Call, WireResponse } from '../wire.ts'
import type { Account } from '../world.ts'
import { behave, refusal, type StreamBreak } from './behaviours.ts'
import { converse, converseStream } from './converse.ts'
import { checkEligibility } from './eligibility.ts'
import { invoke, invokeStream } from './invoke.ts'
import type { Model } from './models.ts'
import { countTokens } from './reply.ts'
import { accountFor, isObject, type Json, jsonAnswer, parseBody, validationError } from './request.ts'
import { operationOf } from './route.ts'
import type { GatedWorld } from './stream.ts'
import { authorizeGuardrails, authorizeTarget, demandCallable, resolveTarget } from './target.ts'
import { checkConverseBody, type Uses } from './validate.ts'

/** There is no bedrock:Converse: these are the actions that policies name. */
const ACTIONS: Record<string, string> = {
  Converse: 'bedrock:InvokeModel',
  ConverseStream: 'bedrock:InvokeModelWithResponseStream',
  InvokeModel: 'bedrock:InvokeModel',
  InvokeModelWithResponseStream: 'bedrock:InvokeModelWithResponseStream',
  CountTokens: 'bedrock:CountTokens',
}

interface Prompt {
  call: Call
  account: Account
  operation: string
  id: string
  body: Json
}

function checkTools(model: Model, streaming: boolean): void {
  if (model.tools === 'none') throw refusal('tools-unsupported')
  if (model.tools === 'blocking' && streaming) {
    throw validationError("This model doesn't support tool use in streaming mode.")
  }
}

function checkSampling(model: Model, config: Json): void {
  const { temperature, topP, maxTokens } = config
  if (model.oneSamplingParameter && temperature !== undefined && topP !== undefined) {
    throw refusal('parameter-rejected')
  }
  if (typeof maxTokens === 'number' && maxTokens > model.maxTokens) {
    throw validationError(
      `The maximum tokens you requested exceeds the model limit of ${model.maxTokens}. ` +
        `Try again with a maximum tokens value that is lower than ${model.maxTokens}.`,
    )
  }
}

function checkForModel(model: Model, body: Json, uses: Uses, streaming: boolean): void {
  if (!model.output.includes('TEXT')) {
    throw validationError('The requested operation is not supported for this model.')
  }
  if (uses.tools) checkTools(model, streaming)
  if (uses.cachePoints && !model.cachePoint) {
    throw new SandboxError(
      403,
      'AccessDeniedException',
      'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
    )
  }
  checkSampling(model, isObject(body.inferenceConfig) ? body.inferenceConfig : {})
}

function checkLength(model: Model, body: Json): void {
  if (countTokens(body) > model.contextTokens) throw refusal('input-too-long')
}

function guardrailContext(body: Json): Record<string, string> {
  const config = body.guardrailConfig
  const guardrail = isObject(config) ? config.guardrailIdentifier : undefined
  return typeof guardrail === 'string' ? { 'bedrock:guardrailidentifier': guardrail } : {}
}

function countAnswer({ body }: Prompt): WireResponse {
  const input = isObject(body.input) ? body.input : {}
  const content = input.converse ?? input.invokeModel
  if (!isObject(content)) throw validationError("Value at 'input' must have exactly one of its fields set")
  return jsonAnswer({ inputTokens: countTokens(content) })
}

/** Without a stream there is nothing to break off: the same fault comes as an HTTP error. */
function withoutStream(streamBreak: StreamBreak | undefined, model: Model): void {
  if (!streamBreak) return
  throw refusal(streamBreak.type === 'throttlingException' ? 'throttled' : 'model-error', model.id)
}

function answer(
  prompt: Prompt,
  model: Model,
  streamBreak: StreamBreak | undefined,
  gate?: Promise<unknown>,
): WireResponse {
  const { operation, body } = prompt
  const course = { gate, streamBreak }
  if (operation === 'ConverseStream') return converseStream(body, course)
  if (operation === 'InvokeModelWithResponseStream') return invokeStream(body, model, course)
  withoutStream(streamBreak, model)
  return operation === 'Converse' ? converse(body) : invoke(body, model)
}

/**
 * Bedrock Runtime: one proved call, answered as AWS does; streams stop at `world.gate`. Order as there:
 * id, body, permission, account, model. Throws SandboxError.
 */
export function handleBedrockRuntime(call: Call, world: GatedWorld): WireResponse {
  const { operation, id } = operationOf(call.request, 'bedrock-runtime')
  const account = accountFor(call, world)
  const prompt: Prompt = { call, account, operation, id, body: parseBody(call.request.body) }
  const { body } = prompt
  const target = resolveTarget(id, call.region, account)
  const { model } = target
  const isConverse = operation.startsWith('Converse')
  if (operation !== 'CountTokens') demandCallable(target, call.region)
  const uses = isConverse ? checkConverseBody(body) : undefined
  authorizeTarget(call, target, ACTIONS[operation] ?? '', guardrailContext(body))
  if (operation !== 'CountTokens') authorizeGuardrails(call, account)
  const { response, streamBreak } = behave(account.bedrock, {
    operation,
    region: call.region,
    modelId: model.id,
  })
  if (response) return response
  if (operation === 'CountTokens') return countAnswer(prompt)
  checkEligibility(call, account, model, world)
  if (uses) checkForModel(model, body, uses, operation === 'ConverseStream')
  checkLength(model, body)
  return answer(prompt, model, streamBreak, world.gate)
}
