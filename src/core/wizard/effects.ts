import type { AgreementOffer, UseCaseForm } from '../bedrock/access.ts'
import type { PolicyPrincipal } from '../bedrock/policyFormats.ts'
import type { CheckId } from '../checks/check.ts'
import type { AuthKind } from '../choice.ts'
import type { SignInRequest } from '../credentials/signInTypes.ts'
import type { SsoDraft } from '../credentials/ssoProfile.ts'
import type { RemedyAction } from '../diagnosis/diagnosis.ts'
import type { ModelRef } from '../settings/types.ts'
import type { CreatedPolicy } from './grant.ts'
import type { Identity, WriteOptions } from './state.ts'

/** Credentials without their secrets: typed ones are kept by the session under a number. */
export type AuthRef =
  | { kind: Extract<AuthKind, 'profile'>; profile: string }
  | { kind: Extract<AuthKind, 'keys' | 'api-key'>; secretRef: number }
  | { kind: Extract<AuthKind, 'default'> }

/** What of the wizard's answers a check needs. */
export interface ChoiceRef {
  auth: AuthRef
  region?: string
  modelId?: string
  /** Another model for Cline's plan mode. */
  planModelId?: string
  endpoint?: string
}

/** What the origin of each value depends on; typed secrets as their masked label. */
export interface OriginChoice {
  auth: AuthKind
  profile?: string
  entered?: string
  region?: string
  endpoint?: string
}

/** What the reducer wants done. Effects are data: they name the work, the app does it. */
export type Effect =
  | { type: 'readProfiles' }
  | { type: 'readOrigins'; choice: OriginChoice }
  | { type: 'signIn'; request: SignInRequest; run: number }
  | { type: 'cancelSignIn' }
  | { type: 'findSsoAccounts'; draft: SsoDraft; run: number }
  | { type: 'findSsoRoles'; draft: SsoDraft; run: number }
  | { type: 'planProfile'; draft: SsoDraft; run: number }
  | { type: 'addProfile'; draft: SsoDraft; previewId: string; run: number }
  | { type: 'planWrapper'; profile: string; region?: string; run: number }
  | { type: 'addWrapper'; profile: string; name: string; region?: string; previewId: string; run: number }
  | { type: 'countDown'; run: number; seconds: number }
  | { type: 'stopCountDown' }
  | { type: 'checkRotation'; auth: AuthRef; run: number }
  | { type: 'applyRotation'; auth: AuthRef; previewId: string; run: number }
  | { type: 'checkSecurity'; choice: ChoiceRef; identity: Identity; run: number }
  | { type: 'suggestRegion'; auth: AuthRef; run: number }
  | { type: 'checkCredentials'; choice: ChoiceRef; run: number }
  | { type: 'checkRegion'; choice: ChoiceRef; run: number }
  | { type: 'probeRegions'; auth: AuthRef; regions: string[]; baseModelIds: string[] }
  | { type: 'checkEndpoint'; choice: ChoiceRef; run: number }
  | { type: 'checkModel'; choice: ChoiceRef; run: number }
  | { type: 'checkPermissions'; choice: ChoiceRef; run: number }
  | { type: 'sendPrompt'; choice: ChoiceRef; text: string; run: number }
  | {
      type: 'applyGrant'
      choice: ChoiceRef
      name: string
      document: string
      principal: PolicyPrincipal
      run: number
    }
  | { type: 'undoGrant'; choice: ChoiceRef; created: CreatedPolicy; run: number }
  | { type: 'submitForm'; choice: ChoiceRef; form: UseCaseForm; run: number }
  | { type: 'readOffers'; choice: ChoiceRef; baseModelId: string; run: number }
  | { type: 'acceptOffer'; choice: ChoiceRef; baseModelId: string; offer: AgreementOffer; run: number }
  /** Looks again after so many milliseconds. */
  | { type: 'waitAccess'; choice: ChoiceRef; ms: number; run: number }
  | { type: 'cancel'; check: CheckId | 'probeRegions' | 'waitAccess' }
  | { type: 'readCline' }
  | {
      type: 'previewWrite'
      choice: ChoiceRef
      baseModelId: string
      planModel?: ModelRef
      options: WriteOptions
      run: number
    }
  | {
      type: 'applyWrite'
      choice: ChoiceRef
      baseModelId: string
      planModel?: ModelRef
      options: WriteOptions
      previewId: string
      run: number
    }
  | { type: 'deleteBackups' }
  | { type: 'undoWrite'; run: number }
  | { type: 'surveySecurity'; choice: ChoiceRef; run: number }
  | { type: 'forgetSecret'; secretRef: number }
  | { type: 'host'; action: HostAction }

/** What only the editor can do. */
export type HostAction =
  | RemedyAction
  | { kind: 'open-diff'; index: number }
  | { kind: 'reload-window' }
  | { kind: 'open-cline' }
  | { kind: 'start-task' }
  | { kind: 'ask-reload'; pid: number }
  | { kind: 'open-quick-picks' }
  | { kind: 'open-history' }
  | { kind: 'open-setups' }
  | { kind: 'open-text'; language: 'json' | 'shellscript'; text: string }
