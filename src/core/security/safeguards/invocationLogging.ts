import { quoted, type SafeguardInput, type SafeguardTexts, script, templateText } from './template.ts'

const GROUP = '/aws/bedrock/cline'
const ROLE = 'ClineBedrockInvocationLogging'
const DAYS = 30

/** Prompts and answers to CloudWatch Logs for 30 days. CloudFormation has no switch for it, so its last step is a command. */
export function invocationLogging({ account, region, partition }: SafeguardInput): SafeguardTexts {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:bedrock:${region}:${account}:*` },
        },
      },
    ],
  }
  const write = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:${partition}:logs:${region}:${account}:log-group:${GROUP}:log-stream:aws/bedrock/modelinvocations`,
      },
    ],
  }
  const config = {
    cloudWatchConfig: { logGroupName: GROUP, roleArn: `arn:${partition}:iam::${account}:role/${ROLE}` },
    textDataDeliveryEnabled: true,
    imageDataDeliveryEnabled: false,
    embeddingDataDeliveryEnabled: false,
  }
  const switchOn = `aws bedrock put-model-invocation-logging-configuration --region ${region} --logging-config ${quoted(config)}`
  return {
    cloudformation: templateText({
      description: 'The log group and role for Amazon Bedrock model invocation logging.',
      resources: {
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: GROUP, RetentionInDays: DAYS } },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: ROLE,
            AssumeRolePolicyDocument: trust,
            Policies: [{ PolicyName: 'WriteInvocations', PolicyDocument: write }],
          },
        },
      },
      outputs: { SwitchOn: { Description: 'Run this once after the stack is there.', Value: switchOn } },
    }),
    cli: script(
      `aws logs create-log-group --region ${region} --log-group-name ${GROUP}`,
      `aws logs put-retention-policy --region ${region} --log-group-name ${GROUP} --retention-in-days ${DAYS}`,
      `aws iam create-role --region ${region} --role-name ${ROLE} --assume-role-policy-document ${quoted(trust)}`,
      `aws iam put-role-policy --region ${region} --role-name ${ROLE} --policy-name WriteInvocations --policy-document ${quoted(write)}`,
      `aws iam wait role-exists --region ${region} --role-name ${ROLE}`,
      // A new role is not yet known everywhere, and Bedrock tries it at once.
      'sleep 15',
      switchOn,
    ),
  }
}
