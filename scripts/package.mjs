// npm run package [-- FILE] [--repository URL | --base-content-url URL [--base-images-url URL]]: makes
// bedrock-setup-for-cline.vsix, or FILE. The Marketplace and Open VSX show the README's pictures and follow its links
// only as absolute addresses; they are made of the repository's, and nothing in this folder changes.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createVSIX } from '@vscode/vsce'
import { copySources } from './lib/sources.mjs'
import { root, runMain } from './lib/tools.mjs'

/** An address as the shops take it: https, without a slash at its end. */
function address(name, value) {
  if (value !== undefined && !/^https:\/\/[^\s/]+\/\S*[^\s/]$/.test(value)) {
    throw new Error(`--${name} must be an https address without a slash at its end, not "${value}".`)
  }
  return value
}

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      repository: { type: 'string' },
      'base-content-url': { type: 'string' },
      'base-images-url': { type: 'string' },
    },
  })
  const repository = address('repository', values.repository)
  const baseContentUrl = address('base-content-url', values['base-content-url'])
  const baseImagesUrl = address('base-images-url', values['base-images-url'])
  const absolute = [repository, baseContentUrl, baseImagesUrl].some((each) => each !== undefined)
  const packagePath = positionals[0] ?? join(root, 'bedrock-setup-for-cline.vsix')
  const copy = copySources(root)
  try {
    if (repository !== undefined) {
      const manifest = join(copy, 'package.json')
      const published = {
        ...JSON.parse(readFileSync(manifest, 'utf8')),
        repository: { type: 'git', url: repository },
      }
      writeFileSync(manifest, JSON.stringify(published, null, 2))
    }
    await createVSIX({
      cwd: copy,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: absolute,
      baseContentUrl,
      baseImagesUrl,
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  const limit = 1_500_000
  const { size } = statSync(packagePath)
  if (size > limit) {
    throw new Error(`The VSIX has ${size} bytes, over its limit of ${limit}.`)
  }
  if (!absolute) {
    console.log(
      'To publish it, say --repository URL: without it no shop can show the pictures of the README.',
    )
  }
})
