import { t } from '@vscode/l10n'
import { window } from 'vscode'
import type { HeldClaims, HeldSettings } from '../../app/ports.ts'
import type { Failure } from '../../core/diagnosis/failure.ts'
import { type AppliedRecord, type Culprit, culpritOf, type Drift } from '../../core/running/drift.ts'
import { findCline } from '../clineExtension.ts'
import { createDiffView, type DiffView } from '../diffView.ts'
import type { DisposableStore } from '../disposables.ts'
import { watchFiles } from '../fileWatch.ts'
import { withoutLinks } from '../notices.ts'
import { printWith } from './appliedRecord.ts'
import { createDriftWatch, type DriftAnswer } from './driftWatch.ts'
import { type RunningCline, startTimer } from './runningCline.ts'

/** What telling of a difference needs. */
export interface DriftNoticeDeps {
  running: RunningCline
  held: HeldSettings
  showFailure: (failure: Failure) => Promise<void>
  trouble: (error: unknown) => void
}

/** Watches over what was written, until `own` ends, and asks what is to become of a difference. */
export function startDriftNotice(own: DisposableStore, deps: DriftNoticeDeps): void {
  const { running, held } = deps
  const diffs = own.add(createDiffView('bedrock-setup-drift'))
  const drift = own.add(
    createDriftWatch({
      folder: running.folder,
      pid: process.pid,
      watch: (paths, onChange) => watchFiles(paths, onChange),
      startTimer,
      busy: () => running.takeUp.busy(),
      drifted: (how) => running.takeUp.drifted(how),
      focused: () => window.state.focused,
      ownWrite: () => held.ownLastWrite(),
      ask: (found, record) => ask(deps, diffs, found, record),
      restore: (found, record) => restore(deps, found, record),
      trouble: deps.trouble,
    }),
  )
  void drift.check()
}

const claimsOfRecord = ({ files, salt }: AppliedRecord): HeldClaims => ({ files, print: printWith(salt) })

/** This window's Cline must be reloaded, unless it is known to hold what we put back. */
function mustReload(running: RunningCline, drift: Drift, record: AppliedRecord): boolean {
  const loadedBefore = culpritOf(record, running.beats.own, []).own
  const holdsOurs = running.takeUp.confirmed && drift.kind === 'overwritten' && !loadedBefore
  return findCline().running && !holdsOurs
}

async function ask(
  deps: DriftNoticeDeps,
  diffs: DiffView,
  drift: Drift,
  record: AppliedRecord,
): Promise<DriftAnswer> {
  const { running, held } = deps
  const text = withoutLinks(wordsOf(drift, culpritOf(record, running.beats.own, running.beats.others())))
  const restoring = mustReload(running, drift, record) ? t('Restore mine and reload') : t('Restore mine')
  const keep = t('Keep Cline’s')
  const show = t('Show the difference')
  for (;;) {
    const answer = await window.showWarningMessage(text, restoring, keep, show)
    if (answer !== show) {
      return answer === restoring ? 'restore' : answer === keep ? 'keep' : 'later'
    }
    const preview = await held.previewClaims(claimsOfRecord(record))
    if (!preview.ok) {
      await deps.showFailure(preview.failure)
      return 'later'
    }
    for (const file of preview.value.files) {
      await diffs.open(file, t('Cline’s settings now ↔ as written'))
    }
  }
}

function wordsOf(drift: Drift, culprit: Culprit): string {
  switch (drift.kind) {
    case 'overwritten': {
      const who = culpritWords(culprit)
      return who === undefined
        ? t('Cline’s Bedrock settings were overwritten with older ones.')
        : t('Cline’s Bedrock settings were overwritten with older ones, probably by {0}.', who)
    }
    case 'switched':
      return t('Cline is set to another provider now: {0}.', drift.provider ?? '–')
    default:
      return t('Cline’s Bedrock settings were changed: {0}.', fieldWords(drift))
  }
}

function culpritWords({ own, windows }: Culprit): string | undefined {
  const [first] = windows
  if (first === undefined) {
    return own ? t('the Cline of this window') : undefined
  }
  return first.name === '' ? t('a window without a folder') : t('the window “{0}”', first.name)
}

const fieldWords = ({ fields }: Drift): string =>
  [...new Set(fields.map(({ key }) => key.split('.').at(-1) ?? key))].slice(0, 4).join(', ')

async function restore(deps: DriftNoticeDeps, drift: Drift, record: AppliedRecord): Promise<void> {
  const { running, held } = deps
  const reload = mustReload(running, drift, record)
  const claims = claimsOfRecord(record)
  const preview = await held.previewClaims(claims)
  const restored = preview.ok ? await held.applyClaims(claims, preview.value.id) : preview
  if (!restored.ok) {
    await deps.showFailure(restored.failure)
    return
  }
  if (reload) {
    await running.reload()
    return
  }
  // This window's Cline holds these very values: there is nothing to take up.
  running.takeUp.abandoned()
  running.takeUp.drifted('back')
  running.beats.beat({ startedAt: Date.now() })
  void window.showInformationMessage(t('Your settings are back in Cline’s files.'))
}
