import { SandboxError } from '../errors.ts'
import type { Call, WireResponse } from '../wire.ts'
import type { Account, World } from '../world.ts'
import { agreementError, agreementStatus, authorizeMarketplace, beginAgreement } from './agreements.ts'
import { findModel, isOffered } from './catalogue.ts'
import { owesForm } from './eligibility.ts'
import type { Model } from './models.ts'
import { isObject, type Json, jsonAnswer, notFound, parseBody, validationError } from './request.ts'

/** What an operation of the control plane works with. */
export interface ControlCall {
  call: Call
  account: Account
  world: World
  /** Decoded path label; empty where the path has none. */
  id: string
  query: URLSearchParams
}

const FORM_FIELDS: Record<string, number> = {
  companyName: 128,
  companyWebsite: 128,
  intendedUsers: 1,
  industryOption: 128,
  otherIndustryOption: 128,
  useCases: 8192,
}

/** Throws for profile ids, ARNs and unknown models: these calls take the base model id. */
function baseModel(id: unknown): Model {
  if (
    typeof id !== 'string' ||
    id.startsWith('arn:') ||
    /^(us|us-gov|eu|apac|jp|au|ca|sa|in|global)\./.test(id)
  ) {
    throw validationError('The provided model identifier is invalid.')
  }
  const model = findModel(id)
  if (!model) throw notFound('Could not resolve the foundation model from the provided model identifier.')
  return model
}

/** GetFoundationModelAvailability */
export function getAvailability({ call, account, world, id }: ControlCall): WireResponse {
  call.authorize('bedrock:GetFoundationModelAvailability', '*')
  const model = baseModel(id)
  const { bedrock } = account
  const status = agreementStatus(bedrock, model, world)
  const cleared = bedrock.authorization[id] !== 'NOT_AUTHORIZED' && !owesForm(account, model)
  return jsonAnswer({
    modelId: id,
    agreementAvailability: {
      status,
      ...(status === 'ERROR' ? { errorMessage: agreementError(bedrock, model) } : {}),
    },
    authorizationStatus: cleared ? 'AUTHORIZED' : 'NOT_AUTHORIZED',
    entitlementAvailability: bedrock.entitlements[id] ?? 'AVAILABLE',
    regionAvailability: isOffered(model, call.region) && !model.ended ? 'AVAILABLE' : 'NOT_AVAILABLE',
  })
}

/** GetUseCaseForModelAccess */
export function getUseCase({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:GetUseCaseForModelAccess', '*')
  const form = account.bedrock.useCaseForm
  if (!form) throw notFound('Model use case details have not been submitted for this account.')
  return jsonAnswer({ formData: form.toString('base64') })
}

function parseForm(form: Buffer): unknown {
  try {
    return JSON.parse(form.toString('utf8'))
  } catch {
    throw validationError('The use case form is not valid JSON.')
  }
}

function checkForm(form: Buffer): void {
  if (form.length < 10 || form.length > 16_384) {
    const bound = form.length < 10 ? 'greater than or equal to 10' : 'less than or equal to 16384'
    throw validationError(
      `1 validation error detected: Value at 'formData' failed to satisfy constraint: Member must have length ${bound}`,
    )
  }
  const fields = parseForm(form)
  const wrong = Object.entries(FORM_FIELDS).find(([name, longest]) => {
    const value = isObject(fields) ? fields[name] : undefined
    const empty = value === '' && name !== 'otherIndustryOption'
    return typeof value !== 'string' || empty || value.length > longest
  })
  if (wrong) throw validationError(`The use case form has no valid value for ${wrong[0]}.`)
  if (isObject(fields) && !['0', '1', '2'].includes(String(fields.intendedUsers))) {
    throw validationError('The use case form has no valid value for intendedUsers.')
  }
}

/** PutUseCaseForModelAccess */
export function putUseCase({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:PutUseCaseForModelAccess', '*')
  const { formData } = parseBody(call.request.body)
  const form = Buffer.from(typeof formData === 'string' ? formData : '', 'base64')
  checkForm(form)
  account.bedrock.useCaseForm = form
  return jsonAnswer({}, 201)
}

function offerToken(model: Model): string {
  return Buffer.from(`offer of ${model.id}`).toString('base64')
}

function offer(model: Model): Json {
  const rate = (dimension: string, price: string): Json => ({
    dimension,
    price,
    description: `${dimension} of ${model.name}`,
    unit: 'Units',
  })
  return {
    offerId: `offer-${model.id.replace(/\W/g, '')}`,
    offerToken: offerToken(model),
    termDetails: {
      usageBasedPricingTerm: {
        rateCard: [rate('InputTokenCount', '0.003'), rate('OutputTokenCount', '0.015')],
      },
      legalTerm: { url: 'https://aws.amazon.com/legal/bedrock/third-party-models/' },
      supportTerm: { refundPolicyDescription: 'No refunds.' },
      validityTerm: {},
    },
  }
}

/** ListFoundationModelAgreementOffers */
export function listOffers({ call, id }: ControlCall): WireResponse {
  call.authorize('bedrock:ListFoundationModelAgreementOffers', '*')
  const model = baseModel(id)
  return jsonAnswer({ modelId: id, offers: model.marketplace ? [offer(model)] : [] })
}

/** CreateFoundationModelAgreement */
export function createAgreement({ call, account, world }: ControlCall): WireResponse {
  call.authorize('bedrock:CreateFoundationModelAgreement', '*')
  const body = parseBody(call.request.body)
  const model = baseModel(body.modelId)
  authorizeMarketplace(call, ['ViewSubscriptions', 'Subscribe'])
  if (body.offerToken !== offerToken(model)) throw validationError('The provided offer token is invalid.')
  if (['AVAILABLE', 'PENDING'].includes(agreementStatus(account.bedrock, model, world))) {
    throw new SandboxError(400, 'ConflictException', 'An agreement for this model already exists.')
  }
  beginAgreement(account.bedrock, model, world)
  return jsonAnswer({ modelId: model.id }, 202)
}

/** DeleteFoundationModelAgreement */
export function deleteAgreement({ call, account }: ControlCall): WireResponse {
  call.authorize('bedrock:DeleteFoundationModelAgreement', '*')
  const model = baseModel(parseBody(call.request.body).modelId)
  authorizeMarketplace(call, ['ViewSubscriptions', 'Unsubscribe'])
  account.bedrock.agreements[model.id] = 'NOT_AVAILABLE'
  return jsonAnswer({}, 202)
}
