import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Options of the AWS CLI's commands that the scripts use; `!` marks those it demands. Source: its reference. */
const COMMANDS: Record<string, string[]> = {
  's3api create-bucket': ['bucket!', 'create-bucket-configuration'],
  's3api put-public-access-block': ['bucket!', 'public-access-block-configuration!'],
  's3api put-bucket-versioning': ['bucket!', 'versioning-configuration!'],
  's3api put-bucket-policy': ['bucket!', 'policy!'],
  'cloudtrail create-trail': [
    'name!',
    's3-bucket-name!',
    'is-multi-region-trail',
    'enable-log-file-validation',
  ],
  'cloudtrail start-logging': ['name!'],
  'logs create-log-group': ['log-group-name!'],
  'logs put-retention-policy': ['log-group-name!', 'retention-in-days!'],
  'iam create-role': ['role-name!', 'assume-role-policy-document!'],
  'iam put-role-policy': ['role-name!', 'policy-name!', 'policy-document!'],
  'iam wait role-exists': ['role-name!'],
  'bedrock put-model-invocation-logging-configuration': ['logging-config!'],
  'sns create-topic': ['name!'],
  'sns subscribe': ['topic-arn!', 'protocol!', 'notification-endpoint'],
  'cloudwatch put-metric-alarm': [
    'alarm-name!',
    'alarm-description',
    'namespace',
    'metric-name',
    'dimensions',
    'statistic',
    'extended-statistic',
    'period',
    'evaluation-periods!',
    'threshold',
    'comparison-operator!',
    'treat-missing-data',
    'alarm-actions',
  ],
  'budgets create-budget': ['account-id!', 'budget!', 'notifications-with-subscribers'],
  'ec2 create-security-group': ['vpc-id', 'group-name!', 'description!'],
  'ec2 authorize-security-group-ingress': ['group-id', 'protocol', 'port', 'cidr'],
  'ec2 create-vpc-endpoint': [
    'vpc-id!',
    'vpc-endpoint-type',
    'service-name',
    'subnet-ids',
    'security-group-ids',
    'private-dns-enabled',
    'policy-document',
  ],
  'organizations create-policy': ['name!', 'description!', 'type!', 'content!'],
  'organizations attach-policy': ['policy-id!', 'target-id!'],
}
const EVERYWHERE = ['region', 'query', 'output']

/** One call of `aws`, as the shell would make it. */
export interface AwsCall {
  command: string
  options: Record<string, string>
}

// The scripts run for real, with an `aws` that only writes down how it was called.
const RECORDER = `aws() { for each in "$@"; do printf '%s\\0' "$each"; done >> "$CALLS"; printf '\\n\\0' >> "$CALLS"; echo made-by-aws; }
`

/** Runs a script in a POSIX shell against an `aws` that only notes its arguments. */
export function callsOf(script: string, env: Record<string, string>): AwsCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'safeguard-'))
  const file = join(folder, 'calls')
  try {
    execFileSync('sh', ['-c', `${RECORDER}${script}`], {
      env: { PATH: process.env.PATH ?? '', CALLS: file, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    return parseCalls(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes the recorded arguments apart. */
function parseCalls(recorded: string): AwsCall[] {
  return recorded
    .split('\n\0')
    .map((call) => call.split('\0').filter((word, index, all) => !(word === '' && index === all.length - 1)))
    .filter((words) => words.length > 1)
    .map(parseCall)
}

function parseCall(words: string[]): AwsCall {
  const first = words.findIndex((word) => word.startsWith('--'))
  const options: Record<string, string> = {}
  let name = ''
  for (const word of words.slice(first)) {
    if (word.startsWith('--')) {
      name = word.slice(2)
      options[name] = ''
    } else {
      options[name] = options[name] === '' ? word : `${options[name]} ${word}`
    }
  }
  return { command: words.slice(0, first).join(' '), options }
}

/** What the AWS CLI would refuse in a call. */
export function callProblems({ command, options }: AwsCall): string[] {
  const known = COMMANDS[command]
  if (known === undefined) {
    return [`"aws ${command}" is unknown`]
  }
  const names = known.map((option) => option.replace('!', ''))
  return [
    ...Object.keys(options)
      .filter((option) => !names.includes(option) && !EVERYWHERE.includes(option))
      .map((option) => `"aws ${command}" does not take --${option}`),
    ...known
      .filter((option) => option.endsWith('!') && !(option.slice(0, -1) in options))
      .map((option) => `"aws ${command}" needs --${option.slice(0, -1)}`),
  ]
}
