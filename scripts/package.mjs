// node scripts/package.mjs [FILE]: makes bedrock-setup-for-cline.vsix, or FILE, from what is built.
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { copySources } from './lib/sources.mjs'
import { root, runMain } from './lib/tools.mjs'

await runMain(async () => {
  const packagePath = process.argv[2] ?? join(root, 'bedrock-setup-for-cline.vsix')
  const copy = copySources(root)
  try {
    await createVSIX({ cwd: copy, packagePath, dependencies: false, allowMissingRepository: true })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  const limit = 1_500_000
  const { size } = statSync(packagePath)
  if (size > limit) {
    throw new Error(`The VSIX has ${size} bytes, over its limit of ${limit}.`)
  }
})
