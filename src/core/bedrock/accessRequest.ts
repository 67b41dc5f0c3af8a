import { t } from '@vscode/l10n'
import { formText, type UseCaseForm } from './access.ts'
import { MARKETPLACE_ACTIONS } from './policy.ts'

/** Where and for what an administrator is asked. */
export interface AccessRequestInput {
  account: string
  region: string
  baseModelId: string
}

// The whole text can be pasted into a shell: what is for reading stands behind a hash.
const remark = (text: string): string => `# ${text}`

/**
 * What somebody typed, in quotes: the shell of macOS takes a hash that is typed or pasted for no remark, and
 * would carry out what stands behind it.
 */
function answer(label: string, typed: string): string[] {
  const [first = '', ...more] = typed
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => quoted(line.replaceAll(/\p{Cc}/gu, ' ')))
  return [remark(t('{0}: {1}', label, first)), ...more.map(remark)]
}

const where = ({ account, region }: AccessRequestInput): string[] => [
  remark(t('{0}: {1}', t('Account'), shellWord(account))),
  remark(t('{0}: {1}', t('Region'), shellWord(region))),
]

// The first releases with the commands for forms and agreements, by the AWS CLI's changelog (June 2025).
const CLI_FROM = ['2.27.42', '1.40.42'] as const

const cliVersion = (): string =>
  remark(t('It needs the AWS CLI from version {0} on, or in its first generation from {1} on.', ...CLI_FROM))

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const shellWord = (text: string): string => (/^[\w.:-]+$/.test(text) ? text : quoted(text))

const USERS: Record<string, () => string> = {
  '0': () => t('people inside the company'),
  '1': () => t('people outside the company'),
  '2': () => t('people inside and outside the company'),
}

/** Asks an administrator to hand in the use-case form with the answers that the user typed. */
export function formRequest(input: AccessRequestInput, form: UseCaseForm): string {
  const answers: [string, string][] = [
    [t('Company'), form.companyName],
    [t('Website'), form.companyWebsite],
    [t('Users'), USERS[form.intendedUsers]?.() ?? ''],
    [t('Industry'), [form.industryOption, form.otherIndustryOption].filter((each) => each !== '').join(', ')],
    [t('Use cases'), form.useCases],
  ]
  return [
    remark(t('Please hand in Anthropic’s use-case form for Amazon Bedrock; it is needed once per account.')),
    ...where(input),
    remark(
      t(
        'Submitting it is a statement in the company’s name and accepts Anthropic’s terms. Please check the answers:',
      ),
    ),
    ...answers.flatMap(([label, value]) => answer(label, value)),
    cliVersion(),
    // From a file: the two generations of the AWS CLI read such a value on the command line differently.
    `printf %s ${quoted(formText(form))} > use-case-form.json`,
    `aws bedrock put-use-case-for-model-access --region ${shellWord(input.region)} --form-data fileb://use-case-form.json`,
  ].join('\n')
}

/** Asks an administrator to accept the Marketplace agreement for a model. */
export function agreementRequest(input: AccessRequestInput, termsUrl?: string): string {
  const model = `--region ${shellWord(input.region)} --model-id ${shellWord(input.baseModelId)}`
  const token = `aws bedrock list-foundation-model-agreement-offers ${model} --query 'offers[0].offerToken' --output text`
  return [
    remark(
      t('Please accept the AWS Marketplace agreement for this Bedrock model; it is needed once per account.'),
    ),
    ...where(input),
    ...answer(t('Model'), input.baseModelId),
    ...(termsUrl === undefined ? [] : answer(t('Terms'), termsUrl)),
    remark(
      t(
        'It needs these rights: {0}',
        ['bedrock:CreateFoundationModelAgreement', ...MARKETPLACE_ACTIONS].join(', '),
      ),
    ),
    cliVersion(),
    `aws bedrock create-foundation-model-agreement ${model} --offer-token "$(${token})"`,
  ].join('\n')
}
