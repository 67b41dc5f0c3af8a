import { t } from '@vscode/l10n'
import { readOrigins } from '../app/effects/origins.ts'
import type { AuthSource } from '../core/choice.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import type { Origin, OriginSource } from '../core/credentials/originTypes.ts'
import { redact } from '../core/diagnosis/redact.ts'
import type { CliDeps } from './commands.ts'
import type { CliOptions } from './options.ts'

const MARKS = { used: '✓', shadowed: '·', 'not-read': '·', empty: '!', blank: '!' } as const

/** `where`: where profile, keys, region, endpoint and files come from. No call to AWS, nothing secret. */
export async function where(deps: CliDeps & { machine: string }, options: CliOptions): Promise<number> {
  const { kind } = deps.auth
  const entered = given(deps.auth)
  const origins = await readOrigins(deps, {
    auth: kind,
    ...(deps.auth.kind === 'profile' && { profile: deps.auth.profile }),
    ...(entered !== undefined && { entered }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
  })
  deps.print(options.json ? whereJson(deps.machine, origins) : whereText(deps.machine, origins))
  return 0
}

/** Keys and API keys reach the command line through the environment; masked, as the page shows typed ones. */
function given(auth: AuthSource): string | undefined {
  if (auth.kind === 'keys') {
    return maskKey(auth.accessKeyId)
  }
  return auth.kind === 'api-key' ? '[set]' : undefined
}

const whereJson = (machine: string, origins: readonly Origin[]): string =>
  JSON.stringify(
    {
      schemaVersion: 1,
      machine,
      values: origins.map(({ value, sources }) => ({
        value,
        sources: sources.map((source) => ({ ...source, value: redact(source.value) })),
      })),
    },
    null,
    2,
  )

const whereText = (machine: string, origins: readonly Origin[]): string =>
  [machine, ...origins.flatMap(({ value, sources }) => ['', value, ...sourceLines(sources)])].join('\n')

function sourceLines(sources: readonly OriginSource[]): string[] {
  if (sources.length === 0) {
    return [`  – ${t('nothing sets it')}`]
  }
  const width = Math.max(...sources.map(({ name }) => name.length))
  return sources.map(({ name, value, state, note, alarm }) => {
    const mark = alarm === true ? '!' : MARKS[state]
    const shown = state === 'empty' ? t('(empty)') : state === 'blank' ? t('(only blanks)') : redact(value)
    return `  ${mark} ${name.padEnd(width)}  ${shown}${note === undefined ? '' : `  — ${note}`}`
  })
}
