import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Every region that the installed AWS SDK names, of all partitions; it exports the list to nobody. */
export function sdkRegions() {
  const client = createRequire(import.meta.url).resolve('@aws-sdk/core/client')
  const names = readFileSync(client, 'utf8').matchAll(/"([a-z]+(?:-[a-z]+)+-\d)": ?\{/g)
  return [...new Set([...names].map(([, name]) => name))].sort()
}
