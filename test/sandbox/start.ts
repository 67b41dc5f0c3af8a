import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Scenario } from './scenario.ts'
import { findScenario, SCENARIOS } from './scenarios.ts'
import { startSandbox } from './server.ts'

const HELP = `npm run sandbox -- [options]
  A local AWS (STS, IAM, single sign-on, Bedrock) on 127.0.0.1, until Ctrl+C.
  --scenario NAME  the situation to play; default: healthy
  --list           prints the scenarios and stops
  --port N         default: a free one
  --json           prints one JSON document instead of text
  --help           this text
All keys in it are made up. Other processes steer it: POST URL/_sandbox/scenario {"name":…}, GET URL/_sandbox/log`

function doctor(scenario: Scenario): string {
  const profile = scenario.profile ? ` --profile ${scenario.profile}` : ''
  return `node dist/cli.js doctor --auth ${scenario.auth}${profile} --region ${scenario.region} --model ${scenario.model}`
}

function makeHome(files: Record<string, string>): string {
  const home = mkdtempSync(join(tmpdir(), 'sandbox-home-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text, { mode: 0o600 })
  }
  return home
}

function list(json: boolean): void {
  const rows = Object.entries(SCENARIOS).map(([name, { title, expect }]) => ({ name, title, expect }))
  if (json) console.log(JSON.stringify(rows, null, 2))
  else for (const { name, title } of rows) console.log(`${name.padEnd(28)}${title}`)
}

async function serve(name: string, port: number | undefined, json: boolean): Promise<void> {
  const scenario = findScenario(name)
  const home = makeHome(scenario.home())
  process.on('exit', () => rmSync(home, { recursive: true, force: true }))
  const sandbox = await startSandbox({ scenario: name, ...(port === undefined ? {} : { port }) })
  const env = { ...sandbox.env(), HOME: home, USERPROFILE: home, ...scenario.credentials }
  const { title, auth, profile, region, model } = scenario
  if (json) {
    console.log(
      JSON.stringify({ url: sandbox.url, scenario: name, title, auth, profile, region, model, home, env }),
    )
  } else {
    const lines = Object.entries(env).map(([variable, value]) => `export ${variable}='${value}'`)
    console.log(
      `Local AWS:  ${sandbox.url}\nScenario:   ${name}: ${title}\n\n${lines.join('\n')}\n${doctor(scenario)}`,
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', default: 'healthy' },
      port: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(HELP)
  else if (values.list) list(values.json)
  else await serve(values.scenario, values.port === undefined ? undefined : Number(values.port), values.json)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
})
