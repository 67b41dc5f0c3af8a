import fs from 'node:fs'
import fsp from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** One call of the file system, before it is made. */
export interface Operation {
  /** Its place in the order of calls, from 0. */
  index: number
  name: string
  path: string
  /** It changes the disk. */
  changes: boolean
  args: readonly unknown[]
}

/** What to do before a call; it may throw in the call's place, or never return. */
export type Hook = (operation: Operation) => void

type Functions = Record<string, unknown>

const CHANGES =
  /^(mkdir|rename|renameSync|chmodSync|unlink|rm|rmdir|link|handle\.(writeFile|chown|chmod|sync|truncate))$/
const WATCHED = [
  'readFile',
  'stat',
  'lstat',
  'mkdir',
  'open',
  'readdir',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'link',
]
const WATCHED_SYNC = ['chmodSync', 'readFileSync', 'readdirSync', 'renameSync', 'statSync']
const WATCHED_HANDLE = ['writeFile', 'chown', 'chmod', 'sync', 'close']

/**
 * Calls a hook before every call of the file system that this process makes through the functions that
 * the product uses. Nothing in the product knows of it. Gives the way back.
 */
export async function onEveryOperation(hook: Hook): Promise<() => void> {
  let index = -1
  const restorers: (() => void)[] = []
  const watch = (owner: Functions, name: string, label: string) => {
    const original = owner[name] as (...args: unknown[]) => unknown
    owner[name] = function hooked(this: unknown, ...args: unknown[]) {
      index += 1
      const opens = name === 'open' && args[1] === 'wx'
      const path = typeof args[0] === 'string' ? args[0] : ''
      try {
        hook({ index, name: label, path, changes: opens || CHANGES.test(label), args })
      } catch (error) {
        if (name.endsWith('Sync')) {
          throw error
        }
        return Promise.reject(error as Error)
      }
      return original.apply(this, args)
    }
    restorers.push(() => {
      owner[name] = original
    })
  }
  const handle = await fsp.open(process.execPath, 'r')
  const prototype = Object.getPrototypeOf(handle) as Functions
  await handle.close()
  for (const name of WATCHED) {
    watch(fsp as unknown as Functions, name, name)
  }
  for (const name of WATCHED_SYNC) {
    watch(fs as unknown as Functions, name, name)
  }
  for (const name of WATCHED_HANDLE) {
    watch(prototype, name, `handle.${name}`)
  }
  syncBuiltinESMExports()
  return () => {
    for (const restore of restorers) {
      restore()
    }
    syncBuiltinESMExports()
  }
}
