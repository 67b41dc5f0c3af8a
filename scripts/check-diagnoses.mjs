// Writes docs/diagnoses.md from the catalogue; with `--check` only says whether it is fresh.
import { readFileSync, writeFileSync } from 'node:fs'
import { CATALOGUE, explain } from '../src/core/diagnosis/catalogue.ts'
import { DIAGNOSIS_IDS } from '../src/core/diagnosis/ids.ts'

const FILE = 'docs/diagnoses.md'
const RETRY = { no: 'no', soon: 'after seconds', minutes: 'after minutes' }
// One made-up situation, so that every sentence is whole.
const FACTS = {
  profile: 'dev',
  region: 'us-east-1',
  modelId: 'us.anthropic.claude-sonnet-4-6',
  principal: 'arn:aws:iam::123456789012:user/dev',
}
const CONTEXT = { platform: 'linux', region: FACTS.region, profile: FACTS.profile, account: '123456789012' }

function section(id) {
  const { title, what, why, remedies } = explain({ id, facts: FACTS }, CONTEXT)
  const { retry, seenBy } = CATALOGUE[id]
  return [
    `## ${id}`,
    '',
    `**${title}.** ${what} ${why}`,
    '',
    ...remedies.map(({ text, label }) => `- ${text}${label === undefined ? '' : ` [${label}]`}`),
    '',
    `Trying again helps: ${RETRY[retry]}. Seen by: ${seenBy.join(', ')}.`,
    '',
  ].join('\n')
}

const text = [
  '# Diagnoses',
  '',
  'Every cause that the checks can name, in the words that users read (here for the profile `dev` in `us-east-1`',
  'on Linux). Made from `src/core/diagnosis/catalogue/` by `node scripts/check-diagnoses.mjs`; do not edit.',
  '',
  'How to add one: [adding-a-diagnosis.md](adding-a-diagnosis.md).',
  '',
  ...DIAGNOSIS_IDS.map(section),
].join('\n')

if (process.argv.includes('--check')) {
  const fresh = readFileSync(FILE, 'utf8') === text
  console.log(
    `diagnoses: ${DIAGNOSIS_IDS.length}, ${fresh ? 'the page is fresh' : `${FILE} is stale: run node scripts/check-diagnoses.mjs`}`,
  )
  process.exitCode = fresh ? 0 : 1
} else {
  writeFileSync(FILE, text)
  console.log(`wrote ${FILE}: ${DIAGNOSIS_IDS.length} diagnoses`)
}
