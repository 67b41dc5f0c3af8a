import { t } from '@vscode/l10n'
import type { Explanation } from '../../core/diagnosis/diagnosis.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { Effect } from '../../core/wizard/effects.ts'
import { type CheckRun, diagnose, timed, troubled } from '../checks/context.ts'
import { agreementOf, checkModels } from '../checks/models.ts'
import type { EffectDeps } from '../effects.ts'
import { wait } from '../wait.ts'
import { runFor, withIdentity } from './run.ts'

type AccessEffect = Extract<
  Effect,
  { type: 'submitForm' | 'readOffers' | 'acceptOffer' | 'waitAccess' | 'applyGrant' | 'undoGrant' }
>

/** A failed call in words, with the request for the administrator among its remedies. */
function failureOf(run: CheckRun, outcome: Outcome<unknown>): { failure?: Explanation } {
  if (outcome.ok) {
    return {}
  }
  const { explanation } = troubled(
    run,
    'model-access',
    'fail',
    diagnose(run, 'model-access', outcome.failure),
  )
  return explanation === undefined ? {} : { failure: explanation }
}

/** Who may create a policy may not always delete one: then it stays, attached to nothing, and is said so. */
const withLeftover = (failure: Explanation, arn: string): Explanation => ({
  ...failure,
  what: `${failure.what} ${t('The policy {0} was created and could not be deleted again. It is attached to nothing.', arn)}`,
})

/** Settles what the account lacks: the form, the agreement, the policy. */
export async function runAccessEffect(
  deps: EffectDeps,
  effect: AccessEffect,
  signal: AbortSignal,
): Promise<void> {
  if (effect.type === 'waitAccess') {
    await wait(deps.timers, effect.ms, signal)
    if (signal.aborted) {
      return
    }
  }
  const opened = await runFor(deps, effect.choice, signal)
  if (opened === undefined) {
    return
  }
  const run = await withIdentity(opened)
  switch (effect.type) {
    case 'submitForm': {
      const sent = await deps.aws.submitUseCaseForm(targetOf(run), effect.form, signal)
      deps.emit({
        type: 'formSubmitted',
        run: effect.run,
        at: deps.clock.now(),
        ...failureOf(run, sent),
      })
      return
    }
    case 'readOffers': {
      const read = await deps.aws.agreementOffers(targetOf(run), effect.baseModelId, signal)
      deps.emit({
        type: 'offersRead',
        run: effect.run,
        ...(read.ok && { offers: read.value }),
        ...failureOf(run, read),
      })
      return
    }
    case 'acceptOffer': {
      const { baseModelId, offer } = effect
      const accepted = await deps.aws.acceptAgreement(targetOf(run), baseModelId, offer, signal)
      deps.emit({
        type: 'offerAccepted',
        run: effect.run,
        at: deps.clock.now(),
        ...failureOf(run, accepted),
      })
      return
    }
    case 'waitAccess':
      await look(deps, effect, run)
      return
    default:
      await runGrantEffect(deps, effect, run)
  }
}

const targetOf = (run: CheckRun) => ({ auth: run.auth, region: run.callRegion })

/** One look at the account, with calls of its own: nothing of an earlier look is remembered. */
async function look(
  deps: EffectDeps,
  { run: number, choice }: Extract<AccessEffect, { type: 'waitAccess' }>,
  run: CheckRun,
): Promise<void> {
  const seen = await timed(deps.clock, () => checkModels(run, run.modelId ?? '', choice.planModelId, false))
  deps.emit({
    type: 'accessPolled',
    run: number,
    at: deps.clock.now(),
    result: seen.result,
    ...agreementOf(seen),
  })
}

async function runGrantEffect(
  deps: EffectDeps,
  effect: Extract<AccessEffect, { type: 'applyGrant' | 'undoGrant' }>,
  run: CheckRun,
): Promise<void> {
  if (effect.type === 'undoGrant') {
    const { principal, arn } = effect.created
    const off = await deps.aws.detachPolicy(targetOf(run), principal, arn, run.signal)
    const gone = off.ok ? await deps.aws.deletePolicy(targetOf(run), arn, run.signal) : off
    deps.emit({ type: 'grantUndone', run: effect.run, ...failureOf(run, gone) })
    return
  }
  const { name, document, principal } = effect
  const made = await deps.aws.createPolicy(targetOf(run), { name, document }, run.signal)
  if (!made.ok) {
    const nameTaken = /^EntityAlreadyExists/.test(made.failure.name)
    deps.emit({
      type: 'grantApplied',
      run: effect.run,
      ...(nameTaken ? { nameTaken } : failureOf(run, made)),
    })
    return
  }
  const attached = await deps.aws.attachPolicy(targetOf(run), principal, made.value, run.signal)
  if (!attached.ok) {
    // A policy that hangs nowhere helps nobody: all or nothing.
    const gone = await deps.aws.deletePolicy(targetOf(run), made.value, run.signal)
    const { failure } = failureOf(run, attached)
    deps.emit({
      type: 'grantApplied',
      run: effect.run,
      ...(failure !== undefined && { failure: gone.ok ? failure : withLeftover(failure, made.value) }),
    })
    return
  }
  deps.emit({ type: 'grantApplied', run: effect.run, created: { arn: made.value, name, principal } })
}
