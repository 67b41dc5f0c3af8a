/** What CloudFormation takes for a property: its kind, or those of its own. */
type Shape = 'text' | 'number' | 'flag' | 'policy' | { list: Shape } | { [property: string]: Shape }

interface Spec {
  required: string[]
  properties: Record<string, Shape>
  attributes?: string[]
}

const tcp: Shape = { IpProtocol: 'text', FromPort: 'number', ToPort: 'number', CidrIp: 'text' }
const notice: Shape = {
  NotificationType: 'text',
  ComparisonOperator: 'text',
  Threshold: 'number',
  ThresholdType: 'text',
}

/** The part of CloudFormation's resource specification that the templates use. Source: its user guide. */
const RESOURCES: Record<string, Spec> = {
  'AWS::S3::Bucket': {
    required: [],
    properties: {
      BucketName: 'text',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: {
          list: { ServerSideEncryptionByDefault: { SSEAlgorithm: 'text' } },
        },
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: 'flag',
        BlockPublicPolicy: 'flag',
        IgnorePublicAcls: 'flag',
        RestrictPublicBuckets: 'flag',
      },
      VersioningConfiguration: { Status: 'text' },
      LifecycleConfiguration: { Rules: { list: { Id: 'text', Status: 'text', ExpirationInDays: 'number' } } },
    },
  },
  'AWS::S3::BucketPolicy': {
    required: ['Bucket', 'PolicyDocument'],
    properties: { Bucket: 'text', PolicyDocument: 'policy' },
  },
  'AWS::CloudTrail::Trail': {
    required: ['IsLogging', 'S3BucketName'],
    properties: {
      TrailName: 'text',
      S3BucketName: 'text',
      IsLogging: 'flag',
      IsMultiRegionTrail: 'flag',
      IncludeGlobalServiceEvents: 'flag',
      EnableLogFileValidation: 'flag',
    },
  },
  'AWS::Logs::LogGroup': { required: [], properties: { LogGroupName: 'text', RetentionInDays: 'number' } },
  'AWS::IAM::Role': {
    required: ['AssumeRolePolicyDocument'],
    properties: {
      RoleName: 'text',
      AssumeRolePolicyDocument: 'policy',
      Policies: { list: { PolicyName: 'text', PolicyDocument: 'policy' } },
    },
  },
  'AWS::SNS::Topic': {
    required: [],
    properties: { Subscription: { list: { Protocol: 'text', Endpoint: 'text' } } },
  },
  'AWS::CloudWatch::Alarm': {
    required: ['ComparisonOperator', 'EvaluationPeriods'],
    properties: {
      AlarmName: 'text',
      AlarmDescription: 'text',
      Namespace: 'text',
      MetricName: 'text',
      Dimensions: { list: { Name: 'text', Value: 'text' } },
      Statistic: 'text',
      ExtendedStatistic: 'text',
      Period: 'number',
      EvaluationPeriods: 'number',
      Threshold: 'number',
      ComparisonOperator: 'text',
      TreatMissingData: 'text',
      AlarmActions: { list: 'text' },
    },
  },
  'AWS::Budgets::Budget': {
    required: ['Budget'],
    properties: {
      Budget: {
        BudgetName: 'text',
        BudgetType: 'text',
        TimeUnit: 'text',
        BudgetLimit: { Amount: 'number', Unit: 'text' },
      },
      NotificationsWithSubscribers: {
        list: { Notification: notice, Subscribers: { list: { SubscriptionType: 'text', Address: 'text' } } },
      },
    },
  },
  'AWS::EC2::SecurityGroup': {
    required: ['GroupDescription'],
    properties: { GroupDescription: 'text', VpcId: 'text', SecurityGroupIngress: { list: tcp } },
    attributes: ['GroupId', 'VpcId'],
  },
  'AWS::EC2::VPCEndpoint': {
    required: ['VpcId'],
    properties: {
      VpcEndpointType: 'text',
      ServiceName: 'text',
      VpcId: 'text',
      SubnetIds: { list: 'text' },
      SecurityGroupIds: { list: 'text' },
      PrivateDnsEnabled: 'flag',
      PolicyDocument: 'policy',
    },
  },
  'AWS::Organizations::Policy': {
    required: ['Content', 'Name', 'Type'],
    properties: {
      Name: 'text',
      Description: 'text',
      Type: 'text',
      Content: 'policy',
      TargetIds: { list: 'text' },
    },
  },
}

const TOP = ['AWSTemplateFormatVersion', 'Description', 'Parameters', 'Resources', 'Outputs']
const PARTS = ['Type', 'Properties', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy']
const PARAMETER = ['Type', 'Default', 'Description', 'AllowedPattern', 'MinValue']
const PARAMETER_TYPE = /^(String|Number|CommaDelimitedList|(List<)?AWS::EC2::(VPC|Subnet)::Id>?)$/

type Tree = Record<string, unknown>
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The names a template may refer to, and what refers to them. */
interface Names {
  parameters: Tree
  resources: Tree
  used: Set<string>
}

/** A reference in the place of a value: what is wrong with it, or `undefined` for no reference. */
function reference(value: Tree, names: Names): string[] | undefined {
  if (typeof value.Ref === 'string') {
    names.used.add(value.Ref)
    return value.Ref in names.parameters || value.Ref in names.resources
      ? []
      : [`Ref to unknown ${value.Ref}`]
  }
  const got = value['Fn::GetAtt']
  if (!Array.isArray(got)) {
    return undefined
  }
  const [logical, attribute] = got.map(String)
  const target = names.resources[logical ?? ''] as Tree | undefined
  const known = RESOURCES[String(target?.Type)]?.attributes ?? []
  return known.includes(attribute ?? '') ? [] : [`GetAtt of unknown ${logical}.${attribute}`]
}

function judge(path: string, value: unknown, shape: Shape, names: Names): string[] {
  if (isTree(value)) {
    const referred = reference(value, names)
    if (referred !== undefined) {
      return referred
    }
  }
  if (typeof shape === 'string') {
    return shape === 'policy' ? policyProblems(path, value) : scalar(path, value, shape)
  }
  if ('list' in shape && shape.list !== undefined) {
    return listed(path, value, shape.list, names)
  }
  return isTree(value)
    ? properties(path, value, shape as Record<string, Shape>, names)
    : [`${path} is no object`]
}

const KINDS = { text: 'string', number: 'number', flag: 'boolean' } as const

const scalar = (path: string, value: unknown, shape: keyof typeof KINDS): string[] =>
  typeof value === KINDS[shape] ? [] : [`${path} is no ${KINDS[shape]}`]

const listed = (path: string, value: unknown, shape: Shape, names: Names): string[] =>
  Array.isArray(value)
    ? value.flatMap((each, index) => judge(`${path}[${index}]`, each, shape, names))
    : [`${path} is no list`]

function properties(path: string, value: Tree, shapes: Record<string, Shape>, names: Names): string[] {
  return Object.entries(value).flatMap(([name, each]) => {
    const shape = shapes[name]
    return shape === undefined ? [`${path}.${name} is unknown`] : judge(`${path}.${name}`, each, shape, names)
  })
}

/** IAM's own grammar of a policy, as far as the templates go. */
export function policyProblems(path: string, value: unknown): string[] {
  if (!isTree(value) || value.Version !== '2012-10-17' || !Array.isArray(value.Statement)) {
    return [`${path} is no policy`]
  }
  const known = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']
  return (value.Statement as Tree[]).flatMap((statement, index) => {
    const at = `${path}.Statement[${index}]`
    const actions = [statement.Action].flat().map(String)
    return [
      ...Object.keys(statement)
        .filter((key) => !known.includes(key))
        .map((key) => `${at}.${key} is unknown`),
      ...(statement.Effect === 'Allow' || statement.Effect === 'Deny' ? [] : [`${at} has no effect`]),
      ...actions
        .filter((action) => !/^[a-z0-9-]+:[A-Za-z*]+$/.test(action))
        .map((action) => `${at}: "${action}" is no action`),
      ...(/^[A-Za-z0-9]*$/.test(String(statement.Sid ?? ''))
        ? []
        : [`${at}: Sid takes letters and digits only`]),
    ]
  })
}

function parameterProblems(parameters: Tree): string[] {
  return Object.entries(parameters).flatMap(([name, given]) => {
    const parameter = given as Tree
    const unknown = Object.keys(parameter).filter((key) => !PARAMETER.includes(key))
    return [
      ...(PARAMETER_TYPE.test(String(parameter.Type)) ? [] : [`parameter ${name} has no type`]),
      ...unknown.map((key) => `parameter ${name}.${key} is unknown`),
    ]
  })
}

/** What a linter of CloudFormation would object to: structure, types, references, unused parameters. */
export function templateProblems(text: string): string[] {
  const template = JSON.parse(text) as Tree
  const parameters = (template.Parameters ?? {}) as Tree
  const resources = (template.Resources ?? {}) as Tree
  const names: Names = { parameters, resources, used: new Set() }
  const found = Object.entries(resources).flatMap(([logical, given]) => {
    const resource = given as Tree
    const spec = RESOURCES[String(resource.Type)]
    if (spec === undefined) {
      return [`${logical} has the unknown type ${resource.Type}`]
    }
    const own = (resource.Properties ?? {}) as Tree
    const after = [resource.DependsOn ?? []].flat().map(String)
    return [
      ...(/^[A-Za-z0-9]+$/.test(logical) ? [] : [`${logical} takes letters and digits only`]),
      ...Object.keys(resource)
        .filter((key) => !PARTS.includes(key))
        .map((key) => `${logical}.${key} is unknown`),
      ...spec.required.filter((name) => !(name in own)).map((name) => `${logical} lacks ${name}`),
      ...after.filter((name) => !(name in resources)).map((name) => `${logical} depends on unknown ${name}`),
      ...properties(logical, own, spec.properties, names),
    ]
  })
  return [
    ...(template.AWSTemplateFormatVersion === '2010-09-09' ? [] : ['no format version']),
    ...Object.keys(template)
      .filter((key) => !TOP.includes(key))
      .map((key) => `${key} is unknown`),
    ...(Object.keys(resources).length === 0 ? ['no resources'] : []),
    ...parameterProblems(parameters),
    ...found,
    ...Object.keys(parameters)
      .filter((name) => !names.used.has(name))
      .map((name) => `parameter ${name} is unused`),
    ...(text.length > 51_200 ? ['longer than CloudFormation takes'] : []),
  ]
}
