import type { WizardEvent } from '../../core/wizard/events.ts'
import type { Timers } from '../ports.ts'

/** One clock that runs backwards; a new start or `stop` ends the one before. */
export interface CountDown {
  start(run: number, seconds: number): void
  stop(): void
}

const SECOND = 1000

/** Tells each second how many are left, down to none. */
export function createCountDown(timers: Timers, emit: (event: WizardEvent) => void): CountDown {
  let takeBack: (() => void) | undefined
  const stop = () => {
    takeBack?.()
    takeBack = undefined
  }
  const wait = (run: number, left: number) => {
    takeBack = timers.after(SECOND, () => {
      takeBack = undefined
      if (left > 1) {
        wait(run, left - 1)
      }
      emit({ type: 'ticked', run, secondsLeft: left - 1 })
    })
  }
  return {
    start(run, seconds) {
      stop()
      wait(run, seconds)
    },
    stop,
  }
}
