import { t } from '@vscode/l10n'
import type { CheckDeps } from '../app/checks/context.ts'
import { type DoctorReport, runDoctor } from '../app/doctor.ts'
import { sentByCline } from '../core/bedrock/clineId.ts'
import type { CheckResult } from '../core/checks/check.ts'
import type { AuthSource } from '../core/choice.ts'
import { explain } from '../core/diagnosis/catalogue.ts'
import { classify } from '../core/diagnosis/classify.ts'
import type { Failure } from '../core/diagnosis/failure.ts'
import { redact } from '../core/diagnosis/redact.ts'
import { remedyText, reportJson } from '../core/report/doctorJson.ts'
import { settingWords } from '../core/settings/settingWords.ts'
import type { ApplyRequest, Preview } from '../core/settings/types.ts'
import type { CliOptions } from './options.ts'
import { aboutText, previewText, reportText } from './print.ts'
import type { Progress } from './progress.ts'

/** What a command works with. */
export interface CliDeps extends CheckDeps {
  print: (text: string) => void
  /** To standard error: why there is nothing to print. */
  complain: (text: string) => void
  auth: AuthSource
  signal: AbortSignal
  progress?: Progress
}

const EXIT = { pass: 0, warn: 0, fail: 1 } as const

/** The exit code after Ctrl+C, as shells know it. */
export const CANCELLED = 130

/** What an organisation decides stands in for what was not asked for: it is what Cline will use. */
export async function withLocked(deps: CliDeps, options: CliOptions): Promise<CliOptions> {
  const status = await deps.cline.status()
  const { region, endpoint } = status.ok ? status.value.locked : {}
  return {
    ...options,
    ...(options.region === undefined && region !== undefined && { region }),
    ...(options.endpoint === undefined && endpoint !== undefined && { endpoint }),
  }
}

async function examine(
  deps: CliDeps,
  asked: CliOptions,
): Promise<{ report: DoctorReport; region?: string; endpoint?: string }> {
  const options = await withLocked(deps, asked)
  const region = options.region ?? (await deps.aws.defaultRegion(deps.auth))
  const report = await runDoctor(
    deps,
    {
      auth: deps.auth,
      prompt: options.prompt,
      typed: true,
      ...(region !== undefined && { region }),
      ...(options.model !== undefined && { modelId: options.model.trim() }),
      ...(options.planModel !== undefined && { planModelId: options.planModel }),
      ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    },
    deps.signal,
    deps.progress?.onResult,
  )
  deps.progress?.onEnd()
  const { endpoint } = options
  return {
    report,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  }
}

/** The document of `--json`, with the ids that were used in place of given ones. */
function documentOf(report: DoctorReport, { model, planModel, verbose }: CliOptions) {
  const pairs = [
    { given: model?.trim(), used: report.modelId },
    { given: planModel, used: report.planModelId ?? report.modelId },
  ]
  const replacedIds = pairs.filter(
    ({ given, used }) => given !== undefined && used !== undefined && given !== used,
  )
  return { ...reportJson(report, verbose), ...(replacedIds.length > 0 && { replacedIds }) }
}

/** `doctor`: all checks, nothing written. */
export async function doctor(deps: CliDeps, options: CliOptions): Promise<number> {
  const { report } = await examine(deps, options)
  if (deps.signal.aborted) {
    return CANCELLED
  }
  deps.print(options.json ? JSON.stringify(documentOf(report, options), null, 2) : reportText(report))
  return EXIT[report.overall]
}

/** Cline's own files decide here, whatever the checks of AWS say. */
const unwritable = (report: DoctorReport): CheckResult | undefined =>
  report.checks.find((check) => check.id === 'cline-settings' && check.status === 'fail')

/**
 * The id is one that Cline's versions send differently, and what it stands for is not known: then there is no id
 * of which the preview could say that Cline uses it. The check says which ones do.
 */
function ambiguousId(report: DoctorReport, region: string): CheckResult | undefined {
  const ids = [report.modelId ?? '', report.planModelId ?? '']
  return ids.some((id) => sentByCline(id, region) !== id)
    ? report.checks.find(({ id }) => id === 'model-access')
    : undefined
}

/** Reasons not to write: a failed check, or a profile that AWS accepts and Cline cannot use. */
const objection = (report: DoctorReport): CheckResult | undefined =>
  report.checks.find(
    (check) =>
      check.id !== 'cline-settings' &&
      (check.status === 'fail' || check.diagnosis?.id.endsWith('-by-cline') === true),
  )

const refusalJson = ({ id, diagnosis }: CheckResult) => ({
  refused: { check: id, ...(diagnosis !== undefined && { diagnosis: diagnosis.id }) },
})

function refusalText({ id, summary }: CheckResult, forceable: boolean): string {
  const why = t('Nothing was written because of {0}: {1}.', id, redact(summary))
  return forceable ? `${why} ${t('--force writes anyway.')}` : why
}

/** `apply`: validate, show, write, and name the backup. */
export async function apply(deps: CliDeps, options: CliOptions): Promise<number> {
  const { report, region = '', endpoint } = await examine(deps, options)
  if (deps.signal.aborted) {
    return CANCELLED
  }
  const checked = reportText(report)
  const say = (outcome: Record<string, unknown>, text: string, code: number): number => {
    const json = { ...documentOf(report, options), ...outcome }
    deps.print(options.json ? JSON.stringify(json, null, 2) : `${checked}\n\n${text}`)
    return code
  }
  // A region that is none is nothing to write, --force or not: Cline has no default.
  const missing = report.checks.find(({ diagnosis }) => diagnosis?.id === 'region-missing')
  const final = unwritable(report) ?? missing ?? ambiguousId(report, region)
  const against = final ?? (options.force ? undefined : objection(report))
  if (against !== undefined) {
    const text = refusalText(against, final === undefined)
    return say({ applied: false, ...refusalJson(against) }, text, 1)
  }
  const choice = { ...options, ...(endpoint !== undefined && { endpoint }) }
  const request = requestFor(deps, choice, region, report)
  const preview = await deps.cline.preview(request)
  if (!preview.ok) {
    const { failure } = preview
    return say({ applied: false, ...problemJson(deps, failure) }, problemText(deps, failure), 1)
  }
  const shown = [previewText(preview.value), ...aboutText(preview.value.about)].join('\n')
  if (options.dryRun || !preview.value.changed) {
    return say({ applied: false, ...previewJson(preview.value) }, shown, 0)
  }
  const written = await deps.cline.apply(request, preview.value.id)
  if (!written.ok) {
    const { failure } = written
    const text = `${shown}\n\n${problemText(deps, failure)}`
    return say({ applied: false, ...problemJson(deps, failure) }, text, 1)
  }
  const { backup, files, now, keepsOldKeys } = written.value
  const done = [
    t('Written. Backup: {0}', backup ?? '–'),
    t('Cline is set to: {0}', settingWords(now)),
    ...(keepsOldKeys
      ? [
          t(
            'The backup holds keys that Cline needs no more. To delete it: {0}',
            'bedrock-setup backups --delete-all',
          ),
        ]
      : []),
    t('Reload VS Code’s window if Cline is running.'),
  ]
  const outcome = { applied: true, backup, files, now, ...previewJson(preview.value) }
  return say(outcome, [shown, '', ...done].join('\n'), 0)
}

const requestFor = (
  deps: CliDeps,
  options: CliOptions,
  region: string,
  { modelId = '', baseModelId, planModelId, planBaseModelId = '' }: DoctorReport,
): ApplyRequest => ({
  auth: deps.auth,
  region,
  modelId,
  baseModelId,
  ...(planModelId !== undefined && {
    planModel: { modelId: planModelId, baseModelId: planBaseModelId },
  }),
  modes: options.mode === undefined ? ['plan', 'act'] : [options.mode],
  ...(options.keepApiKey === true && { keepApiKey: true }),
  ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
})

/** A preview in the document of `--json`. */
export const previewJson = ({ changed, files }: Preview) => ({
  changed,
  diff: files.map(({ path, diff }) => ({ path, diff })),
})

function explained(deps: CliDeps, failure: Failure) {
  const diagnosis = classify(failure, { check: 'cline-settings', auth: deps.auth.kind })
  return explain(diagnosis, { platform: deps.platform })
}

/** A failure of Cline's files in the document of `--json`. */
export const problemJson = (deps: CliDeps, failure: Failure) => {
  const { id, title, remedies } = explained(deps, failure)
  return { problem: { diagnosis: id, summary: title, remedies: remedies.map(remedyText) } }
}

/** A failure of Cline's files, for people. */
export function problemText(deps: CliDeps, failure: Failure): string {
  const { title, what, remedies } = explained(deps, failure)
  return [`✗ ${title}`, `    ${what}`, ...remedies.map((remedy) => `    ${remedyText(remedy)}`)].join('\n')
}
