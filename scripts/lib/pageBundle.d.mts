import type { BuildOptions, Metafile } from 'esbuild'

export const PAGE_BUNDLE: BuildOptions
export function pageBytes(outputs: Metafile['outputs']): { first: number; all: number }
