import { t } from '@vscode/l10n'
import type { Diagnosis } from './diagnosis.ts'
import { redact } from './redact.ts'

/** What the request is about besides the diagnosis. */
export interface RequestContext {
  account?: string
  region?: string
  modelId?: string
  /** The least policy as JSON text, where it is known. */
  policy?: string
}

/** A message to whoever may change policies: what was refused, to whom, by what, and what is missing. No secret. */
export function adminRequest(diagnosis: Diagnosis, context: RequestContext): string {
  const { facts, failure } = diagnosis
  const rows: [string, string | undefined][] = [
    [t('Account'), facts.account ?? context.account],
    [t('Principal'), facts.principal],
    [t('Action'), facts.action],
    [t('Resource'), facts.resource],
    [t('Region'), facts.region ?? context.region],
    [t('Model'), facts.modelId ?? context.modelId],
    [t('Refused by'), facts.layer],
    [t('Policy'), facts.policyArn],
    [t('AWS request id'), failure?.requestId],
    [t('Diagnosis'), diagnosis.id],
  ]
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '')
  const statement = missingStatement(diagnosis, context.policy)
  return redact(
    [
      t('I would like to use Amazon Bedrock from the editor extension Cline, but AWS refuses the request.'),
      '',
      ...known.map(([label, value]) => t('{0}: {1}', label, value)),
      ...(failure === undefined ? [] : ['', t('What AWS said:'), failure.message.slice(0, 2000)]),
      ...(statement === undefined ? [] : ['', t('What is missing:'), statement]),
      '',
      t('Could you please allow it, or tell me what to use instead? Thank you.'),
    ].join('\n'),
  )
}

/** The least policy where it covers the action, otherwise one statement for exactly what was refused. */
export function missingStatement({ facts }: Diagnosis, policy: string | undefined): string | undefined {
  if (policy !== undefined && (facts.action === undefined || policy.includes(`"${facts.action}"`))) {
    return policy
  }
  if (facts.action === undefined) {
    return undefined
  }
  return JSON.stringify({ Effect: 'Allow', Action: facts.action, Resource: facts.resource ?? '*' }, null, 2)
}
