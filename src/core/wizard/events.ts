import type { AgreementOffer } from '../bedrock/access.ts'
import type { Residency } from '../bedrock/residency.ts'
import type { CheckResult } from '../checks/check.ts'
import type { Origin } from '../credentials/originTypes.ts'
import type { SignInProgress } from '../credentials/signInTypes.ts'
import type { SsoDraft, SsoProblems } from '../credentials/ssoProfile.ts'
import type { Diagnosis, Explanation } from '../diagnosis/diagnosis.ts'
import type { Practice } from '../security/practices.ts'
import type { FilePreview, Setting, WriteFacts } from '../settings/types.ts'
import type { NewProfileState, WrapperState } from './credentialState.ts'
import type { CreatedPolicy, GrantBasis } from './grant.ts'
import type { Intent } from './intents.ts'
import type { RememberedChoice } from './remember.ts'
import type { RunningSeen } from './running.ts'
import type {
  HostFacts,
  Identity,
  ModelOption,
  ProfileOption,
  PromptStep,
  RegionOption,
  RegionReach,
} from './state.ts'
import type { ClineRead } from './writeOptions.ts'

type SecretIntent = 'useKeys' | 'useApiKey' | 'rotateKeys' | 'rotateApiKey' | 'enterSignInCode'

/** Intents that carry no secret reach the reducer as they are. */
export type PlainIntent = Exclude<Intent, { type: SecretIntent | 'ready' }>

/** What happened: an intent of the page, or the result of an effect. */
export type WizardEvent =
  | PlainIntent
  | { type: 'hostFacts'; host: HostFacts }
  | { type: 'restored'; choice: RememberedChoice }
  | { type: 'profilesRead'; profiles: ProfileOption[]; fileProblems: string[] }
  | { type: 'secretEntered'; kind: 'keys' | 'api-key'; label: string; notes: string[]; secretRef: number }
  | { type: 'secretRefused'; problem: Explanation }
  | { type: 'originsRead'; origins: Origin[] }
  | { type: 'signInProgress'; run: number; progress: SignInProgress }
  | { type: 'signInEnded'; run: number; problem?: Explanation; cancelled: boolean }
  /** Somebody signed in from elsewhere, such as the status bar. */
  | { type: 'signedInElsewhere'; profile: string }
  | { type: 'newProfileProgress'; run: number; progress: SignInProgress }
  | { type: 'ssoAccountsFound'; run: number; accounts: { id: string; name: string }[] }
  | { type: 'ssoRolesFound'; run: number; roles: string[] }
  | {
      type: 'profilePlanned'
      run: number
      draft: SsoDraft
      problems: SsoProblems
      preview?: NonNullable<NewProfileState['preview']>
    }
  | { type: 'newProfileFailed'; run: number; failure: string; problems?: SsoProblems }
  | { type: 'profileAdded'; run: number; profile: string }
  | { type: 'wrapperPlanned'; run: number; name: string; preview: NonNullable<WrapperState['preview']> }
  | { type: 'wrapperFailed'; run: number; failure: string }
  | { type: 'wrapperAdded'; run: number; profile: string }
  | { type: 'ticked'; run: number; secondsLeft: number }
  | { type: 'rotationEntered'; kind: 'keys' | 'api-key'; label: string; notes: string[]; secretRef: number }
  | { type: 'rotationRefused'; problem: Explanation }
  | { type: 'rotationChecked'; run: number; result: CheckResult }
  | { type: 'rotationPlanned'; run: number; previewId: string; files: FilePreview[] }
  | { type: 'rotationWritten'; run: number; backup?: string }
  | { type: 'rotationFailed'; run: number; problem: Explanation }
  | { type: 'securityChecked'; run: number; result: CheckResult }
  | { type: 'regionSuggested'; run: number; region?: string }
  | {
      type: 'credentialsChecked'
      run: number
      result: CheckResult
      identity?: Identity
      /** The chosen region refused keys that are good. */
      regionRefusal?: Diagnosis
    }
  | {
      type: 'regionChecked'
      run: number
      result: CheckResult
      options: ModelOption[]
      reach?: RegionReach
    }
  | { type: 'endpointChecked'; run: number; result: CheckResult; reach?: RegionReach }
  | {
      type: 'regionProbed'
      region: string
      probe: Exclude<RegionOption['probe'], 'idle'>
      latencyMs?: number
      models?: number
      hasModel?: boolean
      residency?: Residency
      isPrivate?: boolean
    }
  | {
      type: 'modelChecked'
      run: number
      result: CheckResult
      baseModelId: string
      /** Absent where the account is not known. */
      basis?: GrantBasis
      /** Of GetFoundationModelAvailability. */
      agreement?: string
      /** Plan mode's foundation model, where the agreement is about that. */
      agreementOf?: string
      /** Milliseconds since 1970. */
      at?: number
    }
  | { type: 'grantApplied'; run: number; created?: CreatedPolicy; nameTaken?: boolean; failure?: Explanation }
  | { type: 'grantUndone'; run: number; failure?: Explanation }
  | { type: 'formSubmitted'; run: number; at: number; failure?: Explanation }
  | { type: 'offersRead'; run: number; offers?: AgreementOffer[]; failure?: Explanation }
  | { type: 'offerAccepted'; run: number; at: number; failure?: Explanation }
  | {
      type: 'accessPolled'
      run: number
      at: number
      result: CheckResult
      agreement?: string
      agreementOf?: string
    }
  | { type: 'permissionsChecked'; run: number; result: CheckResult }
  | { type: 'promptText'; run: number; text: string }
  | {
      type: 'promptEnded'
      run: number
      result: CheckResult
      stopped: boolean
      /** The ids whose answers AWS may still take back; see `core/health/provisional.ts`. */
      provisional?: string[]
      /** Milliseconds since 1970. */
      at?: number
      stats?: NonNullable<PromptStep['stats']>
    }
  | {
      type: 'previewed'
      run: number
      previewId: string
      changed: boolean
      files: FilePreview[]
      warnings: Explanation[]
      about?: WriteFacts
    }
  | {
      type: 'applied'
      run: number
      backup?: string
      warnings: Explanation[]
      reloadNeeded: boolean
      now: Setting
      keepsOldKeys: boolean
    }
  | { type: 'backupsDeleted' }
  | ClineRead
  | { type: 'undone'; run: number }
  | { type: 'writeFailed'; run: number; failure: Explanation }
  | RunningSeen
  | { type: 'securitySurveyed'; run: number; practices: Practice[] }
  | { type: 'noticed'; text: string }
