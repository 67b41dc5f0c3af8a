import { t } from '@vscode/l10n'

/** What `--help` prints. Option names stay as they are in every language. */
export const helpText = (): string =>
  [
    t('Checks Amazon Bedrock for Cline, and sets Cline up for it.'),
    '',
    'bedrock-setup doctor --auth KIND --region R --model M [--json] [--no-prompt]',
    'bedrock-setup apply  --auth KIND --region R --model M [--dry-run] [--force] [--mode plan|act]',
    'bedrock-setup undo   [--dry-run] [--json]',
    `bedrock-setup where  --auth KIND [--region R] [--json]   ${t('where each value comes from; asks nobody')}`,
    '',
    `  --auth KIND      ${t('profile, keys, api-key or default (AWS’s provider chain)')}`,
    `  --profile NAME   ${t('the profile of ~/.aws, with --auth profile')}`,
    `  --region R       ${t('such as eu-central-1; default: the profile’s or the environment’s region')}`,
    `  --model M        ${t('the exact id that Cline sends: a model id, an inference profile id or an ARN')}`,
    `  --endpoint URL   ${t('Cline’s own endpoint setting (VPC endpoint or gateway) for Bedrock Runtime')}`,
    `  --no-prompt      ${t('do not send the test prompt, which bills a few tokens')}`,
    `  --json           ${t('print one JSON document')}`,
    `  --dry-run        ${t('show what would be written, and write nothing')}`,
    `  --force          ${t('write although a check fails')}`,
    `  --mode           ${t('set only plan or only act mode; default: both')}`,
    `  --lang           ${t('en or zh-cn; default: from LC_ALL or LANG')}`,
    '',
    t(
      'Keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, an API key from AWS_BEARER_TOKEN_BEDROCK; never from arguments.',
    ),
    t('Exit codes: 0 pass or warnings, 1 failure, 2 wrong usage.'),
  ].join('\n')
