import { join } from 'node:path'
import type { Setups } from '../app/ports.ts'
import { failed, type Outcome, ok } from '../core/outcome.ts'
import { type NamedSetup, readSetups, withSetup, writeSetups } from '../core/settings/setups.ts'
import { makeFolder, readText, save } from './disk.ts'
import { guarded, plainFailure } from './failures.ts'
import { storeDir } from './locate.ts'
import { withLock } from './lock.ts'
import type { ClineOptions } from './options.ts'
import { unreadable } from './read.ts'

/** The named setups, in a small file of ours beside the backups. It never holds a secret. */
export function createSetups(options: ClineOptions): Setups {
  const folder = join(storeDir(options), 'setups')
  const path = join(folder, 'setups.json')
  const read = async (): Promise<Outcome<NamedSetup[]>> => {
    const setups = readSetups(await readText(path))
    // Taken for empty it would be written anew, and every setup in it lost.
    return setups === undefined ? failed(unreadable({ path }, 'not as it was written')) : ok(setups)
  }
  return {
    list: () => guarded('list', read),
    save: (setup) =>
      guarded('save', () =>
        withLock(folder, async () => {
          const setups = await read()
          if (!setups.ok) {
            return setups
          }
          await makeFolder(folder)
          await save(path, writeSetups(withSetup(setups.value, setup)))
          return ok(setup)
        }),
      ),
    remove: (name) =>
      guarded('remove', () =>
        withLock(folder, async () => {
          const setups = await read()
          if (!setups.ok) {
            return setups
          }
          const left = setups.value.filter((each) => each.name !== name)
          if (left.length === setups.value.length) {
            return failed(plainFailure('remove', 'NoSetup', `There is no setup "${name}".`))
          }
          await save(path, writeSetups(left))
          return ok(name)
        }),
      ),
  }
}
