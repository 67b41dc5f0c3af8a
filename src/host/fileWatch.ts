import { type FSWatcher, lstatSync, readdirSync, realpathSync, statSync, watch } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'

/** Ends the watching. Nothing is told afterwards, and no handle stays open. */
export interface FileWatch {
  dispose(): void
}

/** A watch that can be told to look at once, for file systems that tell nothing of changes made elsewhere. */
export interface FileWatcher extends FileWatch {
  recheck(): void
}

/** Starts a one-shot timer and gives what cancels it. */
export type StartTimer = (run: () => void, ms: number) => () => void

/** What tests replace, and where trouble goes. */
export interface WatchOptions {
  /** So long nothing more may happen before a change is told, in milliseconds. */
  calmMs?: number
  startTimer?: StartTimer
  /** Folders above the files are followed up to this one; the user's home. */
  home?: string
  /** The system refused a watcher, for example because it has no more of them. */
  onError?: (error: unknown) => void
}

const CALM_MS = 250
/** A file that never rests is told of after so many calms. */
const PATIENCE = 8
/** A folder may appear while the one above it is being watched; deeper than this nobody nests. */
const ROUNDS = 16

/** A watcher that breaks so often is given up. */
const MOST_FAULTS = 5

interface Watched {
  watcher: FSWatcher
  /** Entries that matter here; `undefined` inside stands for all of them. */
  names: ReadonlySet<string | undefined>
  identity: string
}

/**
 * Tells when a file's content may be another one: it was edited, replaced by a rename, deleted or created. A
 * path that ends with a separator means all JSON files directly in that folder, as in AWS's caches. Files and folders may be missing
 * and may be links; folders may be replaced while they are watched.
 *
 * Uses the system's own events on the folders, never polling: VS Code's own watcher told nothing of a folder
 * that appeared (docs/health.md has the figures). Changes that come together are told together, each path
 * once, after a short calm.
 */
export function watchFiles(
  paths: readonly string[],
  onChange: (path: string) => void,
  options: WatchOptions = {},
): FileWatcher {
  const { calmMs = CALM_MS, startTimer = realTimer, home = homedir(), onError = () => {} } = options
  const watched = new Map<string, Watched>()
  const faults = new Map<string, number>()
  let ended = false
  arrange()
  const known = new Map(paths.map((path) => [path, signatureOf(path)]))
  let calm: (() => void) | undefined
  let deadline: (() => void) | undefined

  function stir(): void {
    if (!ended) {
      calm?.()
      calm = startTimer(settle, calmMs)
      deadline ??= startTimer(settle, calmMs * PATIENCE)
    }
  }

  function rest(): void {
    calm?.()
    deadline?.()
    calm = undefined
    deadline = undefined
  }

  function settle(): void {
    rest()
    // Watchers first: what happens after them makes an event, what happened before shows in the signature.
    arrange()
    for (const path of paths) {
      const signature = signatureOf(path)
      if (!ended && signature !== known.get(path)) {
        known.set(path, signature)
        onChange(path)
      }
    }
  }

  function arrange(): void {
    let opened = !ended
    for (let round = 0; round < ROUNDS && opened; round += 1) {
      const wanted = watchPoints(paths, home)
      closeUnwanted(wanted)
      opened = openWanted(wanted)
    }
  }

  function closeUnwanted(wanted: ReadonlyMap<string, unknown>): void {
    for (const [folder, { watcher, identity }] of watched) {
      if (!wanted.has(folder) || identityOf(folder) !== identity) {
        watcher.close()
        watched.delete(folder)
      }
    }
  }

  function openWanted(wanted: ReadonlyMap<string, Watched['names']>): boolean {
    let opened = false
    for (const [folder, names] of wanted) {
      const present = watched.get(folder)
      if (present === undefined) {
        opened = open(folder, names) || opened
      } else {
        present.names = names
      }
    }
    return opened
  }

  function open(folder: string, names: Watched['names']): boolean {
    if ((faults.get(folder) ?? 0) >= MOST_FAULTS) {
      return false
    }
    const identity = identityOf(folder)
    try {
      const watcher = watch(folder, { persistent: false })
      const entry: Watched = { watcher, names, identity }
      watched.set(folder, entry)
      watcher.on('change', (_type, name) => noticed(folder, entry, name?.toString()))
      watcher.on('error', (error) => {
        onError(error)
        faults.set(folder, (faults.get(folder) ?? 0) + 1)
        drop(folder, entry)
      })
      return true
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') {
        onError(error)
      }
      return false
    }
  }

  function noticed(folder: string, entry: Watched, name: string | undefined): void {
    if (name === basename(folder)) {
      // The folder itself went away: this watcher would stay silent for its successor.
      drop(folder, entry)
    } else if (name === undefined || entry.names.has(undefined) || entry.names.has(name)) {
      stir()
    }
  }

  function drop(folder: string, entry: Watched): void {
    entry.watcher.close()
    if (watched.get(folder) === entry) {
      watched.delete(folder)
    }
    stir()
  }

  return {
    recheck: settle,
    dispose() {
      ended = true
      rest()
      for (const { watcher } of watched.values()) {
        watcher.close()
      }
      watched.clear()
    },
  }
}

const realTimer: StartTimer = (run, ms) => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

const isFolder = (path: string): boolean => path.endsWith(sep) || path.endsWith('/')

/** The folders to watch, with the entries that matter in each. */
function watchPoints(paths: readonly string[], home: string): Map<string, Set<string | undefined>> {
  const points = new Map<string, Set<string | undefined>>()
  for (const path of paths) {
    const real = realPath(path)
    for (const place of real === undefined ? [path] : [path, real]) {
      addPoints(points, place, home)
    }
  }
  return points
}

/**
 * The folder of the file, or the nearest one that exists; above it those below the home, whose replacement
 * would otherwise go unseen, and those that hold a link on the way.
 */
function addPoints(points: Map<string, Set<string | undefined>>, path: string, home: string): void {
  let name = isFolder(path) ? undefined : basename(path)
  let folder = name === undefined ? join(path, '.') : dirname(path)
  let nearest = true
  while (true) {
    if (identityOf(folder) !== '') {
      const follow = nearest || folder.startsWith(join(home, sep)) || isLink(join(folder, name ?? '.'))
      nearest = false
      if (follow) {
        points.set(folder, (points.get(folder) ?? new Set()).add(name))
      }
    }
    const above = dirname(folder)
    if (above === folder) {
      return
    }
    name = basename(folder)
    folder = above
  }
}

/** Where a link leads, as a folder again when the path was one. */
function realPath(path: string): string | undefined {
  try {
    const real = realpathSync(path)
    return real === path.replace(/[\\/]$/, '') ? undefined : `${real}${isFolder(path) ? sep : ''}`
  } catch {
    return undefined
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

/** Which folder it is, or `''` when there is none. Inode numbers are used again, hence the birth. */
function identityOf(folder: string): string {
  try {
    const found = statSync(folder)
    return found.isDirectory() ? `${found.dev}:${found.ino}:${found.birthtimeMs}` : ''
  } catch {
    return ''
  }
}

/** Changes whenever the content may have: a tool can keep size and time, but not the inode's change time. */
function signatureOf(path: string): string {
  try {
    return isFolder(path)
      ? readdirSync(path)
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => `${name} ${signatureOf(join(path, name))}`)
          .join('\n')
      : describe(path)
  } catch (error) {
    return String((error as { code?: unknown }).code)
  }
}

function describe(path: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(path)
  return `${ino}:${size}:${mtimeMs}:${ctimeMs}`
}
