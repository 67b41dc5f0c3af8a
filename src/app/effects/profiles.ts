import { profileOption } from '../../core/credentials/profileFacts.ts'
import type { ProfileOption } from '../../core/wizard/state.ts'
import type { CheckDeps } from '../checks/context.ts'

/** The profiles of this computer as the picker shows them, and what was wrong with the files. */
export async function readProfileOptions(
  deps: CheckDeps,
): Promise<{ profiles: ProfileOption[]; fileProblems: string[] }> {
  const files = await deps.aws.readFiles()
  const context = { now: deps.clock.now(), platform: deps.platform }
  const profiles = files.profiles.map((profile) => profileOption(files, profile, context))
  profiles.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  const fileProblems = files.problems
    .filter((problem) => problem.kind !== 'missing')
    .map(({ path, line, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`)
  return { profiles, fileProblems }
}

/** What works comes first, then what a sign-in makes work, then the rest. */
const rank = ({ usable, needsSignIn }: ProfileOption): number => (usable ? 0 : needsSignIn === true ? 1 : 2)
