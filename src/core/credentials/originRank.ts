import type { OriginSource, OriginState } from './originTypes.ts'

/** A source before it is known which one wins. `read: false` is never looked at in this case. */
export interface Candidate {
  name: string
  value: string | undefined
  read?: boolean
  note?: string
  /** Marks it when it holds something. */
  alarm?: boolean
}

/** Puts candidates that are given in the reader's order into words: the first that counts is used. */
export function rank(candidates: readonly Candidate[]): OriginSource[] {
  let won = false
  const sources: OriginSource[] = []
  for (const { name, value, read = true, note, alarm } of candidates) {
    if (value !== undefined) {
      const state = stateOf(value, read, won)
      won ||= state === 'used'
      const worth = alarm === true && (state === 'shadowed' || state === 'not-read')
      sources.push({
        name,
        value,
        state,
        ...(note !== undefined && state !== 'used' && { note }),
        ...((worth || state === 'blank') && { alarm: true }),
      })
    }
  }
  return sources
}

function stateOf(value: string, read: boolean, won: boolean): OriginState {
  if (value === '') {
    return 'empty'
  }
  if (value.trim() === '') {
    return 'blank'
  }
  if (!read) {
    return 'not-read'
  }
  return won ? 'shadowed' : 'used'
}
