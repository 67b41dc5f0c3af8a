import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listFiles, PackageManager } from '@vscode/vsce'
import { copySources } from '../../../scripts/lib/sources.mjs'

/** The checkout: the folder of our extension's package.json. */
export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url))

interface Manifest {
  name: string
  publisher: string
  version: string
  main?: string
}

/** The parts of an extension's package.json that its place on disk depends on. */
export function readManifest(source: string): Manifest {
  return JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest
}

/** Throws with advice when the extension was not built. */
export function demandBuilt(source: string): void {
  const main = join(source, readManifest(source).main ?? 'index.js')
  if (!existsSync(main)) {
    throw new Error(`"${main}" is missing. Please run "npm run build" first.`)
  }
}

/**
 * Copies what the VSIX would hold to where VS Code looks for installed extensions. It must happen before
 * the first start: later VS Code trusts its own list and overlooks new folders.
 */
export async function installUnpacked(source: string, extensionsFolder: string): Promise<string> {
  demandBuilt(source)
  const { publisher, name, version } = readManifest(source)
  const target = join(extensionsFolder, `${publisher}.${name}-${version}`)
  const copy = copySources(source)
  for (const file of await listFiles({ cwd: copy, packageManager: PackageManager.None })) {
    mkdirSync(dirname(join(target, file)), { recursive: true })
    cpSync(join(copy, file), join(target, file))
  }
  rmSync(copy, { recursive: true, force: true })
  return target
}
