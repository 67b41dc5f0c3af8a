import { t } from '@vscode/l10n'
import { profilePrefix } from '../../bedrock/models.ts'
import { homeRegion } from '../../bedrock/regions.ts'
import type { CheckId, StepId } from '../../checks/check.ts'
import type { AuthKind } from '../../choice.ts'
import { adminRequest, missingStatement } from '../adminRequest.ts'
import { type ConsolePage, consoleLink } from '../consoleLinks.ts'
import type { Diagnosis, DiagnosisFacts, Remedy } from '../diagnosis.ts'
import { awsCommand, clockCommand, type Platform } from '../quote.ts'

/** Where and for whom a diagnosis is explained. */
export interface ExplainContext {
  platform: Platform
  region?: string
  partition?: string
  profile?: string
  modelId?: string
  auth?: AuthKind
  account?: string
  /** The least policy as JSON text, where it is known. */
  policy?: string
}

/** Everything the words of an entry may use; nothing is missing, so no sentence has a hole. */
export interface View {
  diagnosis: Diagnosis
  facts: DiagnosisFacts
  context: ExplainContext
  region: string
  profile: string
  /** The profile in the chain that needs the work. */
  link: string
  model: string
  /** Whole minutes between the clocks; 0 when unknown. */
  minutesOff: number
}

/** The words of one diagnosis. */
export interface Words {
  title: string
  what: string
  why: string
  remedies: Remedy[]
}

/** One row of the catalogue. */
export interface Entry {
  retry: 'no' | 'soon' | 'minutes'
  seenBy: readonly CheckId[]
  words: (view: View) => Words
}

/** Gathers what the words need, with honest stand-ins for what is unknown. */
export function viewOf(diagnosis: Diagnosis, context: ExplainContext): View {
  const { facts } = diagnosis
  const profile = facts.profile ?? context.profile ?? 'default'
  return {
    diagnosis,
    facts,
    context,
    region: facts.region ?? context.region ?? homeRegion(''),
    profile,
    link: facts.link ?? profile,
    model: facts.modelId ?? context.modelId ?? t('the chosen model'),
    minutesOff: Math.round(Math.abs(facts.clockOffsetSeconds ?? 0) / 60),
  }
}

/** A remedy that can only be read. */
export const say = (text: string): Remedy => ({ text })

/** Opens a page of the AWS console. */
export const openPage = (view: View, page: ConsolePage, text: string, region = view.region): Remedy => ({
  text,
  label: t('Open the console'),
  action: { kind: 'open-url', url: consoleLink(page, region) },
})

/** Opens a page that is not in the console. */
export const openUrl = (url: string, text: string): Remedy => ({
  text,
  label: t('Open the page'),
  action: { kind: 'open-url', url },
})

/** Puts a command on the clipboard; where no quoting is safe, only says what to do. */
const copyCommand = (
  command: string | undefined,
  otherwise: string,
  purpose: (command: string) => string = (given) => t('Run in a terminal: {0}', given),
): Remedy =>
  command === undefined
    ? say(otherwise)
    : {
        text: purpose(command),
        label: t('Copy the command'),
        action: { kind: 'copy', what: 'command', text: command },
      }

/** A command of the AWS CLI for a profile. */
export const awsRemedy = (view: View, words: string, profile?: string): Remedy =>
  copyCommand(
    awsCommand(words, profile, view.context.platform),
    t('Run aws {0} for the profile {1} in a terminal; its name needs quoting by hand.', words, profile ?? ''),
  )

/** The AWS CLI's own questions about Identity Center. `purpose` says what for, with the command in it. */
export const configureSso = (view: View, purpose: (command: string) => string): Remedy =>
  copyCommand(awsCommand('configure sso', undefined, view.context.platform), '', purpose)

/** Sets the clock. */
export const clockRemedy = (view: View): Remedy =>
  copyCommand(clockCommand(view.context.platform), t('Set the clock automatically.'))

/** Signs in again from the editor. */
export const signIn = (view: View, via: 'sso' | 'login', first = false): Remedy => ({
  text: first
    ? t('Sign in for the profile {0}.', view.link)
    : t('Sign in again for the profile {0}.', view.link),
  label: t('Sign in'),
  action: { kind: 'sign-in', profile: view.link, via },
})

/** Goes back to an answer of the wizard. */
export const goTo = (step: StepId, text: string): Remedy => ({
  text,
  label: t('Go there'),
  action: { kind: 'go-to-step', step },
})

/** Runs the check again, at once or after the delay that AWS or experience names. */
export function retry(view: View, seconds: number, text = t('Check again.')): Remedy {
  const afterSeconds = Math.max(0, Math.round(view.facts.retryAfterSeconds ?? seconds))
  const label = afterSeconds > 0 ? t('Wait and check again') : t('Check again')
  return { text, label, action: { kind: 'retry', afterSeconds } }
}

/** Copies a request to the administrator. */
export const askAdmin = (view: View, text: string): Remedy => ({
  text,
  label: t('Copy the request'),
  action: {
    kind: 'copy',
    what: 'request',
    text: adminRequest(view.diagnosis, {
      region: view.region,
      ...(view.context.account !== undefined && { account: view.context.account }),
      ...(view.context.modelId !== undefined && { modelId: view.context.modelId }),
      ...(view.context.policy !== undefined && { policy: view.context.policy }),
    }),
  },
})

/** Copies the policy, or the one statement, that is missing; nothing where neither is known. */
export function copyPolicy(view: View, text: string): Remedy[] {
  const policy = missingStatement(view.diagnosis, view.context.policy)
  return policy === undefined
    ? []
    : [{ text, label: t('Copy the policy'), action: { kind: 'copy', what: 'policy', text: policy } }]
}

/** Names that do exist, at most `count`. */
export const chooseRegions = (view: View, count = 2, otherwise: readonly string[] = []): Remedy[] =>
  (view.facts.suggestions ?? otherwise).slice(0, count).map((region) => ({
    text: t('Use the region {0}.', region),
    label: t('Use {0}', region),
    action: { kind: 'choose-region', region },
  }))

/** Profiles that exist and could be meant. */
export const chooseProfiles = (view: View, count = 2): Remedy[] =>
  (view.facts.suggestions ?? []).slice(0, count).map((profile) => ({
    text: t('Use the profile {0}.', profile),
    label: t('Use {0}', profile),
    action: { kind: 'choose-profile', profile },
  }))

/** Where requests of an id may run is what one chooses by. */
function useWords(modelId: string): string {
  switch (profilePrefix(modelId)) {
    case undefined:
      return t('Use {0}.', modelId)
    case 'global':
      return t('Use {0}. Its requests may run in any region.', modelId)
    default:
      return t('Use {0}. Its requests stay in its geography.', modelId)
  }
}

/** Inference profiles that contain the model, or ids that could be meant. */
export const chooseModels = (view: View, count = 2): Remedy[] =>
  [...new Set([...(view.facts.profileIds ?? []), ...(view.facts.suggestions ?? [])])]
    .filter((id) => id !== view.facts.modelId)
    .slice(0, count)
    .map((modelId) => ({
      text: useWords(modelId),
      label: t('Use {0}', modelId),
      action: { kind: 'choose-model', modelId },
    }))

/** Opens the file at the line, where they are known. */
export function openFile(view: View, text: string): Remedy[] {
  const { path, line } = view.facts
  return path === undefined
    ? []
    : [
        {
          text,
          label: t('Open the file'),
          action: { kind: 'open-file', path, ...(line !== undefined && { line }) },
        },
      ]
}

/** A list in a sentence. */
export const list = (names: readonly string[] | undefined, otherwise: string): string =>
  names === undefined || names.length === 0 ? otherwise : names.join(', ')
