import type { AwsProfile } from './awsFiles.ts'
import { assumesRole, profileKind } from './profileKind.ts'

/** A profile by its name, from wherever profiles were read. */
export type FindProfile = (name: string) => Pick<AwsProfile, 'name' | 'settings'> | undefined

/** The profile whose own credentials the chosen one ends in, following `source_profile`. */
export function originProfile(find: FindProfile, name: string): ReturnType<FindProfile> {
  const visited = new Set<string>()
  let current = find(name)
  while (current !== undefined && assumesRole(current.settings) && !visited.has(current.name)) {
    visited.add(current.name)
    const source = current.settings.source_profile
    if (source === undefined || source === current.name) {
      return current
    }
    current = find(source)
  }
  return current
}

/** True when resolving the profile would start a program of the user's. */
export function startsProgram(find: FindProfile, name: string): boolean {
  const origin = originProfile(find, name)
  return origin !== undefined && profileKind(origin) === 'process'
}
