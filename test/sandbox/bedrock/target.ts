import type { Call } from '../wire.ts'
import type { Account } from '../world.ts'
import {
  applicationProfiles,
  findModel,
  findProfile,
  isOffered,
  modelArn,
  type Profile,
} from './catalogue.ts'
import type { Model } from './models.ts'
import { validationError } from './request.ts'

/** What a model id or ARN of a prompt stands for in the called region. */
export interface Target {
  model: Model
  /** Missing: the model itself is called. */
  profile?: Profile
}

const ARN = /^arn:[^:]+:bedrock:([^:]*):([^:]*):([a-z-]+)\/(.+)$/

const INVALID = 'The provided model identifier is invalid.'

function profileTarget(identifier: string, region: string, account: Account): Target {
  const profile = findProfile(identifier, region, account)
  if (!profile) throw validationError(INVALID)
  return { model: profile.model, profile }
}

function modelTarget(modelId: string, region: string): Target {
  const model = findModel(modelId)
  if (!model || !(isOffered(model, region) || model.ended)) throw validationError(INVALID)
  return { model }
}

function arnTarget(identifier: string, region: string, account: Account): Target {
  const [, arnRegion, , kind = '', id = ''] = ARN.exec(identifier) ?? []
  if (!kind) throw validationError(INVALID)
  if (arnRegion !== region) throw validationError('The provided ARN is invalid for the service region')
  return kind === 'foundation-model' ? modelTarget(id, region) : profileTarget(identifier, region, account)
}

/** Throws AWS's ValidationException for ids that the region does not know. */
export function resolveTarget(identifier: string, region: string, account: Account): Target {
  if (identifier.startsWith('arn:')) return arnTarget(identifier, region, account)
  if (findModel(identifier)) return modelTarget(identifier, region)
  // The bare id of an application profile is refused: AWS wants its ARN.
  const application = applicationProfiles(region, account).some(({ id }) => id === identifier)
  if (application) throw validationError(INVALID)
  return profileTarget(identifier, region, account)
}

/** Throws where the bare id names a model that the region has only behind profiles. */
export function demandCallable({ model, profile }: Target, region: string): void {
  if (profile || model.ended || model.onDemand.includes(region)) return
  throw validationError(
    `Invocation of model ID ${model.id} with on-demand throughput isn’t supported. ` +
      'Retry your request with the ID or ARN of an inference profile that contains this model.',
  )
}

/**
 * Asks for the action as AWS does: on the profile, then on the model in each region the profile may
 * send the prompt to; without a profile, on the model of the called region.
 */
export function authorizeTarget(
  call: Call,
  { model, profile }: Target,
  action: string,
  context: Record<string, string> = {},
): void {
  const here = { ...context, 'aws:requestedregion': call.region }
  if (!profile) {
    call.authorize(action, modelArn(call.caller.partition, call.region, model.id), here)
    return
  }
  call.authorize(action, profile.arn, here)
  for (const arn of profile.arns) {
    call.authorize(action, arn, {
      ...context,
      'aws:requestedregion': arn.split(':')[3] || 'unspecified',
      'bedrock:inferenceprofilearn': profile.arn,
    })
  }
}

/** Guardrails that the account enforces must be allowed to the caller, too. */
export function authorizeGuardrails(call: Call, account: Account): void {
  for (const arn of account.bedrock.guardrails) {
    if (arn.split(':')[3] === call.region) call.authorize('bedrock:ApplyGuardrail', arn)
  }
}
