/** Copies an extension's folder, without what never ships, to a new throw-away folder and returns that. */
export function copySources(source: string): string
