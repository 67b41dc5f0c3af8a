// npm run bench [-- SECTION …]: figures and ratios, no verdicts; without a section all of them.
import { measureCrashes, measureRaces } from './cline.ts'
import { measureUnknownRate, reportUnknownRate } from './diagnosis-unknown.ts'
import { reportEditor } from './editor.ts'
import { measureIdleCost, measureRotation } from './health.ts'
import { reportModelSearch } from './models.ts'
import { reportRegions } from './regions.ts'
import { reportRounds } from './rounds.ts'
import { reportSizes } from './sizes.ts'

const SECTIONS: Record<string, () => string[] | Promise<string[]>> = {
  sizes: reportSizes,
  rounds: reportRounds,
  editor: reportEditor,
  models: reportModelSearch,
  regions: reportRegions,
  files: async () => [...(await measureCrashes()), ...(await measureRaces())],
  health: async () => [...(await measureRotation()), ...(await measureIdleCost())],
  diagnosis: () => reportUnknownRate(measureUnknownRate()),
}

const named = process.argv.slice(2)
const unknown = named.find((name) => !Object.hasOwn(SECTIONS, name))
if (unknown !== undefined) {
  console.error(`There is no section "${unknown}". There are: ${Object.keys(SECTIONS).join(', ')}`)
  process.exit(2)
}
for (const [name, report] of Object.entries(SECTIONS)) {
  if (named.length === 0 || named.includes(name)) {
    console.log(`── ${name} ──\n${(await report()).join('\n')}\n`)
  }
}
process.exit(0)
