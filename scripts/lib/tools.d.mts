// Types of what tests and TypeScript callers use of tools.mjs.
export function isNewEnough(version: string): boolean
/** The sentence for a failed npm, with npm's last lines below it. */
export function npmFailure(args: readonly string[], cwd: string, output: string): string
/** Runs npm in a folder, its output shown only when it fails. Throws an Error that says what to do. */
export function npm(args: readonly string[], cwd: string): Promise<void>
