/** The part of esbuild's metafile that is read. */
export interface Metafile {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>
}

export function bundledPackages(metafiles: readonly Metafile[]): string[]

export function notices(metafiles: readonly Metafile[]): string
