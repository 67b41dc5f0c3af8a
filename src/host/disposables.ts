import type { Disposable } from 'vscode'

/** Ends things together; what is added after the end is ended at once. */
export interface DisposableStore extends Disposable {
  add<T extends Disposable>(item: T): T
}

/** An empty store. */
export function createDisposableStore(): DisposableStore {
  const items = new Set<Disposable>()
  let ended = false
  return {
    add(item) {
      if (ended) {
        item.dispose()
      } else {
        items.add(item)
      }
      return item
    },
    dispose() {
      ended = true
      for (const item of items) {
        item.dispose()
      }
      items.clear()
    },
  }
}
