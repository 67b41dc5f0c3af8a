import { originsOf } from '../../core/credentials/origins.ts'
import type { Origin } from '../../core/credentials/originTypes.ts'
import type { OriginChoice } from '../../core/wizard/effects.ts'
import type { CheckDeps } from '../checks/context.ts'

/** Where each value comes from, as this process sees it: files, environment and Cline's settings. */
export async function readOrigins(
  { aws, cline }: Pick<CheckDeps, 'aws' | 'cline'>,
  choice: OriginChoice,
): Promise<Origin[]> {
  const [files, env, status] = await Promise.all([aws.readFiles(), aws.readEnvironment(), cline.status()])
  // Cline's settings count only while Cline is set to Bedrock; unreadable ones are the write's business.
  const current = status.ok && status.value.provider === 'bedrock' ? status.value : undefined
  return originsOf({ ...choice, files, env, ...(current !== undefined && { cline: current }) })
}
