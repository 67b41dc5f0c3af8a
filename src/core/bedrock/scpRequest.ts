import { t } from '@vscode/l10n'
import type { PolicyDocument } from './policy.ts'

/** What an organisation's administrator has to know. */
export interface ScpInput {
  account: string
  region: string
  modelIds: readonly string[]
  policy: PolicyDocument
}

const INVOKE = 'bedrock:InvokeModelWithResponseStream'

/**
 * The regions that requests of a policy's statements are made to, as `aws:RequestedRegion` names them:
 * every destination, and `unspecified` for requests that AWS routes anywhere.
 */
export function requestedRegions(policy: PolicyDocument, region: string): string[] {
  const arns = policy.Statement.filter(({ Action }) => Action.includes(INVOKE)).flatMap(
    ({ Resource }) => Resource,
  )
  const named = arns.map((arn) => arn.split(':')[3] ?? '').map((each) => each || 'unspecified')
  return [...new Set([region, ...named])].filter((each) => each !== '*').sort()
}

/** A message to the organisation's administrator: which regions and actions its control policies must leave open. */
export function scpRequest(input: ScpInput): string {
  const regions = requestedRegions(input.policy, input.region)
  const anywhere = regions.includes('unspecified')
  const actions = [...new Set(input.policy.Statement.flatMap(({ Action }) => Action))].sort()
  const exception = {
    StringNotEquals: { 'aws:RequestedRegion': regions },
  }
  return [
    t(
      'Please allow these calls for account {0} in the organisation’s service control policies (SCPs).',
      input.account,
    ),
    '',
    t('{0}: {1}', t('Model'), input.modelIds.join(', ')),
    t('{0}: {1}', t('Actions'), actions.join(', ')),
    t('{0}: {1}', t('Regions'), regions.join(', ')),
    '',
    t(
      'The profile may route requests to any of these regions. If a service control policy denies one of them, all requests fail.',
    ),
    ...(anywhere
      ? [
          t(
            'A global profile’s requests carry aws:RequestedRegion = "unspecified". A Deny by region must list "unspecified" among the allowed values, otherwise it forbids them.',
          ),
        ]
      : []),
    '',
    t('In a Deny by region, the exception would be:'),
    JSON.stringify(exception, null, 2),
  ].join('\n')
}
