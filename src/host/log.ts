import type { LogOutputChannel } from 'vscode'
import type { Log } from '../app/ports.ts'
import { redact } from '../core/diagnosis/redact.ts'

/** The product's log in the Output panel, redacted; its level is the user's. */
export function toLog(channel: LogOutputChannel): Log {
  return {
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error(message, error) {
      const cause = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : ''
      channel.error(redact(cause === '' ? message : `${message}\n${cause}`))
    },
  }
}
