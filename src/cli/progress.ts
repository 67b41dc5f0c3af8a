import type { WriteStream } from 'node:tty'
import type { CheckResult } from '../core/checks/check.ts'
import { MARKS } from '../core/report/doctorJson.ts'
import type { CliOptions } from './options.ts'

const CLEAR = '\r\u001B[K'

/** What happens while checks run. */
export interface Progress {
  /** A check has its result. */
  onResult: (result: CheckResult) => void
  /** All have; the report follows. */
  onEnd: () => void
}

/** One line on a terminal that grows with each result and makes way for the report. Nothing elsewhere. */
export function progressOn(stream: WriteStream, { json, command }: CliOptions): { progress?: Progress } {
  if (!stream.isTTY || json || command === 'undo') {
    return {}
  }
  const done: string[] = []
  return {
    progress: {
      onResult: ({ id, status }) => {
        done.push(`${MARKS[status]} ${id}`)
        stream.write(`${CLEAR}${done.join('  ')} …`.slice(0, (stream.columns || 80) + CLEAR.length - 1))
      },
      onEnd: () => stream.write(CLEAR),
    },
  }
}
