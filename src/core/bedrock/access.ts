import { t } from '@vscode/l10n'

/** Anthropic's use-case form, as AWS stores it: every value is the user's own. */
export interface UseCaseForm {
  companyName: string
  companyWebsite: string
  /** `0` people inside the company, `1` outside, `2` both. */
  intendedUsers: string
  industryOption: string
  otherIndustryOption: string
  useCases: string
}

export type UseCaseField = keyof UseCaseForm

/** Longest values in characters (AWS's guide to model access). */
export const FORM_LIMITS: Record<UseCaseField, number> = {
  companyName: 128,
  companyWebsite: 128,
  intendedUsers: 1,
  industryOption: 128,
  otherIndustryOption: 128,
  useCases: 8192,
}

/** The form before anything was typed. Nothing in it is ever filled in for the user. */
export const EMPTY_FORM: UseCaseForm = {
  companyName: '',
  companyWebsite: '',
  intendedUsers: '',
  industryOption: '',
  otherIndustryOption: '',
  useCases: '',
}

const OPTIONAL: ReadonlySet<UseCaseField> = new Set(['otherIndustryOption'])

/** AWS takes 10 to 16384 bytes. */
const MAX_BYTES = 16_384

/** What is wrong with each field, in words; empty when the form can be sent. */
export function formProblems(form: UseCaseForm): Partial<Record<UseCaseField, string>> {
  const problems: Partial<Record<UseCaseField, string>> = {}
  for (const field of Object.keys(FORM_LIMITS) as UseCaseField[]) {
    const value = form[field].trim()
    if (value === '' && !OPTIONAL.has(field)) {
      problems[field] = t('Please fill this in.')
    } else if (value.length > FORM_LIMITS[field]) {
      problems[field] = t('At most {0} characters; there are {1}.', FORM_LIMITS[field], value.length)
    }
  }
  if (problems.intendedUsers === undefined && !['0', '1', '2'].includes(form.intendedUsers)) {
    problems.intendedUsers = t('Please choose who will use it.')
  }
  if (problems.useCases === undefined && byteLength(formText(form)) > MAX_BYTES) {
    problems.useCases = t('Please shorten it: AWS takes at most 16 kB for the whole form.')
  }
  return problems
}

/** The form as AWS wants it: JSON, with blanks at the ends taken off. */
export function formText(form: UseCaseForm): string {
  const fields = (Object.keys(FORM_LIMITS) as UseCaseField[]).map((field) => [field, form[field].trim()])
  return JSON.stringify(Object.fromEntries(fields))
}

function byteLength(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** One way to buy a model, as the Marketplace offers it. Its token stays in the adapter. */
export interface AgreementOffer {
  offerId: string
  /** The legal terms that accepting binds one to. */
  termsUrl?: string
  refunds?: string
  prices: { dimension: string; price: string; unit: string; description: string }[]
}

/** AWS makes an agreement or takes a form into account within this time. */
export const SETTLING_MS = 15 * 60_000

/** Milliseconds before each look: soon at first, as most settle at once, then as AWS's guide advises. */
export const pollDelay = (looks: number): number => (looks < 3 ? 5000 : 15_000)
