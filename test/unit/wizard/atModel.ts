import type { SessionDeps } from '../../../src/app/session.ts'
import { healthyAws, openSession, refusal } from './fakes.ts'
import { type FakeTime, fakeTime, settle } from './patience.ts'

export const MINUTE = 60_000
export const ANSWERS = {
  companyName: 'Example Corp',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Software',
  useCases: 'Writing code',
} as const
export const OFFER = {
  offerId: 'offer-1',
  termsUrl: 'https://example.com/terms',
  prices: [{ dimension: 'InputTokenCount', price: '0.003', unit: 'Units', description: '' }],
}
export const DENIED = (action: string) =>
  refusal(
    'bedrock',
    'PutUseCaseForModelAccess',
    'AccessDeniedException',
    `User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`,
  )

/** A session at the model step, with time that stands still. */
export async function at(
  aws: Parameters<typeof healthyAws>[0],
  change: Partial<SessionDeps> = {},
  time = fakeTime(),
) {
  const opened = openSession({ aws: healthyAws(aws), clock: time.clock, timers: time.timers, ...change })
  opened.session.dispatch({ type: 'chooseProfile', profile: 'work' })
  await settle()
  return { ...opened, time }
}

export const fillIn = (session: Awaited<ReturnType<typeof at>>['session']) => {
  for (const [field, value] of Object.entries(ANSWERS)) {
    session.dispatch({ type: 'editForm', field: field as keyof typeof ANSWERS, value })
  }
}

/** An account whose agreement becomes available after so many minutes. */
export function pendingFor(minutes: number, time: FakeTime) {
  return {
    modelAvailability: () =>
      Promise.resolve({
        ok: true as const,
        value: {
          agreement: time.passed < minutes * MINUTE ? 'PENDING' : 'AVAILABLE',
          authorization: 'AUTHORIZED',
          entitlement: 'AVAILABLE',
          region: 'AVAILABLE',
        },
      }),
  }
}
