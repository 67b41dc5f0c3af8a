import type { AuthSource } from '../core/choice.ts'
import type { AuthRef } from '../core/wizard/effects.ts'

/** Typed credentials of one wizard, in memory only, under numbers that may enter the state. */
export interface Vault {
  keep(source: Extract<AuthSource, { kind: 'keys' | 'api-key' }>): number
  forget(secretRef: number): void
  /** The credentials behind a reference; `undefined` for ones that were forgotten. */
  open(ref: AuthRef): AuthSource | undefined
  clear(): void
}

/** An empty vault. */
export function createVault(): Vault {
  const kept = new Map<number, AuthSource>()
  let last = 0
  return {
    keep(source) {
      last += 1
      kept.set(last, source)
      return last
    },
    forget(secretRef) {
      kept.delete(secretRef)
    },
    open(ref) {
      return 'secretRef' in ref ? kept.get(ref.secretRef) : ref
    },
    clear() {
      kept.clear()
    },
  }
}
