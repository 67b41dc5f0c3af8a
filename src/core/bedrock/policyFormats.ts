import { t } from '@vscode/l10n'
import type { PolicyDocument } from './policy.ts'

/** The forms in which administrators keep policies. */
export const POLICY_FORMATS = ['json', 'cli', 'cloudformation', 'terraform'] as const

export type PolicyFormat = (typeof POLICY_FORMATS)[number]

/** Who is to get the policy. `unknown` stands for callers that IAM has no name for. */
export interface PolicyPrincipal {
  kind: 'user' | 'role' | 'sso-role' | 'unknown'
  /** User or role name without path; the permission set of an `sso-role`. */
  name: string
}

/** What the texts are made from. */
export interface PolicyTextInput {
  policy: PolicyDocument
  name: string
  principal: PolicyPrincipal
  account: string
  /** `aws`, `aws-us-gov` … */
  partition: string
}

/** The name that Cline's own guide gives the policy. */
export const POLICY_NAME = 'ClineBedrockInvokeAccess'
export const MANAGED_POLICY = 'AmazonBedrockLimitedAccess'

// IAM names hold letters, digits and +=,.@_- only; anything else is none and must not reach a shell.
const plain = (name: string): string => name.replaceAll(/[^\w+=,.@-]/g, '_')

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const policyArn = ({ partition, account, name }: PolicyTextInput): string =>
  `arn:${partition}:iam::${account}:policy/${plain(name)}`

function attachCommand({ kind, name }: PolicyPrincipal, arn: string): string {
  switch (kind) {
    case 'role':
      return `aws iam attach-role-policy --role-name ${plain(name)} --policy-arn ${arn}`
    case 'user':
      return `aws iam attach-user-policy --user-name ${plain(name)} --policy-arn ${arn}`
    default:
      return `aws iam attach-user-policy --user-name USER_NAME --policy-arn ${arn}`
  }
}

function cli(input: PolicyTextInput): string {
  const document = quoted(JSON.stringify(input.policy))
  if (input.principal.kind === 'sso-role') {
    return [
      `# ${t('IAM Identity Center owns this role: change the permission set {0}, then provision it again.', plain(input.principal.name))}`,
      `# ${t('It replaces the inline policy that the permission set may have.')}`,
      `aws sso-admin put-inline-policy-to-permission-set --instance-arn "$INSTANCE_ARN" --permission-set-arn "$PERMISSION_SET_ARN" --inline-policy ${document}`,
      `aws sso-admin provision-permission-set --instance-arn "$INSTANCE_ARN" --permission-set-arn "$PERMISSION_SET_ARN" --target-type AWS_ACCOUNT --target-id ${input.account}`,
    ].join('\n')
  }
  return [
    `aws iam create-policy --policy-name ${plain(input.name)} --policy-document ${document}`,
    attachCommand(input.principal, policyArn(input)),
  ].join('\n')
}

function cloudFormation({ policy, name, principal }: PolicyTextInput): string {
  const holder = { user: { Users: [principal.name] }, role: { Roles: [principal.name] } }
  const resource =
    principal.kind === 'sso-role'
      ? {
          Type: 'AWS::SSO::PermissionSet',
          Properties: {
            Name: principal.name,
            InstanceArn: { Ref: 'InstanceArn' },
            InlinePolicy: policy,
          },
        }
      : {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            ManagedPolicyName: name,
            PolicyDocument: policy,
            ...(principal.kind === 'unknown' ? {} : holder[principal.kind]),
          },
        }
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    ...(principal.kind === 'sso-role' && { Parameters: { InstanceArn: { Type: 'String' } } }),
    Resources: { ClineBedrock: resource },
  }
  return JSON.stringify(template, null, 2)
}

// HCL reads JSON objects as they are; only its own templates would have to be escaped.
const hcl = (policy: PolicyDocument): string =>
  JSON.stringify(policy, null, 2)
    .replaceAll(/([$%])\{/g, '$1$1{')
    // As `terraform fmt` wants it.
    .replaceAll(/^(\s*"[^"]+"):/gm, '$1 :')
    .replaceAll('\n', '\n  ')

function terraform({ policy, name, principal }: PolicyTextInput): string {
  if (principal.kind === 'sso-role') {
    return [
      'variable "instance_arn" {}',
      'variable "permission_set_arn" {}',
      '',
      'resource "aws_ssoadmin_permission_set_inline_policy" "cline_bedrock" {',
      '  instance_arn       = var.instance_arn',
      '  permission_set_arn = var.permission_set_arn',
      `  inline_policy = jsonencode(${hcl(policy)})`,
      '}',
    ].join('\n')
  }
  const attachment =
    principal.kind === 'unknown'
      ? []
      : [
          '',
          `resource "aws_iam_${principal.kind}_policy_attachment" "cline_bedrock" {`,
          `  ${principal.kind.padEnd(10)} = ${JSON.stringify(plain(principal.name))}`,
          '  policy_arn = aws_iam_policy.cline_bedrock.arn',
          '}',
        ]
  return [
    'resource "aws_iam_policy" "cline_bedrock" {',
    `  name = ${JSON.stringify(plain(name))}`,
    `  policy = jsonencode(${hcl(policy)})`,
    '}',
    ...attachment,
  ].join('\n')
}

/** A policy as text, in the form that an administrator keeps. */
export function policyAs(format: PolicyFormat, input: PolicyTextInput): string {
  switch (format) {
    case 'json':
      return JSON.stringify(input.policy, null, 2)
    case 'cli':
      return cli(input)
    case 'cloudformation':
      return cloudFormation(input)
    case 'terraform':
      return terraform(input)
    default:
      return format satisfies never
  }
}

/** The command that attaches AWS's own policy instead; an SSO role gets it through its permission set. */
export function managedPolicyCommand(principal: PolicyPrincipal, partition: string): string {
  const arn = `arn:${partition}:iam::aws:policy/${MANAGED_POLICY}`
  return principal.kind === 'sso-role'
    ? `aws sso-admin attach-managed-policy-to-permission-set --instance-arn "$INSTANCE_ARN" --permission-set-arn "$PERMISSION_SET_ARN" --managed-policy-arn ${arn}`
    : attachCommand(principal, arn)
}
