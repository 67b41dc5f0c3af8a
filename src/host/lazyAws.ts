import type { Aws } from '../app/ports.ts'

const METHODS = [
  'readFiles',
  'readEnvironment',
  'sourceHash',
  'forgetCredentials',
  'defaultRegion',
  'resolveCredentials',
  'callerIdentity',
  'listFoundationModels',
  'listInferenceProfiles',
  'getInferenceProfile',
  'modelAvailability',
  'useCaseFormSubmitted',
  'dataRetention',
  'submitUseCaseForm',
  'agreementOffers',
  'acceptAgreement',
  'reach',
  'createPolicy',
  'attachPolicy',
  'detachPolicy',
  'deletePolicy',
  'roleArn',
  'simulate',
  'accessKeys',
  'apiKeys',
  'invocationLogging',
  'enforcedGuardrails',
  'ssoAccounts',
  'ssoRoles',
  'previewAppend',
  'appendProfile',
  'converse',
] as const satisfies readonly (keyof Aws)[]

/** An AWS door whose adapter, and with it the SDK, is loaded at the first call. */
export function lazyAws(load: () => Promise<Aws>): Aws {
  let loaded: Promise<Aws> | undefined
  const adapter = () => {
    loaded ??= load().catch((error: unknown) => {
      // The next call tries anew.
      loaded = undefined
      throw error
    })
    return loaded
  }
  const forward =
    (name: (typeof METHODS)[number]) =>
    async (...args: unknown[]): Promise<unknown> => {
      const method = (await adapter())[name] as (...args: unknown[]) => Promise<unknown>
      return await method(...args)
    }
  return Object.fromEntries(METHODS.map((name) => [name, forward(name)])) as unknown as Aws
}
