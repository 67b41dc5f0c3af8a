import { readOrigins } from '../app/effects/origins.ts'
import type { AuthSource } from '../core/choice.ts'
import { maskKey } from '../core/credentials/keyShape.ts'
import type { Origin } from '../core/credentials/originTypes.ts'
import { redact } from '../core/diagnosis/redact.ts'
import { originsText } from '../core/report/originsText.ts'
import type { CliDeps } from './commands.ts'
import type { CliOptions } from './options.ts'

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
  deps.print(options.json ? whereJson(deps.machine, origins) : originsText(deps.machine, origins))
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
