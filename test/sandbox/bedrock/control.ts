import { SandboxError } from '../errors.ts'
import type { Call, WireResponse } from '../wire.ts'
import { type World, worldNow } from '../world.ts'
import {
  type ControlCall,
  createAgreement,
  deleteAgreement,
  getAvailability,
  getUseCase,
  listOffers,
  putUseCase,
} from './access.ts'
import { behave } from './behaviours.ts'
import {
  getFoundationModel,
  getInferenceProfile,
  listFoundationModels,
  listInferenceProfiles,
} from './listing.ts'
import { accountFor, jsonAnswer, parseBody, validationError } from './request.ts'
import { operationOf } from './route.ts'

function getLogging({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:GetModelInvocationLoggingConfiguration', '*')
  const { loggingConfig } = account.bedrock
  return jsonAnswer(loggingConfig ? { loggingConfig } : {})
}

function listGuardrails({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:ListEnforcedGuardrailsConfiguration', '*')
  const guardrailsConfig = account.bedrock.guardrails
    .filter((arn) => arn.split(':')[3] === call.region)
    .map((guardrailArn, index) => ({
      configId: `enforced-${index + 1}`,
      guardrailArn,
      guardrailId: guardrailArn.split('/').at(-1),
      guardrailVersion: '1',
      owner: 'ACCOUNT',
    }))
  return jsonAnswer({ guardrailsConfig })
}

const MODES = ['default', 'none', 'aws_review', 'provider_data_share', 'inherit']

function getRetention({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:GetAccountDataRetention', '*')
  return jsonAnswer({ mode: account.bedrock.dataRetention, updatedAt: '2026-07-01T00:00:00Z' })
}

function putRetention({ call, account, world }: ControlCall): WireResponse {
  const mode = String(parseBody(call.request.body).mode)
  call.authorize('bedrock:PutAccountDataRetention', '*', { 'bedrock:dataretentionmode': mode })
  if (!MODES.includes(mode)) throw validationError(`Value '${mode}' at 'mode' is not a data retention mode.`)
  account.bedrock.dataRetention = mode
  return jsonAnswer({ mode, updatedAt: new Date(worldNow(world)).toISOString() })
}

const OPERATIONS: Record<string, (control: ControlCall) => WireResponse> = {
  ListFoundationModels: listFoundationModels,
  GetFoundationModel: getFoundationModel,
  ListInferenceProfiles: listInferenceProfiles,
  GetInferenceProfile: getInferenceProfile,
  GetFoundationModelAvailability: getAvailability,
  GetUseCaseForModelAccess: getUseCase,
  PutUseCaseForModelAccess: putUseCase,
  ListFoundationModelAgreementOffers: listOffers,
  CreateFoundationModelAgreement: createAgreement,
  DeleteFoundationModelAgreement: deleteAgreement,
  GetModelInvocationLoggingConfiguration: getLogging,
  ListEnforcedGuardrailsConfiguration: listGuardrails,
  GetAccountDataRetention: getRetention,
  PutAccountDataRetention: putRetention,
}

/** The control plane of Bedrock: one proved call, answered as AWS does. Throws SandboxError. */
export function handleBedrock(call: Call, world: World): WireResponse {
  const { operation, id } = operationOf(call.request, 'bedrock')
  const account = accountFor(call, world)
  const answer = OPERATIONS[operation]
  if (!answer) throw new SandboxError(404, 'UnknownOperationException', '')
  const query = new URLSearchParams(call.request.rawQuery)
  const { response } = behave(account.bedrock, { operation, region: call.region, modelId: id })
  return response ?? answer({ call, account, world, id, query })
}
