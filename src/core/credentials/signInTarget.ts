import type { AwsFiles } from './awsFiles.ts'
import { assumesRole, has, profileKind } from './profileKind.ts'
import type { SignInVia } from './signInTypes.ts'

/** The profile at the end of the chain whose sign-in counts, and how to sign in for it. */
export function signInFor(
  files: AwsFiles,
  name: string,
  visited: readonly string[] = [],
): { profile: string; via: SignInVia } | undefined {
  const profile = files.profiles.find((each) => each.name === name)
  if (profile === undefined || visited.includes(name)) {
    return undefined
  }
  const { settings } = profile
  if (assumesRole(settings)) {
    const source = settings.source_profile
    return has(settings, 'source_profile') && source !== undefined
      ? signInFor(files, source, [...visited, name])
      : undefined
  }
  const kind = profileKind(profile)
  return kind === 'sso' || kind === 'login' ? { profile: name, via: kind } : undefined
}
