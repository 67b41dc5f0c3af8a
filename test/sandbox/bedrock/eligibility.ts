import type { Call } from '../wire.ts'
import type { Account, World } from '../world.ts'
import { useAgreement } from './agreements.ts'
import { refusal } from './behaviours.ts'
import type { Model } from './models.ts'
import { notFound, validationError } from './request.ts'

const RETENTION_MODES = ['aws_review', 'provider_data_share']

const FORM_MISSING =
  'Model use case details have not been submitted for this account. Fill out the Anthropic use case ' +
  'details form before using the model. If you have already filled out the form, try again in 15 minutes.'

/** Whether the provider's use-case form is still owed. */
export function owesForm(account: Account, model: Model): boolean {
  return model.provider === 'Anthropic' && account.bedrock.useCaseForm === null
}

function checkLifecycle(model: Model): void {
  if (model.ended) throw refusal('model-end-of-life')
  if (model.legacy) throw refusal('model-legacy')
}

function checkRetention({ bedrock }: Account, model: Model): void {
  if (!model.needsReview || RETENTION_MODES.includes(bedrock.dataRetention)) return
  throw validationError(`data retention mode '${bedrock.dataRetention}' is not available for this model`)
}

/** Whether the account, not the caller, may use the model. Throws AWS's refusal; may subscribe it. */
export function checkEligibility(call: Call, account: Account, model: Model, world: World): void {
  checkLifecycle(model)
  if (owesForm(account, model)) throw notFound(FORM_MISSING)
  if (account.bedrock.authorization[model.id] === 'NOT_AUTHORIZED') throw refusal('operation-not-allowed')
  useAgreement(call, account.bedrock, model, world)
  if (account.bedrock.entitlements[model.id] === 'NOT_AVAILABLE') throw refusal('model-not-enabled')
  checkRetention(account, model)
}
