import type { NodeHttpHandler } from '@smithy/node-http-handler'
import { config } from '@vscode/l10n'
import type { Aws } from '../app/ports.ts'
import { ok } from '../core/outcome.ts'
import {
  dataRetention,
  enforcedGuardrails,
  invocationLogging,
  modelAvailability,
  useCaseFormSubmitted,
} from './access.ts'
import { getInferenceProfile, listFoundationModels, listInferenceProfiles } from './catalogue.ts'
import { append, previewAppend } from './configFile.ts'
import type { AwsContext } from './context.ts'
import { converse } from './converse.ts'
import { createResolver } from './credentialChain.ts'
import { createCredentialStore, describeCredentials } from './credentials.ts'
import { awsEnvironment } from './environment.ts'
import { readFiles } from './files.ts'
import { attachPolicy, createPolicy, deletePolicy, detachPolicy } from './grant.ts'
import { callerIdentity } from './identity.ts'
import { accessKeys, apiKeys } from './keys.ts'
import type { AwsOptions } from './options.ts'
import { roleArn, simulate } from './permissions.ts'
import { defaultRegion } from './profiles.ts'
import { createHandler } from './proxy.ts'
import { reach } from './reach.ts'
import { acceptAgreement, agreementOffers, submitUseCaseForm } from './settle.ts'
import { sourceHash } from './sourceHash.ts'
import { ssoAccounts, ssoRoles } from './ssoPortal.ts'

/** The door to AWS through its own SDK, which is loaded with the first call. */
export function createAws(options: AwsOptions): Aws {
  if (options.translations) {
    config({ contents: options.translations })
  }
  let made: Promise<NodeHttpHandler> | undefined
  const handler = () => {
    made ??= createHandler(options).catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
  const credentials = createCredentialStore(options, createResolver(options, handler))
  const context: AwsContext = { options, credentials, handler }
  return {
    readFiles: () => readFiles(options),
    readEnvironment: () => Promise.resolve(awsEnvironment(options.env)),
    sourceHash: (auth) => sourceHash(options, auth),
    forgetCredentials: async () => credentials.forgetAll(),
    defaultRegion: (auth) => defaultRegion(options, auth),
    async resolveCredentials(target, signal) {
      if (target.auth.kind === 'api-key') {
        return ok({ temporary: false })
      }
      const resolved = await credentials.resolve(target, signal)
      return resolved.ok ? ok(describeCredentials(resolved.value)) : resolved
    },
    callerIdentity: (target, signal) => callerIdentity(context, target, signal),
    listFoundationModels: (target, signal) => listFoundationModels(context, target, signal),
    listInferenceProfiles: (target, signal) => listInferenceProfiles(context, target, signal),
    getInferenceProfile: (target, id, signal) => getInferenceProfile(context, target, id, signal),
    modelAvailability: (target, id, signal) => modelAvailability(context, target, id, signal),
    useCaseFormSubmitted: (target, signal) => useCaseFormSubmitted(context, target, signal),
    submitUseCaseForm: (target, form, signal) => submitUseCaseForm(context, target, form, signal),
    agreementOffers: (target, id, signal) => agreementOffers(context, target, id, signal),
    acceptAgreement: (target, id, offer, signal) => acceptAgreement(context, target, id, offer, signal),
    reach: (target, signal) => reach(context, target, signal),
    createPolicy: (target, policy, signal) => createPolicy(context, target, policy, signal),
    attachPolicy: (target, principal, arn, signal) => attachPolicy(context, target, principal, arn, signal),
    detachPolicy: (target, principal, arn, signal) => detachPolicy(context, target, principal, arn, signal),
    deletePolicy: (target, arn, signal) => deletePolicy(context, target, arn, signal),
    dataRetention: (target, signal) => dataRetention(context, target, signal),
    roleArn: (target, roleName, signal) => roleArn(context, target, roleName, signal),
    simulate: (target, request, signal) => simulate(context, target, request, signal),
    accessKeys: (target, signal) => accessKeys(context, target, signal),
    apiKeys: (target, signal) => apiKeys(context, target, signal),
    invocationLogging: (target, signal) => invocationLogging(context, target, signal),
    enforcedGuardrails: (target, signal) => enforcedGuardrails(context, target, signal),
    ssoAccounts: (start, signal) => ssoAccounts(context, start, signal),
    ssoRoles: (start, account, signal) => ssoRoles(context, start, account, signal),
    previewAppend: (text) => previewAppend(options, text),
    appendProfile: (request) => append(options, request),
    converse: (target, prompt, onEvent, signal) => converse(context, target, prompt, onEvent, signal),
  }
}
