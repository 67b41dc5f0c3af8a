import { join } from 'node:path'
import type { Setups } from '../app/ports.ts'
import { failed, ok } from '../core/outcome.ts'
import { readSetups, withSetup, writeSetups } from '../core/settings/setups.ts'
import { makeFolder, readText, save } from './disk.ts'
import { guarded, plainFailure } from './failures.ts'
import { storeDir } from './locate.ts'
import { withLock } from './lock.ts'
import type { ClineOptions } from './options.ts'

/** The named setups, in a small file of ours beside the backups. It never holds a secret. */
export function createSetups(options: ClineOptions): Setups {
  const folder = join(storeDir(options), 'setups')
  const path = join(folder, 'setups.json')
  const read = async () => readSetups(await readText(path))
  return {
    list: () => guarded('list', async () => ok(await read())),
    save: (setup) =>
      guarded('save', () =>
        withLock(folder, async () => {
          await makeFolder(folder)
          await save(path, writeSetups(withSetup(await read(), setup)))
          return ok(setup)
        }),
      ),
    remove: (name) =>
      guarded('remove', () =>
        withLock(folder, async () => {
          const setups = await read()
          const left = setups.filter((each) => each.name !== name)
          if (left.length === setups.length) {
            return failed(plainFailure('remove', 'NoSetup', `There is no setup "${name}".`))
          }
          await save(path, writeSetups(left))
          return ok(name)
        }),
      ),
  }
}
