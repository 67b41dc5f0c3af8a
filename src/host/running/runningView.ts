import type { Disposable } from 'vscode'
import { explain } from '../../core/diagnosis/catalogue.ts'
import type { AppliedRecord } from '../../core/running/drift.ts'
import type { RememberedChoice } from '../../core/wizard/remember.ts'
import type { OtherApp, RunningSeen } from '../../core/wizard/running.ts'
import { findBundle, secondEdition } from '../clineExtension.ts'
import { recordPath } from './appliedRecord.ts'
import { readOwn } from './ownFile.ts'
import type { RunningCline } from './runningCline.ts'

/** The running Clines as the wizard sees them. */
export interface RunningView {
  /** `listener` is told what there is now, and again whenever it changes. */
  follow(listener: (seen: RunningSeen) => void): Disposable
  /** A write of this window from just before its reload, told once. */
  justWritten(): RememberedChoice['written']
  askReload(pid: number): void
  reload(): Promise<void>
}

/** Joins what this window knows of the running Clines with the other programs on this computer. */
export function createRunningView(
  running: RunningCline,
  platform: 'win32' | 'darwin' | 'linux',
  findApps: () => Promise<OtherApp[]>,
): RunningView {
  let told = false
  return {
    follow(listener) {
      let apps: OtherApp[] = []
      let ended = false
      const tell = async () => {
        const bundle = await findBundle()
        const { phase } = running.takeUp
        if (ended) {
          return
        }
        const second = secondEdition()
        listener({
          type: 'runningSeen',
          running: {
            phase,
            windows: running.windows(),
            apps: second === undefined ? apps : [{ name: second, running: true }, ...apps],
            ...(bundle !== undefined && { bundle }),
          },
          ...(phase === 'failed' && {
            failure: explain({ id: 'cline-settings-overwritten', facts: {} }, { platform }),
          }),
        })
      }
      const following = running.onChange(() => void tell())
      void tell()
      void findApps().then((found) => {
        apps = found
        return tell()
      })
      return {
        dispose() {
          ended = true
          following.dispose()
        },
      }
    },
    justWritten() {
      const record = readOwn<AppliedRecord>(recordPath(running.folder))
      if (told || running.takeUp.phase === 'none' || record === undefined) {
        return undefined
      }
      told = true
      return record.backup === undefined ? {} : { backup: record.backup }
    },
    askReload: (pid) => running.callForReload(pid),
    reload: () => running.reload(),
  }
}
