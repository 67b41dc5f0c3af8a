import {
  needs,
  quoted,
  type Resource,
  type SafeguardInput,
  type SafeguardTexts,
  script,
  templateText,
} from './template.ts'

/** What an endpoint lets through: this account's principals, and only what Cline and this extension call. */
function endpointPolicy({ account, partition }: SafeguardInput, { actions, unsigned }: Service) {
  const allow = { Effect: 'Allow', Principal: '*' }
  return {
    Version: '2012-10-17',
    Statement: [
      {
        ...allow,
        Action: actions,
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
      },
      // Who has only a token is nobody's principal yet.
      ...(unsigned === undefined
        ? []
        : [{ ...allow, Action: unsigned, Resource: `arn:${partition}:iam::${account}:role/*` }]),
    ],
  }
}

interface Service {
  name: string
  service: string
  actions: string[]
  /** Calls without a signature. */
  unsigned?: string[]
}

const SERVICES: Service[] = [
  {
    name: 'Runtime',
    service: 'bedrock-runtime',
    actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:CallWithBearerToken'],
  },
  {
    name: 'Control',
    service: 'bedrock',
    actions: [
      'bedrock:Get*',
      'bedrock:List*',
      'bedrock:PutUseCaseForModelAccess',
      'bedrock:CreateFoundationModelAgreement',
      'bedrock:CallWithBearerToken',
    ],
  },
  {
    name: 'Sts',
    service: 'sts',
    actions: ['sts:GetCallerIdentity', 'sts:AssumeRole'],
    unsigned: ['sts:AssumeRoleWithWebIdentity'],
  },
]

/** Interface endpoints with private DNS: Cline needs no other address, and no prompt leaves the network. */
export function privateLink(input: SafeguardInput): SafeguardTexts {
  const { region } = input
  const endpoints = Object.fromEntries(
    SERVICES.map((each): [string, Resource] => [
      each.name,
      {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.${region}.${each.service}`,
          VpcId: { Ref: 'VpcId' },
          SubnetIds: { Ref: 'SubnetIds' },
          SecurityGroupIds: [{ 'Fn::GetAtt': ['Https', 'GroupId'] }],
          PrivateDnsEnabled: true,
          PolicyDocument: endpointPolicy(input, each),
        },
      },
    ]),
  )
  return {
    cloudformation: templateText({
      description: 'Private endpoints for Amazon Bedrock and STS.',
      parameters: {
        VpcId: { Type: 'AWS::EC2::VPC::Id', Description: 'The network that Cline runs in.' },
        SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'One subnet in each zone.' },
        Cidr: {
          Type: 'String',
          AllowedPattern: '[0-9.]+/[0-9]+',
          Description: 'Addresses that may call, such as 10.0.0.0/16.',
        },
      },
      resources: {
        Https: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: 'HTTPS to the endpoints of Amazon Bedrock',
            VpcId: { Ref: 'VpcId' },
            SecurityGroupIngress: [
              { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: { Ref: 'Cidr' } },
            ],
          },
        },
        ...endpoints,
      },
    }),
    cli: script(
      needs('VPC_ID', 'Set VPC_ID to the network that Cline runs in.'),
      needs('SUBNET_IDS', 'Set SUBNET_IDS to one subnet in each zone, with spaces between.'),
      needs('CIDR', 'Set CIDR to the addresses that may call, such as 10.0.0.0/16.'),
      `GROUP=$(aws ec2 create-security-group --region ${region} --vpc-id "$VPC_ID" --group-name cline-bedrock --description 'HTTPS to the endpoints of Amazon Bedrock' --query GroupId --output text)`,
      `aws ec2 authorize-security-group-ingress --region ${region} --group-id "$GROUP" --protocol tcp --port 443 --cidr "$CIDR"`,
      ...SERVICES.map(
        (each) =>
          `aws ec2 create-vpc-endpoint --region ${region} --vpc-id "$VPC_ID" --vpc-endpoint-type Interface --service-name com.amazonaws.${region}.${each.service} --subnet-ids $SUBNET_IDS --security-group-ids "$GROUP" --private-dns-enabled --policy-document ${quoted(endpointPolicy(input, each))}`,
      ),
    ),
  }
}
