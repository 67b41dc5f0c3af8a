import type { AgreementOffer, UseCaseForm } from '../core/bedrock/access.ts'
import type { Reach } from '../core/bedrock/address.ts'
import type { PolicyPrincipal } from '../core/bedrock/policyFormats.ts'
import type { PromptAnswer, PromptEvent, TestPrompt } from '../core/bedrock/prompt.ts'
import type { SimulationDecision, SimulationRequest } from '../core/bedrock/simulation.ts'
import type {
  CallerIdentity,
  FoundationModel,
  InferenceProfile,
  ModelAvailability,
} from '../core/bedrock/types.ts'
import type { AuthSource } from '../core/choice.ts'
import type { AwsEnvironment, AwsFiles, ResolvedCredentials } from '../core/credentials/awsFiles.ts'
import type {
  SignInOutcome,
  SignInProgress,
  SignInRequest,
  SsoStart,
} from '../core/credentials/signInTypes.ts'
import type { Outcome } from '../core/outcome.ts'
import type { ClaimedFile, Print } from '../core/running/claims.ts'
import type { NamedSetup } from '../core/settings/setups.ts'
import type {
  Applied,
  ApplyRequest,
  ClineStatus,
  HistoryEntry,
  Preview,
  Undone,
} from '../core/settings/types.ts'

/** Where a call goes and as whom. */
export interface AwsTarget {
  auth: AuthSource
  region: string
  /** Cline's endpoint setting; used for Bedrock Runtime only. */
  endpoint?: string
}

/** IAM's view of one access key. */
export interface AccessKeyFact {
  maskedAccessKeyId: string
  /** ISO 8601. */
  created: string
  active: boolean
  /** It is the key that makes this call. */
  current: boolean
  /** ISO 8601; absent where it was never used or may not be read. */
  lastUsed?: string
  /** Where it was used last, such as `bedrock in us-east-1`. */
  lastUsedFor?: string
}

/** One service-specific credential of IAM: a long-term Bedrock API key. */
export interface ApiKeyFact {
  alias: string
  active: boolean
  expiresAt?: string
}

/** One account that the portal of Identity Center offers. */
export interface SsoAccount {
  id: string
  name: string
}

/** What would be appended to the AWS config file. */
export interface AppendPreview {
  /** Stands for the present file and the new text; `appendProfile` refuses any other. */
  id: string
  path: string
  text: string
  /** There is no such file yet. */
  isNew: boolean
}

/** What became of it. Nothing that is in the file is ever changed. */
export type AppendOutcome =
  | { kind: 'added'; path: string }
  | { kind: 'exists'; profile: string }
  /** The file is not as it was shown. */
  | { kind: 'changed'; path: string }
  | { kind: 'unwritable'; path: string; said: string }

/** The door to AWS. Every method resolves; only bugs are thrown. An aborted call gives name `AbortError`. */
export interface Aws {
  /** Profiles and caches of this computer, read afresh. */
  readFiles(): Promise<AwsFiles>
  /** The variables that decide, secrets as `[set]`; empty and blank ones as they are. */
  readEnvironment(): Promise<AwsEnvironment>
  /** A hash of the source of credentials as it is on this computer; a rotation changes it. No call. */
  sourceHash(auth: AuthSource): Promise<string>
  /** Credentials are resolved afresh from now on: their source changed. */
  forgetCredentials(): Promise<void>
  /** The region that the profile (or the environment) asks for, if any. */
  defaultRegion(auth: AuthSource): Promise<string | undefined>
  /** Resolves credentials as Cline does, and on failure again with the provider that tells the cause. */
  resolveCredentials(target: AwsTarget, signal: AbortSignal): Promise<Outcome<ResolvedCredentials>>
  callerIdentity(target: AwsTarget, signal: AbortSignal): Promise<Outcome<CallerIdentity>>
  listFoundationModels(target: AwsTarget, signal: AbortSignal): Promise<Outcome<FoundationModel[]>>
  /** All pages, system-defined and application profiles. */
  listInferenceProfiles(target: AwsTarget, signal: AbortSignal): Promise<Outcome<InferenceProfile[]>>
  /** By id or ARN. */
  getInferenceProfile(target: AwsTarget, id: string, signal: AbortSignal): Promise<Outcome<InferenceProfile>>
  modelAvailability(
    target: AwsTarget,
    baseModelId: string,
    signal: AbortSignal,
  ): Promise<Outcome<ModelAvailability>>
  /** False for AWS's 404 "not submitted". */
  useCaseFormSubmitted(target: AwsTarget, signal: AbortSignal): Promise<Outcome<boolean>>
  /** Hands in the use-case form, which binds the company: only after an explicit confirmation. */
  submitUseCaseForm(target: AwsTarget, form: UseCaseForm, signal: AbortSignal): Promise<Outcome<true>>
  /** The Marketplace's offers for a base model; none where it is not sold there. */
  agreementOffers(
    target: AwsTarget,
    baseModelId: string,
    signal: AbortSignal,
  ): Promise<Outcome<AgreementOffer[]>>
  /** Accepts exactly the offer shown; a changed one fails with name `OfferChanged`. */
  acceptAgreement(
    target: AwsTarget,
    baseModelId: string,
    offer: AgreementOffer,
    signal: AbortSignal,
  ): Promise<Outcome<true>>
  /** Bedrock Runtime's answer without credentials: how far it is, and by which way. */
  reach(target: AwsTarget, signal: AbortSignal): Promise<Outcome<Reach>>
  /** Gives the new policy's ARN. */
  createPolicy(
    target: AwsTarget,
    policy: { name: string; document: string },
    signal: AbortSignal,
  ): Promise<Outcome<string>>
  attachPolicy(
    target: AwsTarget,
    principal: PolicyPrincipal,
    arn: string,
    signal: AbortSignal,
  ): Promise<Outcome<true>>
  detachPolicy(
    target: AwsTarget,
    principal: PolicyPrincipal,
    arn: string,
    signal: AbortSignal,
  ): Promise<Outcome<true>>
  deletePolicy(target: AwsTarget, arn: string, signal: AbortSignal): Promise<Outcome<true>>
  /** `default`, `none`, `aws_review`, `provider_data_share` or `inherit`. */
  dataRetention(target: AwsTarget, signal: AbortSignal): Promise<Outcome<string>>
  /** GetRole: the ARN with its path. */
  roleArn(target: AwsTarget, roleName: string, signal: AbortSignal): Promise<Outcome<string>>
  simulate(
    target: AwsTarget,
    request: SimulationRequest,
    signal: AbortSignal,
  ): Promise<Outcome<SimulationDecision[]>>
  accessKeys(target: AwsTarget, signal: AbortSignal): Promise<Outcome<AccessKeyFact[]>>
  apiKeys(target: AwsTarget, signal: AbortSignal): Promise<Outcome<ApiKeyFact[]>>
  /** True when model invocation logging is on. */
  invocationLogging(target: AwsTarget, signal: AbortSignal): Promise<Outcome<boolean>>
  /** How many guardrails the account enforces on every request. */
  enforcedGuardrails(target: AwsTarget, signal: AbortSignal): Promise<Outcome<number>>
  /** Accounts that the portal offers to whoever is signed in. */
  ssoAccounts(start: SsoStart, signal: AbortSignal): Promise<Outcome<SsoAccount[]>>
  /** Names of the roles that it offers in one account. */
  ssoRoles(start: SsoStart, account: string, signal: AbortSignal): Promise<Outcome<string[]>>
  /** Shows what would be appended to the config file. Writes nothing. */
  previewAppend(text: string): Promise<AppendPreview>
  appendProfile(request: { profile: string; text: string; previewId: string }): Promise<AppendOutcome>
  /** ConverseStream as Cline sends it. Events arrive as the model speaks. */
  converse(
    target: AwsTarget,
    prompt: TestPrompt,
    onEvent: (event: PromptEvent) => void,
    signal: AbortSignal,
  ): Promise<Outcome<PromptAnswer>>
}

/** The door to Cline's settings files. */
export interface ClineFiles {
  /** What Cline is set to now, and what speaks against writing. */
  status(): Promise<Outcome<ClineStatus>>
  /** The credentials that Cline uses for Bedrock; `undefined` while it uses another provider. */
  storedAuth(): Promise<Outcome<AuthSource | undefined>>
  /** What Cline is set to, as a request with its secrets; `undefined` while it uses another provider. */
  present(): Promise<Outcome<ApplyRequest | undefined>>
  /** Plans the write and shows it with secrets masked. Writes nothing. */
  preview(request: ApplyRequest): Promise<Outcome<Preview>>
  /** Writes what `preview` showed, if the files are still as they were then. */
  apply(request: ApplyRequest, previewId: string): Promise<Outcome<Applied>>
  /**
   * What `undo` would do. Writes nothing. `undefined` when there is no backup.
   * @param name go back to before this write; else to before the last one
   */
  previewUndo(name?: string): Promise<Outcome<Preview | undefined>>
  undo(name?: string): Promise<Outcome<Undone>>
  /** The writes that can be gone back to, newest first. */
  history(): Promise<Outcome<HistoryEntry[]>>
  /** What one of them changed, secrets masked. */
  previewBackup(name: string): Promise<Outcome<Preview>>
  /** Deletes one backup or all: they hold old secrets. Gives their number. */
  deleteBackups(name?: string): Promise<Outcome<number>>
  /** Finishes a write that was interrupted, or takes it back. `undefined` when there was none. */
  recover(): Promise<Outcome<'finished' | 'rolled-back' | undefined>>
}

/** What we hold in Cline's files; secrets by their fingerprints. */
export interface HeldClaims {
  files: ClaimedFile[]
  print: Print
}

/** The door to what we wrote before: it can be put back where something else changed it. */
export interface HeldSettings {
  /** What putting it back would do, secrets masked. Writes nothing. */
  previewClaims(held: HeldClaims): Promise<Outcome<Preview>>
  /** Does what the preview showed, with a backup, if the files are still as they were then. */
  applyClaims(held: HeldClaims, previewId: string): Promise<Outcome<Pick<Applied, 'backup' | 'files'>>>
  /** The kind of our last write, if Cline's files are still as it left them: whoever of ours made it. */
  ownLastWrite(): Promise<'apply' | 'restore' | undefined>
}

/** Settings under names, to switch between. None holds a secret. */
export interface Setups {
  list(): Promise<Outcome<NamedSetup[]>>
  /** Keeps one, instead of an earlier one of the same name. */
  save(setup: NamedSetup): Promise<Outcome<NamedSetup>>
  remove(name: string): Promise<Outcome<string>>
}

/** Time as a value, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

/** Waiting as a port, so that tests can turn the clock. */
export interface Timers {
  /** Runs once after so many milliseconds; gives what takes it back. */
  after(milliseconds: number, run: () => void): () => void
}

/** The door to AWS's own sign-in, a program of the AWS CLI. One runs at a time in a window. */
export interface SignIn {
  /** Starts it, or joins the one under way for the same profile. Never rejects. */
  start(request: SignInRequest, onProgress: (progress: SignInProgress) => void): Promise<SignInOutcome>
  /** Hands over the code that the browser showed, where the CLI asks for one. */
  enterCode(code: string): void
  cancel(): void
  /** Called after each success, whoever asked for it, before `start` resolves. Gives what ends that. */
  onSignedIn(listener: (request: SignInRequest) => void): () => void
}

/** Where the product tells its story. Implementations redact. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string, error?: unknown): void
}
