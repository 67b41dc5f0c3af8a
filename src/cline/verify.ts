import { failed, type Outcome, ok } from '../core/outcome.ts'
import type { LockedFields } from '../core/settings/managed.ts'
import type { ApplyRequest, Setting } from '../core/settings/types.ts'
import { plainFailure } from './failures.ts'
import type { ClineFile } from './locate.ts'
import { readPresent } from './read.ts'
import { settingOf } from './status.ts'

/** Reads the files back as Cline does. Gives what Cline is set to now, or what does not hold the intention. */
export async function verify(
  files: readonly ClineFile[],
  request: ApplyRequest,
  locked: LockedFields,
): Promise<Outcome<Setting>> {
  const read = await readPresent(files)
  if (!read.ok) {
    return read
  }
  const { auth, region, endpoint, modes } = request
  let seen: Setting = {}
  const states = read.value.filter(({ role }) => role === 'globalState')
  const secrets = read.value.filter(({ role }) => role === 'secrets')
  for (const [at, state] of states.entries()) {
    const pair = [state, secrets[at]].flatMap((each) => (each === undefined ? [] : [each]))
    const now = settingOf(pair, modes.at(-1))
    const holds =
      now.provider === 'bedrock' &&
      (now.region === region || locked.region === region) &&
      holdsModels(pair, request) &&
      now.auth === auth.kind &&
      (now.endpoint === endpoint || locked.endpoint === endpoint) &&
      now.profile === (auth.kind === 'profile' ? auth.profile : undefined)
    if (!holds) {
      const what = `${state.path}: does not hold what was written`
      return failed(plainFailure('verify', 'ClineSettingsOverwritten', what))
    }
    if (at === 0) {
      seen = { ...now, region, ...(endpoint !== undefined && { endpoint }) }
    }
  }
  return ok(seen)
}

/** Each mode that was written has the model that it was to have. */
const holdsModels = (
  pair: Parameters<typeof settingOf>[0],
  { modes, modelId, planModel }: ApplyRequest,
): boolean =>
  modes.every(
    (mode) => settingOf(pair, mode).modelId === (mode === 'plan' ? (planModel?.modelId ?? modelId) : modelId),
  )
