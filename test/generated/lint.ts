// npm run lint:generated [-- --write]: every text that the extension generates for AWS, judged by AWS's own programs
// where they are installed: cfn-lint for templates, the AWS CLI (each version found) for commands, terraform for its
// files; and scripts are run for real against moto. Nothing leaves this computer. --write renews the options of the CLI's commands that the ordinary tests use.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recordedCalls } from './awsCli.ts'
import { distinctTexts, type GeneratedText, generatedTexts, SCRIPT_ENV } from './texts.ts'

/** One thing that a program had to say of a text. */
interface Finding {
  text: string
  said: string
}

interface Verdict {
  program: string
  texts: number
  findings: Finding[]
}

/**
 * The account's data-retention mode came to Bedrock in 2026; cfn-lint's list of IAM actions is older. The action is an
 * operation of the AWS SDK's client that this project builds with.
 */
const KNOWN_TO_BE_NEWER = /'getaccountdataretention' is not one of/

// An old AWS CLI has no Bedrock.
const YOUNGER = /younger than this release/

const python = fileURLToPath(new URL('awsCli.py', import.meta.url))
const emulator = fileURLToPath(new URL('emulator.py', import.meta.url))

function templates(texts: GeneratedText[], folder: string): Verdict | undefined {
  const version = spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' })
  if (version.status !== 0) {
    return undefined
  }
  const files = new Map<string, GeneratedText>()
  const regions = new Set(texts.map(({ region }) => region))
  const findings: Finding[] = []
  for (const region of regions) {
    mkdirSync(join(folder, region))
    const here = texts.filter((each) => each.region === region)
    const paths = here.map((each, index) => {
      const path = join(folder, region, `${index}.json`)
      writeFileSync(path, each.text)
      files.set(path, each)
      return path
    })
    const { stdout, stderr } = spawnSync('cfn-lint', ['-r', region, '-f', 'json', '-t', ...paths], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    if (stdout === '' && stderr !== '') {
      throw new Error(stderr)
    }
    for (const each of JSON.parse(stdout || '[]') as LintFinding[]) {
      if (!KNOWN_TO_BE_NEWER.test(each.Message)) {
        const name = files.get(each.Filename)?.name ?? each.Filename
        findings.push({ text: `${name} (${region})`, said: `${each.Rule.Id} ${each.Message}` })
      }
    }
  }
  return { program: version.stdout.trim(), texts: texts.length, findings }
}

interface LintFinding {
  Filename: string
  Message: string
  Rule: { Id: string }
}

interface CliAnswer {
  version: string
  results: { code: number; said: string; hosts: string[] }[]
  options: Record<string, Record<string, boolean>>
}

interface Call {
  of: GeneratedText
  cwd: string
  region: string
  argv: string[]
}

function callsIn(texts: GeneratedText[], folder: string): Call[] {
  return texts.flatMap((of, index) => {
    const cwd = join(folder, `script-${index}`)
    mkdirSync(cwd)
    return recordedCalls(of.text, SCRIPT_ENV, cwd).map((argv) => ({ of, cwd, region: of.region, argv }))
  })
}

/** What one installation of the AWS CLI makes of the calls. */
function commands(interpreter: string, calls: Call[], home: string): CliAnswer | undefined {
  const { error, status, stdout, stderr } = spawnSync(interpreter, [python], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    input: JSON.stringify(calls.map(({ cwd, region, argv }) => ({ cwd, region, argv }))),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_PAGER: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  })
  if (status !== 0) {
    if (error !== undefined || stderr.includes("No module named 'awscli'")) {
      return undefined
    }
    throw new Error(stderr)
  }
  return JSON.parse(stdout) as CliAnswer
}

function cliVerdict(answer: CliAnswer, calls: Call[], texts: number): Verdict {
  const findings = answer.results.flatMap(({ code, said, hosts }, index): Finding[] => {
    const call = calls[index]
    const line = `${call?.of.name}: aws ${call?.argv.slice(0, 2).join(' ')}`
    if (YOUNGER.test(said)) {
      return []
    }
    if (code !== 0 || said !== '') {
      return [{ text: line, said: `exit ${code}: ${said}` }]
    }
    return hosts.length === 0 ? [{ text: line, said: 'called nothing' }] : []
  })
  const judged = answer.results.filter(({ said }) => !YOUNGER.test(said)).length
  const left = calls.length - judged
  const program = `aws-cli ${answer.version}, ${judged} calls${left > 0 ? ` (${left} are younger than it)` : ''}`
  return { program, texts, findings }
}

function print({ program, texts, findings }: Verdict): void {
  console.log(`${program}: ${texts} texts, ${findings.length} findings`)
  const grouped = Map.groupBy(findings, ({ said }) => said)
  for (const [said, of] of grouped) {
    console.log(`  ${said}\n    ${of.length} times, first in ${of[0]?.text}`)
  }
}

/** HCL's own grammar and layout; `terraform validate` would fetch a provider. */
function terraform(texts: GeneratedText[], folder: string): Verdict | undefined {
  const version = spawnSync('terraform', ['version'], { encoding: 'utf8' })
  if (version.status !== 0) {
    return undefined
  }
  const at = join(folder, 'terraform')
  mkdirSync(at)
  texts.forEach(({ text }, index) => {
    writeFileSync(join(at, `${index}.tf`), `${text}\n`)
  })
  const { stdout, stderr } = spawnSync('terraform', ['fmt', '-check', '-no-color', at], { encoding: 'utf8' })
  const findings = [
    ...stdout
      .split('\n')
      .filter((line) => line.endsWith('.tf'))
      .map((line) => ({
        text: texts[Number.parseInt(line.split('/').at(-1) ?? '', 10)]?.name ?? line,
        said: 'not as terraform fmt has it',
      })),
    ...(/Error/.test(stderr) ? [{ text: 'all', said: stderr }] : []),
  ]
  return { program: version.stdout.split('\n')[0] ?? 'terraform', texts: texts.length, findings }
}

/**
 * Scripts of a few choices, run for real against an emulator of AWS. It has neither AWS's own managed policies nor
 * an instance of Identity Center, and no Marketplace: texts for these are judged by the AWS CLI alone.
 */
function runs(texts: GeneratedText[]): Verdict | undefined {
  const wanted = texts.filter(({ name }) => RUNS_IN_EMULATOR.test(name) && EMULATED_CHOICES.test(name))
  const { error, status, stdout, stderr } = spawnSync('python3', [emulator], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    input: JSON.stringify(wanted),
  })
  if (error !== undefined || /No module named '(moto|boto3|flask)/.test(stderr)) {
    return undefined
  }
  if (status !== 0) {
    throw new Error(stderr)
  }
  const { version, results } = JSON.parse(stdout.split('\n').at(-2) ?? stdout) as Omit<CliAnswer, 'options'>
  const findings = results.flatMap(({ code, said }, index) =>
    code === 0 && said === '' ? [] : [{ text: wanted[index]?.name ?? '', said: `exit ${code}: ${said}` }],
  )
  return { program: `run with the AWS CLI in moto ${version}`, texts: wanted.length, findings }
}

const RUNS_IN_EMULATOR =
  /^(cloudtrail|logging|alarms|budget|privatelink|scp) |^the policy .*, profile, (user "cline|role "B|unknown)/
const EMULATED_CHOICES = /European profile|oldest region|GovCloud profile|no model/

const folder = mkdtempSync(join(tmpdir(), 'lint-generated-'))
try {
  const all = generatedTexts()
  const verdicts: (Verdict | undefined)[] = [
    templates(distinctTexts(all, 'cloudformation'), folder),
    terraform(distinctTexts(all, 'terraform'), folder),
  ]
  const scripts = distinctTexts(all, 'cli')
  const calls = callsIn(scripts, folder)
  verdicts.push(runs(scripts))
  const versions = new Map<string, CliAnswer>()
  for (const interpreter of ['python3', '/usr/bin/python3']) {
    const answer = commands(interpreter, calls, folder)
    if (answer !== undefined && !versions.has(answer.version)) {
      versions.set(answer.version, answer)
      verdicts.push(cliVerdict(answer, calls, scripts.length))
    }
  }
  const complete = [...versions.values()].find(
    ({ results }) => !results.some(({ said }) => YOUNGER.test(said)),
  )
  if (process.argv.includes('--write') && complete !== undefined) {
    const target = new URL('awsCliOptions.json', import.meta.url)
    writeFileSync(target, `${JSON.stringify(complete.options, null, 2)}\n`)
  }
  const judged = verdicts.filter((each) => each !== undefined)
  judged.forEach(print)
  if (judged.length === 0) {
    console.log('Neither cfn-lint nor the AWS CLI is installed here: nothing was judged.')
  }
  process.exitCode = judged.some(({ findings }) => findings.length > 0) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
