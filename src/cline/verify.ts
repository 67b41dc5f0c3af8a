import type { Failure } from '../core/diagnosis/failure.ts'
import type { ApplyRequest } from '../core/settings/types.ts'
import { plainFailure } from './failures.ts'
import type { ClineFile } from './locate.ts'
import { readPresent } from './read.ts'
import { settingOf } from './status.ts'

/** Reads the files back as Cline does. Gives what does not hold the intention. */
export async function verify(
  files: readonly ClineFile[],
  request: ApplyRequest,
): Promise<Failure | undefined> {
  const read = await readPresent(files)
  if (!read.ok) {
    return read.failure
  }
  const { auth, region, modelId, endpoint, modes } = request
  const states = read.value.filter(({ role }) => role === 'globalState')
  const secrets = read.value.filter(({ role }) => role === 'secrets')
  for (const [at, state] of states.entries()) {
    const pair = [state, secrets[at]].flatMap((each) => (each === undefined ? [] : [each]))
    const now = settingOf(pair, modes[0])
    const holds =
      now.provider === 'bedrock' &&
      now.region === region &&
      now.modelId === modelId &&
      now.auth === auth.kind &&
      now.endpoint === endpoint &&
      now.profile === (auth.kind === 'profile' ? auth.profile : undefined)
    if (!holds) {
      return plainFailure(
        'verify',
        'ClineSettingsOverwritten',
        `${state.path} does not hold what was written`,
      )
    }
  }
  return undefined
}
