import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClaimedFile } from '../../../src/core/running/claims.ts'
import type { TakeUpPhase } from '../../../src/core/wizard/running.ts'
import { createTakeUp, type TakeUp } from '../../../src/host/running/takeUp.ts'

/** What globalState.json holds, for these tests: our values, or those from before. */
export type Values = 'ours' | 'old'

const STATE = '/cline/globalState.json'

/** The files that a write of ours claims. */
export const CLAIMED: ClaimedFile[] = [
  { path: STATE, role: 'globalState', claims: [{ path: ['awsRegion'], value: 'eu-west-1' }] },
]

/** A start of the window's extension host: who comes first, and how the last one ended. */
export interface ReloadStyle {
  /** Our `deactivate` ran. */
  lastWords: boolean
  /** Cline wrote its memory on the way out, after us. */
  flush: boolean
}

/**
 * One computer: Cline's file, the window A with its Cline and our extension, a window B whose Cline has the
 * old values in memory, and a window C in which only our extension starts. Everything happens when told.
 */
export class World {
  file: Values = 'old'
  identity = 0
  now = 1_800_000_000_000
  /** What this window's Cline holds in memory; it has not read yet while undefined. */
  memory: Values | undefined = 'old'
  active = true
  other: Values = 'old'
  reloads = 0
  phases: TakeUpPhase[] = []
  /** Memory of this window's Cline at each moment that was called confirmed. */
  confirmedWith: (Values | undefined)[] = []
  takeUp: TakeUp | undefined
  /** No window but A is open. */
  alone = false
  /** What is in the file was chosen in Cline. */
  chosen = false
  /** A reload was asked for and has not happened yet. */
  reloading = false
  readonly folder = mkdtempSync(join(tmpdir(), 'bsc-takeup-'))
  #timers = new Map<() => void, number>()
  #watchers = new Set<() => void>()
  #up: (() => void) | undefined

  write(values: Values): void {
    this.file = values
    this.identity += 1
  }

  /** Makes our extension for a window; `own` is the one whose Cline we look at. */
  extension(window: string): TakeUp {
    const own = window === 'A'
    return createTakeUp({
      folder: this.folder,
      window,
      // A process id that no process has: the writer counts as ended once its window was reloaded.
      pid: 2 ** 30,
      now: () => this.now,
      startTimer: (run, ms) => {
        this.#timers.set(run, this.now + ms)
        return () => this.#timers.delete(run)
      },
      watch: (_paths, onChange) => {
        this.#watchers.add(onChange)
        return { dispose: () => this.#watchers.delete(onChange) }
      },
      others: () => (this.alone ? [] : [{ window: 'B' }]),
      chosen: () => this.chosen,
      look: () => ({ kept: this.file === 'ours', identity: String(this.identity) }),
      reclaim: () => {
        const lost = this.file !== 'ours'
        if (lost) {
          this.write('ours')
        }
        return lost
      },
      cline: {
        installed: () => true,
        active: () => own && this.active,
        activate: () =>
          new Promise<void>((resolve) => {
            if (own && this.active) {
              resolve()
            } else if (own) {
              this.#up = resolve
            }
          }),
      },
      reload: () => {
        this.reloads += 1
        this.reloading = true
      },
    })
  }

  /** The user agreed: the write of window A, up to the reload. */
  apply(): void {
    this.takeUp = this.#watchPhases(this.extension('A'))
    this.takeUp.begin(CLAIMED)
    this.write('ours')
    this.takeUp.written()
    this.takeUp.reload()
  }

  #watchPhases(takeUp: TakeUp): TakeUp {
    takeUp.onPhase((phase) => {
      this.phases.push(phase)
      if (phase === 'confirmed') {
        this.confirmedWith.push(this.memory)
      }
    })
    return takeUp
  }

  /** The window's processes end and a new extension host is there, in which nothing has started yet. */
  restart({ lastWords, flush }: ReloadStyle): void {
    this.reloading = false
    if (lastWords) {
      this.takeUp?.lastWords()
    }
    if (flush && this.memory !== undefined) {
      this.write(this.memory)
    }
    this.takeUp?.dispose()
    this.takeUp = undefined
    this.memory = undefined
    this.active = false
    this.#timers.clear()
    this.#watchers.clear()
    this.#up = undefined
  }

  startOurs(): void {
    if (this.takeUp === undefined && !this.reloading) {
      this.takeUp = this.#watchPhases(this.extension('A'))
      this.takeUp.atStart()
    }
  }

  startElsewhere(): void {
    this.extension('C').atStart()
  }

  clineReads(): void {
    this.memory ??= this.file
  }

  clineIsUp(): void {
    this.clineReads()
    this.active = true
    this.#up?.()
  }

  clineWrites(): void {
    if (this.memory !== undefined) {
      this.write(this.memory)
    }
  }

  /** The system tells of changes; several may have become one. */
  tell(): void {
    for (const onChange of [...this.#watchers]) {
      onChange()
    }
  }

  pass(ms: number): void {
    this.now += ms
    for (const [run, at] of [...this.#timers]) {
      if (at <= this.now) {
        this.#timers.delete(run)
        run()
      }
    }
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
