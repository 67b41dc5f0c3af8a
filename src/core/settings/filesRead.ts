/**
 * True for versions of Cline that read settings/providers.json besides globalState.json and secrets.json:
 * 4.0.0, and 4.1.0 and later; 4.0.1 to 4.0.12 went back to two files. Source: Cline's change log. One that
 * cannot be read is taken for new.
 */
export function readsProviders(version: string): boolean {
  const [major = Number.NaN, minor = 0, patch = 0] = version
    .split('.')
    .map((part) => Number.parseInt(part, 10))
  if (Number.isNaN(major) || major > 4) {
    return true
  }
  return major === 4 && (minor > 0 || patch === 0)
}
