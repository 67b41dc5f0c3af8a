/** A free name for the wrapper of a profile. */
export function wrapperProfileName(profile: string, taken: ReadonlySet<string>): string {
  const base = `${profile.replaceAll(/\s+/g, '-')}-for-cline`
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? base : `${base}-${count}`
    if (!taken.has(name)) {
      return name
    }
  }
}

// The line becomes a command: only names that mean the same in every shell are let through.
const PLAIN = /^[\w.@/+-]+$/

/**
 * The config section of a profile that gets its credentials from the AWS CLI, which asks the portal of the
 * right region. `undefined` for a name that a shell could read as something else.
 */
export function wrapperProfileText(name: string, source: string, region?: string): string | undefined {
  if (!PLAIN.test(source) || !PLAIN.test(name) || source.startsWith('-')) {
    return undefined
  }
  const lines = [
    `[profile ${name}]`,
    `credential_process = aws configure export-credentials --profile ${source} --format process`,
    ...(region === undefined || region === '' ? [] : [`region = ${region}`]),
  ]
  return `${lines.join('\n')}\n`
}
