import { t } from '@vscode/l10n'
import { account } from './catalogue/account.ts'
import { clineAndSecurity } from './catalogue/clineAndSecurity.ts'
import { clineFiles } from './catalogue/clineFiles.ts'
import { denials } from './catalogue/denials.ts'
import { type Entry, type ExplainContext, viewOf } from './catalogue/entry.ts'
import { keys } from './catalogue/keys.ts'
import { models } from './catalogue/models.ts'
import { network } from './catalogue/network.ts'
import { profiles } from './catalogue/profiles.ts'
import { signIns } from './catalogue/signIns.ts'
import type { Diagnosis, Explanation } from './diagnosis.ts'
import type { DiagnosisId } from './ids.ts'
import { redact } from './redact.ts'

const MOST_REMEDIES = 4
const MOST_WORDS = 1500

/** Every diagnosis with its words: one row for each id, no more and no fewer. */
export const CATALOGUE: Readonly<Record<DiagnosisId, Entry>> = {
  ...profiles,
  ...signIns,
  ...keys,
  ...denials,
  ...account,
  ...models,
  ...network,
  ...clineAndSecurity,
  ...clineFiles,
}

/** Puts a diagnosis into words, in the user's language, with something to do and, where possible, to click. */
export function explain(diagnosis: Diagnosis, context: ExplainContext): Explanation {
  const entry = CATALOGUE[diagnosis.id]
  const { title, what, why, remedies } = entry.words(viewOf(diagnosis, context))
  return {
    id: diagnosis.id,
    title: redact(title),
    what: redact(what),
    why: redact(why),
    remedies: remedies.slice(0, MOST_REMEDIES),
    retry: entry.retry,
    details: detailsOf(diagnosis),
  }
}

function detailsOf({ id, facts, failure }: Diagnosis): Explanation['details'] {
  // A helper command may have printed a secret: its words stay out.
  const words = id === 'credential-process-failed' ? undefined : failure?.message
  const rows: [string, string | number | undefined][] = [
    [t('Call'), failure && `${failure.service} ${failure.operation}`],
    [t('Error name'), failure?.name],
    [t('HTTP status'), failure?.httpStatus],
    [t('AWS request id'), failure?.requestId],
    [t('Network code'), failure?.networkCode],
    [t('What AWS said'), words?.slice(0, MOST_WORDS)],
    [t('Principal'), facts.principal],
    [t('Action'), facts.action],
    [t('Resource'), facts.resource],
    [t('Refused by'), facts.layer],
    [t('Policy'), facts.policyArn],
    [t('Clock difference in seconds'), facts.clockOffsetSeconds],
    [t('Host'), facts.host],
    [t('File'), facts.path && (facts.line === undefined ? facts.path : `${facts.path}:${facts.line}`)],
  ]
  return rows
    .filter((row): row is [string, string | number] => row[1] !== undefined && row[1] !== '')
    .map(([label, value]) => ({ label, value: redact(String(value)) }))
}
