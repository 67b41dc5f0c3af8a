import type { Failure } from './diagnosis/failure.ts'

/** What a port gives back: a value, or a failure that is part of normal life. Bugs are thrown instead. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** Wraps a value. */
export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })

/** Wraps a failure. */
export const failed = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure })
