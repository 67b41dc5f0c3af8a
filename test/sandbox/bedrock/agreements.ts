import { SandboxError } from '../errors.ts'
import type { Call } from '../wire.ts'
import { type AgreementStatus, type BedrockAccount, type World, worldNow } from '../world.ts'
import { refusal } from './behaviours.ts'
import type { Model } from './models.ts'

/** How long an agreement stays PENDING, by the clock of this AWS, where the account does not say otherwise. */
export const AGREEMENT_DELAY_MS = 120_000

const dueTimes = new WeakMap<BedrockAccount, Map<string, number>>()

// Marketplace acts for Bedrock: AWS's own managed policies allow these only with this context.
const MARKETPLACE_CONTEXT = {
  'aws:calledvialast': 'bedrock.amazonaws.com',
  'aws:calledvia': ['bedrock.amazonaws.com'],
}

/** Throws AccessDenied unless the caller may make (or end) agreements on the Marketplace. */
export function authorizeMarketplace(call: Call, actions: readonly string[]): void {
  for (const action of actions) call.authorize(`aws-marketplace:${action}`, '*', MARKETPLACE_CONTEXT)
}

/** Begins an agreement: PENDING, and AVAILABLE once the delay is over. */
export function beginAgreement(account: BedrockAccount, model: Model, world: World): void {
  const due = dueTimes.get(account) ?? new Map<string, number>()
  const delay = account.agreementDelayMs ?? AGREEMENT_DELAY_MS
  dueTimes.set(account, due.set(model.id, worldNow(world) + delay))
  account.agreements[model.id] = 'PENDING'
}

/** The agreement's state now. One that a scenario set to PENDING stays so. */
export function agreementStatus(account: BedrockAccount, model: Model, world: World): AgreementStatus {
  const due = dueTimes.get(account)?.get(model.id)
  if (account.agreements[model.id] === 'PENDING' && due !== undefined && worldNow(world) >= due) {
    account.agreements[model.id] = 'AVAILABLE'
  }
  return account.agreements[model.id] ?? 'AVAILABLE'
}

/** Why the agreement failed, as the availability call shows it. */
export function agreementError(account: BedrockAccount, model: Model): string {
  return account.agreementErrors[model.id] ?? 'The agreement could not be created.'
}

function subscribe(call: Call, account: BedrockAccount, model: Model): void {
  try {
    authorizeMarketplace(call, ['ViewSubscriptions', 'Subscribe'])
  } catch (error) {
    if (error instanceof SandboxError) throw refusal('marketplace-missing')
    throw error
  }
  account.agreements[model.id] = 'AVAILABLE'
}

/** What the first prompt to a Marketplace model does: it subscribes the account, or says why it cannot. */
export function useAgreement(call: Call, account: BedrockAccount, model: Model, world: World): void {
  if (!model.marketplace) return
  const status = agreementStatus(account, model, world)
  if (status === 'PENDING') throw refusal('subscription-pending')
  if (status === 'NOT_AVAILABLE') subscribe(call, account, model)
  if (status === 'ERROR') {
    const payment = /payment/i.test(agreementError(account, model))
    throw refusal(payment ? 'payment-invalid' : 'subscription-failed')
  }
}
