import { createDisposableStore, type DisposableStore } from './disposables.ts'

/** Something that is started when it is first used. */
export interface FirstUse<T> {
  /** What is started, by the first who asks; undefined where it could not be and the user left it at that. */
  ready(): Promise<T | undefined>
  dispose(): void
}

/**
 * Starts at first use, and anew after a failed start: what the failed one had registered ends with it, so that
 * nothing is there twice.
 * @param start puts all that must end into `own`, as it goes
 * @param failed tells of a failed start, once for all who waited for it; true asks for another
 */
export function createFirstUse<T>(
  start: (own: DisposableStore) => Promise<T>,
  failed: (error: unknown) => Promise<boolean>,
): FirstUse<T> {
  const all = createDisposableStore()
  let current: Promise<T | undefined> | undefined

  async function attempt(): Promise<T | undefined> {
    const own = all.add(createDisposableStore())
    try {
      return await start(own)
    } catch (error) {
      own.dispose()
      // Whoever comes while the message is still shown need not wait for its answer.
      current = undefined
      return (await failed(error)) ? ready() : undefined
    }
  }

  function ready(): Promise<T | undefined> {
    current ??= attempt()
    return current
  }

  return { ready, dispose: () => all.dispose() }
}
