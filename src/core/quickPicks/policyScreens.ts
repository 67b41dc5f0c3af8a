import { t } from '@vscode/l10n'
import type { CreatedPolicy, GrantState, GrantText } from '../wizard/grant.ts'
import type { WizardState } from '../wizard/state.ts'
import { comparisonText } from './comparison.ts'
import { doing, grouped, problemHead, told } from './results.ts'
import type { Act, PickItem, PickPart, ShownText } from './screen.ts'

const FORMATS: [GrantText, string, ShownText['language']][] = [
  ['json', 'JSON', 'json'],
  ['cli', 'AWS CLI', 'shellscript'],
  ['cloudformation', 'CloudFormation', 'json'],
  ['terraform', 'Terraform', 'plaintext'],
]

const copy = (text: GrantText): Act => ({ type: 'send', intent: { type: 'copyPolicy', text } })

/** The rows of the model step that lead to the rights for exactly this choice. */
export function policyItems({ model: { grant, created } }: WizardState): PickItem[] {
  const made = [...(created === undefined ? [] : madeHere(created, grant)), ...troubleOf(grant)]
  return grant === undefined
    ? grouped(t('Least policy'), made)
    : grouped(t('Least policy'), [
        ...made,
        doing(
          'copy',
          t('Copy least policy'),
          copy('json'),
          t('The smallest IAM policy that lets Cline use this model.'),
        ),
        doing('shield', t('Show the policy, give it to someone, or create it…'), {
          type: 'go',
          to: 'policy',
        }),
      ])
}

const troubleOf = (grant: GrantState | undefined): PickItem[] =>
  grant?.apply.failure === undefined ? [] : [problemHead('error', grant.apply.failure)]

const madeHere = ({ name, principal }: CreatedPolicy, grant: GrantState | undefined): PickItem[] => [
  told(
    'check',
    t('The policy {0} was created from here and attached to {1}.', name, principal.name),
    t('AWS may need a few seconds.'),
  ),
  grant?.apply.status === 'undoing'
    ? told('loading~spin', t('Taking back…'))
    : doing('discard', t('Take it back'), { type: 'send', intent: { type: 'undoGrant' } }),
]

/** The policy's texts to show and to copy, what it allows besides, and its creation. */
export function policyScreen({ model: { grant } }: WizardState): PickPart {
  const name = t('Least policy')
  if (grant === undefined) {
    return { name, placeholder: name, items: [] }
  }
  const { texts, discovery, firstUse } = grant
  const extra = (label: string, on: boolean, discoveryNext: boolean, firstUseNext: boolean): PickItem =>
    doing(on ? 'pass-filled' : 'circle-large-outline', label, {
      type: 'send',
      intent: { type: 'setPolicyExtras', discovery: discoveryNext, firstUse: firstUseNext },
    })
  const show = (label: string, shown: ShownText) => doing('open-preview', label, { type: 'show', shown })
  return {
    name,
    placeholder: t('The smallest IAM policy that lets Cline use this model.'),
    items: [
      ...FORMATS.map(([text, words]) => doing('copy', t('Copy as {0}', words), copy(text))),
      ...grouped(
        t('Show beside'),
        FORMATS.map(([text, words, language]) =>
          show(t('Show as {0}', words), {
            name: `${grant.apply.name} (${words})`,
            language,
            text: texts[text],
          }),
        ),
      ),
      ...grouped(t('What it allows'), [
        extra(
          t('Also let me list models, as this page does (Cline does not need it)'),
          discovery,
          !discovery,
          firstUse,
        ),
        extra(
          t('Also allow the first use in this account: form and Marketplace agreement'),
          firstUse,
          discovery,
          !firstUse,
        ),
      ]),
      ...grouped(t('Put it into AWS'), createItems(grant)),
      ...grouped(t('Others'), [
        show(t('Compare with AWS’s own policy'), {
          name: 'AmazonBedrockLimitedAccess.md',
          language: 'markdown',
          text: comparisonText(),
        }),
        doing('copy', t('Copy the command for AWS’s policy'), copy('managed')),
        show(t('The organisation limits regions or services'), {
          name: t('For the organisation'),
          language: 'plaintext',
          text: texts.scp,
        }),
        doing('copy', t('Copy for the organisation'), copy('scp')),
      ]),
    ],
  }
}

function createItems({ basis: { principal, auth }, apply }: GrantState): PickItem[] {
  if (principal.kind === 'sso-role') {
    return [
      told(
        'info',
        t('The policy has to go into the permission set {0}.', principal.name),
        t('Its administrator then provisions it again, and you sign in anew.'),
      ),
    ]
  }
  if (auth === 'api-key' || principal.kind === 'unknown') {
    return [
      told(
        'info',
        t(
          'With these credentials the policy cannot be created from here. Give the text to an administrator.',
        ),
      ),
    ]
  }
  if (apply.status === 'running' || apply.status === 'undoing') {
    return [told('loading~spin', apply.status === 'running' ? t('Creating…') : t('Taking back…'))]
  }
  return [
    doing(
      'add',
      t('Create it in AWS…'),
      { type: 'send', intent: { type: 'previewGrant' }, to: 'grant' },
      t('Shows first what would be created.'),
    ),
    ...(apply.status === 'undone' ? [told('check', t('The policy was taken off and deleted.'))] : []),
  ]
}

/** What would be created, and the explicit word. */
export function grantScreen({ model: { grant } }: WizardState): PickPart {
  const name = t('What will be created')
  if (grant === undefined) {
    return { name, placeholder: name, items: [] }
  }
  const { apply, basis, texts } = grant
  if (apply.status === 'running' || apply.status === 'undoing') {
    return {
      name,
      placeholder: apply.status === 'running' ? t('Creating…') : t('Taking back…'),
      busy: true,
      items: [],
    }
  }
  const again = doing('refresh', t('Show again'), { type: 'send', intent: { type: 'previewGrant' } })
  if (apply.status !== 'preview') {
    return {
      name,
      placeholder: apply.failure?.title ?? name,
      items: [
        ...(apply.failure === undefined
          ? []
          : [
              problemHead('error', apply.failure),
              doing('copy', t('Copy as {0}', 'AWS CLI'), copy('cli'), t('The administrator can do it.')),
            ]),
        again,
      ],
    }
  }
  const { principal, account } = basis
  return {
    name,
    placeholder: t('Nothing else is changed, and it can be taken back here.'),
    items: [
      doing(
        'open-preview',
        t('A policy named {0} in the account {1}', apply.name, account),
        {
          type: 'show',
          shown: { name: `${apply.name}.json`, language: 'json', text: texts.json },
        },
        principal.kind === 'user'
          ? t('attached to the user {0}', principal.name)
          : t('attached to the role {0}', principal.name),
      ),
      ...(apply.renamed
        ? [told('info', t('A policy of the first name exists already and is left alone.'))]
        : []),
      doing('add', t('Create and attach it'), {
        type: 'send',
        intent: { type: 'applyGrant', name: apply.name, confirmed: true },
      }),
      doing('arrow-left', t('Not now'), { type: 'send', intent: { type: 'cancelGrant' }, to: 'policy' }),
    ],
  }
}
