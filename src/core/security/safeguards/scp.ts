import { needs, quoted, type SafeguardInput, type SafeguardTexts, script, templateText } from './template.ts'

interface ControlPolicy {
  name: string
  description: string
  document: { Version: '2012-10-17'; Statement: object[] }
}

/**
 * Examples for the organisation's administrator. A global inference profile's requests carry the region
 * "unspecified", so that word stands among the allowed ones where AWS may take any region.
 */
function policies({ region, regions }: SafeguardInput): ControlPolicy[] {
  const allowed = [...new Set([region, ...regions, ...(regions.length === 0 ? ['unspecified'] : [])])].sort()
  const deny = (Sid: string, Action: string[], Condition?: object) => ({
    Sid,
    Effect: 'Deny',
    Action,
    Resource: '*',
    ...(Condition !== undefined && { Condition }),
  })
  return [
    {
      name: 'bedrock-regions',
      description: 'Amazon Bedrock only where the data may be.',
      document: {
        Version: '2012-10-17',
        Statement: [
          deny('OtherRegions', ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], {
            StringNotEquals: { 'aws:RequestedRegion': allowed },
          }),
        ],
      },
    },
    {
      name: 'bedrock-no-long-term-keys',
      description: 'No Bedrock API keys that stay valid.',
      document: {
        Version: '2012-10-17',
        Statement: [
          deny('MakeKeys', ['iam:CreateServiceSpecificCredential'], {
            StringEquals: { 'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com' },
          }),
          deny('UseLongTermKeys', ['bedrock:CallWithBearerToken'], {
            StringEquals: { 'bedrock:BearerTokenType': 'LONG_TERM' },
          }),
          deny('UseLongTermKeysElsewhere', ['bedrock-mantle:CallWithBearerToken'], {
            StringEquals: { 'bedrock-mantle:BearerTokenType': 'LONG_TERM' },
          }),
        ],
      },
    },
    {
      name: 'bedrock-keep-the-record',
      description: 'Nobody changes or switches off the record of Bedrock. Switch it on first.',
      document: {
        Version: '2012-10-17',
        Statement: [
          deny('KeepLogging', [
            'bedrock:DeleteModelInvocationLoggingConfiguration',
            'bedrock:PutModelInvocationLoggingConfiguration',
            'cloudtrail:StopLogging',
            'cloudtrail:DeleteTrail',
          ]),
        ],
      },
    },
  ]
}

/** Rules that hold for every account below a target of the organisation. */
export function controlPolicies(input: SafeguardInput): SafeguardTexts {
  const all = policies(input)
  return {
    cloudformation: templateText({
      description: 'Service control policies for Amazon Bedrock. Deploy in the management account.',
      parameters: {
        TargetId: {
          Type: 'String',
          AllowedPattern: '(r-|ou-|[0-9]{12})[a-z0-9-]*',
          Description: 'Root, organisational unit or account.',
        },
      },
      resources: Object.fromEntries(
        all.map(({ name, description, document }) => [
          name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase()),
          {
            Type: 'AWS::Organizations::Policy',
            Properties: {
              Name: name,
              Description: description,
              Type: 'SERVICE_CONTROL_POLICY',
              Content: document as { Version: string; Statement: [] },
              TargetIds: [{ Ref: 'TargetId' }],
            },
          },
        ]),
      ),
    }),
    cli: script(
      needs('TARGET_ID', 'Set TARGET_ID to a root, an organisational unit or an account.'),
      ...all.flatMap(({ name, description, document }) => [
        `POLICY=$(aws organizations create-policy --region ${input.region} --name ${name} --description ${quoted(description)} --type SERVICE_CONTROL_POLICY --content ${quoted(document)} --query Policy.PolicySummary.Id --output text)`,
        `aws organizations attach-policy --region ${input.region} --policy-id "$POLICY" --target-id "$TARGET_ID"`,
      ]),
    ),
  }
}
