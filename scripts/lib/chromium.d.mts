/** The Chromium that is there, or undefined. Throws when CHROMIUM names a file that is not there. */
export function findChromium(
  env?: NodeJS.ProcessEnv,
  platform?: NodeJS.Platform,
  exists?: (path: string) => boolean,
): Promise<string | undefined>
/** The path of a Chromium; fetches Playwright's own when there is none. Throws with advice. */
export function ensureChromium(): Promise<string>
