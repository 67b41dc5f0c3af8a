// Installs Cline's own published code, which reads back in tests what we wrote. Does nothing when it is there.
import { join } from 'node:path'
import { fingerprint, isStamped, npm, root, runMain, writeStamp } from './lib/tools.mjs'

const folder = join(root, 'test/cline')
const stampFile = join(folder, 'node_modules/.setup-stamp')

async function main() {
  const stamp = fingerprint(
    [join(folder, 'package-lock.json'), join(folder, 'package.json')],
    process.platform,
    process.arch,
  )
  if (isStamped(stampFile, stamp)) {
    return
  }
  console.log("Installing Cline's own packages for the tests (once) …")
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
  writeStamp(stampFile, stamp)
  console.log("Cline's packages are ready.")
}

await runMain(main)
