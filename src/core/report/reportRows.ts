import { t } from '@vscode/l10n'
import type { AuthKind } from '../choice.ts'
import type { ClineBundle } from '../running/version.ts'
import type { ClineStatus, HistoryEntry } from '../settings/types.ts'
import type { RunningStep } from '../wizard/running.ts'

/** One line of a report's table. */
export interface ReportRow {
  /** The same in every language: the JSON's key. */
  key: string
  label: string
  value: string
}

/** A table of a report. */
export interface ReportSection {
  /** The same in every language: the JSON's key. */
  key: string
  title: string
  rows: ReportRow[]
}

/** What was examined; no secret. */
export interface ReportSubject {
  /** The wizard's answers, what Cline is set to, or, without either, AWS's default chain. */
  of: 'answers' | 'cline' | 'default'
  auth: AuthKind
  profile?: string
  region?: string
  modelId?: string
  planModelId?: string
  /** Whether plan mode's model has answered the wizard's prompt; absent where that is not known. */
  planPrompt?: 'answered' | 'not-sent'
  endpoint?: string
}

const row = (key: string, label: string, value: string | undefined): ReportRow[] =>
  value === undefined || value === '' ? [] : [{ key, label, value }]

const authWords = (auth: AuthKind | undefined, profile: string | undefined): string | undefined =>
  auth === undefined
    ? undefined
    : {
        profile: `${t('Profile')} ${profile ?? 'default'}`,
        keys: t('Access keys'),
        'api-key': t('Bedrock API key'),
        default: t('AWS’s default chain'),
      }[auth]

/** Which choice the checks are about. */
export function subjectSection({ of, auth, profile, ...rest }: ReportSubject): ReportSection {
  const from = {
    answers: t('the wizard’s answers in this window'),
    cline: t('what Cline is set to'),
    default: t('AWS’s default chain: nothing was chosen, and Cline is not set to Bedrock'),
  }[of]
  const sent = { answered: t('it has answered'), 'not-sent': t('none was sent') }
  return {
    key: 'examined',
    title: t('What was examined'),
    rows: [
      ...row('from', t('Taken from'), from),
      ...row('auth', t('Credentials'), authWords(auth, profile)),
      ...row('region', t('Region'), rest.region),
      ...row('model', t('Model'), rest.modelId),
      ...row('planModel', t('Model for planning'), rest.planModelId),
      ...row('planPrompt', t('Prompt to the model for planning'), rest.planPrompt && sent[rest.planPrompt]),
      ...row('endpoint', t('Endpoint'), rest.endpoint),
    ],
  }
}

/** This window's Cline and its files, as far as they could be read. */
export interface ReportCline {
  installed: boolean
  version?: string
  running: boolean
  /** Another edition of Cline in the same window. */
  second?: string
  bundle?: ClineBundle
  status?: ClineStatus
  /** Why the files could not be read, in AWS-free words. */
  trouble?: string
  seen?: Pick<RunningStep, 'phase' | 'windows' | 'apps'>
}

/** What Cline is set to, where its files lie, and what else writes them. */
export function clineSection({ status, seen, ...cline }: ReportCline): ReportSection {
  const version = cline.installed ? (cline.version ?? '?') : t('not installed')
  const bundle = { next: t('the newer one'), legacy: t('the older one') }
  return {
    key: 'cline',
    title: 'Cline',
    rows: [
      ...row('version', t('Version'), version),
      ...row('running', t('Runs in this window'), cline.running ? t('yes') : t('no')),
      ...row('bundle', t('Which of its two bundles'), cline.bundle && bundle[cline.bundle]),
      ...row('second', t('Also installed'), cline.second),
      ...(status === undefined ? row('files', t('Files'), cline.trouble) : statusRows(status)),
      ...(seen === undefined ? [] : seenRows(seen)),
    ],
  }
}

function statusRows({ place, ...status }: ClineStatus): ReportRow[] {
  return [
    ...row('provider', t('Provider'), status.provider ?? t('none chosen yet')),
    ...(status.provider === 'bedrock'
      ? [
          ...row('auth', t('Credentials'), authWords(status.auth, status.profile)),
          ...row('region', t('Region'), status.region),
          ...row('model', t('Model'), status.modelId),
          ...row('endpoint', t('Endpoint'), status.endpoint),
        ]
      : []),
    ...row('folders', t('Folders'), place.dataDirs.join(', ')),
    ...row('providers', 'providers.json', place.providers.join(', ')),
    ...row('variables', t('Moved by'), place.variables.join(', ')),
    ...row('writtenBy', t('Written last by Cline'), place.version),
    ...row('managed', t('Managed by the organisation'), status.managed ? t('yes') : t('no')),
    ...row('blocker', t('Not written, because'), status.blocker?.id),
  ]
}

function seenRows({ phase, windows, apps }: NonNullable<ReportCline['seen']>): ReportRow[] {
  const words = {
    none: undefined,
    confirming: t('not known yet'),
    confirmed: t('yes'),
    probable: t('probably'),
    changed: t('something else changed the settings since'),
    failed: t('no'),
  }
  const stale = windows.filter(({ stale }) => stale).length
  return [
    ...row('takenUp', t('Uses what was written'), words[phase]),
    ...row(
      'windows',
      t('Other windows with a Cline'),
      windows.length === 0 ? undefined : t('{0}, {1} of them with older settings', windows.length, stale),
    ),
    ...row('apps', t('Other programs with a Cline'), apps.map(({ name }) => name).join(', ')),
  ]
}

/** How this process reaches AWS. */
export interface ReportNetwork {
  /** VS Code's own setting. */
  editorProxy?: string
  strictSsl?: boolean
  env: Readonly<Record<string, string | undefined>>
}

const NETWORK_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE']
const AWS_VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']

/** Proxy, certificates and addresses; names and passwords in them are taken out by the report. */
export function networkSection({ editorProxy, strictSsl, env }: ReportNetwork): ReportSection {
  const names = Object.keys(env).sort()
  const wanted = names.filter(
    (name) =>
      NETWORK_VARIABLES.includes(name.toUpperCase()) ||
      AWS_VARIABLES.some((each) => name === each || name.startsWith(`${each}_`)),
  )
  return {
    key: 'network',
    title: t('Network'),
    rows: [
      ...row('http.proxy', 'http.proxy', editorProxy ?? t('not set')),
      ...(strictSsl === false ? row('http.proxyStrictSSL', 'http.proxyStrictSSL', 'false') : []),
      ...wanted.flatMap((name) => row(name, name, env[name])),
    ],
  }
}

/** The last writes to Cline's settings, newest first; times in the words of `when`. */
export function writesSection(
  history: readonly HistoryEntry[],
  when: (iso: string) => string,
): ReportSection {
  return {
    key: 'writes',
    title: t('Last writes to Cline’s settings'),
    rows: history.slice(0, 5).map(({ at, kind, takenBack, to }) => ({
      key: at,
      label: when(at),
      value: [
        kind === 'restore' ? t('restored') : t('written'),
        [to.provider, to.region, to.modelId].filter(Boolean).join(' · '),
        takenBack ? t('taken back later') : '',
      ]
        .filter((each) => each !== '')
        .reduce((label, value) => t('{0}: {1}', label, value)),
    })),
  }
}
