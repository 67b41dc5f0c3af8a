import { t } from '@vscode/l10n'

const SYNOPSIS = [
  'bedrock-setup doctor --auth KIND [--profile P] --region R --model M [--plan-model M] [--endpoint URL]',
  '                     [--no-prompt] [--json [--verbose]]',
  'bedrock-setup apply  --auth KIND [--profile P] --region R --model M [--plan-model M | --mode plan|act]',
  '                     [--endpoint URL] [--dry-run] [--force] [--no-prompt] [--json [--verbose]]',
  'bedrock-setup policy --auth KIND [--profile P] --region R --model M [--plan-model M]',
  '                     [--format json|cli|cloudformation|terraform] [--discovery] [--first-use]',
  'bedrock-setup undo   [--list | --to NAME] [--dry-run] [--json]',
  'bedrock-setup backups [--delete NAME | --delete-all] [--json]',
  'bedrock-setup setups [save NAME | use NAME | delete NAME] [--json]',
  'bedrock-setup where  --auth KIND [--profile P] [--region R] [--json]',
]

/** After a mistake: how it is called, and where to read more. */
export const usageText = (): string => [...SYNOPSIS, '', t('More: {0}', 'bedrock-setup --help')].join('\n')

/** What `--help` prints. Option names stay as they are in every language. */
export const helpText = (): string =>
  [
    t('Checks Amazon Bedrock for Cline, and sets Cline up for it.'),
    '',
    ...SYNOPSIS,
    '',
    `  doctor           ${t('runs every check and writes nothing')}`,
    `  apply            ${t('checks, shows the change of Cline’s files, backs them up and writes')}`,
    `  policy           ${t('prints the least IAM policy for exactly this choice; changes nothing')}`,
    `  undo             ${t('takes the last write back; where Cline changed a file since, only our keys')}`,
    `  backups          ${t('lists the writes that can be taken back, or deletes their backups, which hold old keys')}`,
    `  setups           ${t('keeps Cline’s present settings under a name and switches between them; without keys')}`,
    `  where            ${t('tells where each value comes from; sends no requests')}`,
    '',
    `  --auth KIND      ${t('profile, keys, api-key or default (AWS’s provider chain)')}`,
    `  --profile NAME   ${t('the profile of ~/.aws, with --auth profile')}`,
    `  --region R       ${t('such as eu-central-1; default: the profile’s or the environment’s region')}`,
    `  --model M        ${t('the exact id that Cline sends: a model id, an inference profile id or an ARN')}`,
    `  --plan-model M   ${t('another model for Cline’s plan mode; it is checked, prompted and written, too')}`,
    `  --endpoint URL   ${t('Cline’s own endpoint setting (VPC endpoint or gateway) for Bedrock Runtime')}`,
    `  --no-prompt      ${t('do not send the test prompt, which bills a few tokens')}`,
    `  --json           ${t('print one JSON document')}`,
    `  --verbose        ${t('with --json: AWS’s own words and request ids too')}`,
    `  --dry-run        ${t('show what would be written, and write nothing')}`,
    `  --force          ${t('write although a check fails; never over a file that Cline could not read')}`,
    `  --mode           ${t('set only plan or only act mode; default: both')}`,
    `  --keep-api-key   ${t('leave a Bedrock API key that Cline no longer uses')}`,
    `  --format F       ${t('of the policy: json, cli, cloudformation or terraform; default: json')}`,
    `  --discovery      ${t('the policy also allows listing models, as the checks do; Cline does not need it')}`,
    `  --first-use      ${t('the policy also allows the use-case form and the Marketplace agreement')}`,
    `  --to NAME        ${t('go back to before this write; see --list')}`,
    `  --lang           ${t('en or zh-cn; default: from LC_ALL or LANG')}`,
    `  --version, --help`,
    '',
    t(
      'Keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, an API key from AWS_BEARER_TOKEN_BEDROCK; never from arguments.',
    ),
    t(
      'Calls go through HTTPS_PROXY except to hosts in NO_PROXY, trust NODE_EXTRA_CA_CERTS, and follow the SDK’s AWS_ENDPOINT_URL variables, which are never written to Cline.',
    ),
    t(
      'Cline’s files are found by CLINE_DATA_DIR and CLINE_DIR; backups lie in {0} or BEDROCK_SETUP_HOME.',
      '~/.local/share/bedrock-setup-for-cline',
    ),
    t('Exit codes: 0 pass or warnings, 1 failure, 2 wrong usage, 130 cancelled.'),
  ].join('\n')
