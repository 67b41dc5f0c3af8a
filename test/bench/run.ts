// npm run bench: figures and ratios, no verdicts. Sizes of what is shipped, and the rate of unknown errors.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { measureCrashes, measureRaces } from './cline.ts'
import { measureUnknownRate, reportUnknownRate } from './diagnosis-unknown.ts'
import { measureIdleCost, measureRotation } from './health.ts'

const kilobytes = (path: string): string => `${(statSync(path).size / 1000).toFixed(1)} kB`

for (const file of readdirSync('dist', { recursive: true }).map(String)) {
  const path = join('dist', file)
  if (statSync(path).isFile() && !file.startsWith('cli/')) {
    console.log(`${path.padEnd(28)} ${kilobytes(path)}`)
  }
}
console.log(reportUnknownRate(measureUnknownRate()).join('\n'))
console.log((await measureCrashes()).join('\n'))
console.log((await measureRaces()).join('\n'))
console.log((await measureRotation()).join('\n'))
console.log((await measureIdleCost()).join('\n'))
