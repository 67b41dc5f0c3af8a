// Import rules, with two proofs that the check itself works: it saw modules, and it catches planted sins.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

const PLANTED = [
  [
    'src/core/planted-vscode.ts',
    "import { env } from 'vscode'\nexport const planted = env\n",
    'core-is-pure',
  ],
  [
    'src/core/planted-node.ts',
    "import { readFileSync } from 'node:fs'\nexport const planted = readFileSync\n",
    'core-is-pure',
  ],
  [
    'src/app/planted-sdk.ts',
    "import { STSClient } from '@aws-sdk/client-sts'\nexport const planted = STSClient\n",
    'app-knows-core',
  ],
  [
    'src/host/planted-adapter.ts',
    "import { createAws } from '../aws/adapter.ts'\nexport const planted = createAws\n",
    'host-is-the-editor',
  ],
  [
    'webview-ui/planted-toolkit.ts',
    "import { vsCodeButton } from '@vscode/webview-ui-toolkit'\nexport const planted = vsCodeButton\n",
    'toolkit-behind-controls',
  ],
  [
    'webview-ui/planted-core.ts',
    "import { ok } from '../src/core/outcome.ts'\nexport const planted = ok\n",
    'page-imports-types-of-core',
  ],
  [
    'test/sandbox/planted-product.ts',
    "import { ok } from '../../src/core/outcome.ts'\nexport const planted = ok\n",
    'sandbox-is-a-witness',
  ],
  ['src/planted-outside.ts', 'export const planted = 1\n', 'no-file-outside-a-room'],
]

const MINIMUM = 60

function cruise() {
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.config/dependency-cruiser.cjs',
      '--output-type',
      'json',
      'src',
      'webview-ui',
      'test/sandbox',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const start = run.stdout.indexOf('{')
  if (start < 0) {
    throw new Error(`dependency-cruiser gave no answer: ${run.stderr}`)
  }
  return JSON.parse(run.stdout.slice(start)).summary
}

const honest = cruise()
for (const { rule, from, to } of honest.violations) {
  console.error(`${rule.name}: ${from} → ${to}`)
}
if (honest.totalCruised < MINIMUM) {
  console.error(`Only ${honest.totalCruised} modules were read: the check is blind.`)
  process.exit(1)
}
if (honest.violations.length > 0) {
  process.exit(1)
}

try {
  for (const [path, text] of PLANTED) {
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true })
    writeFileSync(path, text)
  }
  // A file that nothing imports is seen as a module; a rule on "to" needs an importer.
  writeFileSync(
    'src/cli/planted-importer.ts',
    "import { planted } from '../planted-outside.ts'\nexport const again = planted\n",
  )
  const caught = cruise().violations
  const missed = PLANTED.filter(
    ([path, , rule]) =>
      !caught.some((each) => each.rule.name === rule && (each.from === path || each.to === path)),
  )
  for (const [path, , rule] of missed) {
    console.error(`Planted violation not caught: ${path} should break ${rule}`)
  }
  if (missed.length > 0) {
    process.exitCode = 1
  }
} finally {
  for (const [path] of PLANTED) {
    rmSync(path, { force: true })
  }
  rmSync('src/cli/planted-importer.ts', { force: true })
}
if (process.exitCode !== 1) {
  console.log(`Imports: ${honest.totalCruised} modules, 0 violations; ${PLANTED.length} planted ones caught.`)
}
