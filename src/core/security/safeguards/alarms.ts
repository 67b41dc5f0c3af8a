import {
  EMAIL,
  needs,
  type Resource,
  type SafeguardInput,
  type SafeguardTexts,
  script,
  templateText,
} from './template.ts'

interface Alarm {
  name: string
  metric: string
  /** `Sum`, or a percentile such as `p90`. */
  statistic: string
  periodSeconds: number
  periods: number
  threshold: number
  description: string
}

/** Tokens: twice what a full day would spend in an hour of eight, rounded to a thousand. */
const hourly = (dayTokens: number): number => Math.max(1000, Math.ceil(((dayTokens / 8) * 2) / 1000) * 1000)

const alarmsFor = ({ dayOutputTokens }: SafeguardInput): Alarm[] => [
  {
    name: 'Throttles',
    metric: 'InvocationThrottles',
    statistic: 'Sum',
    periodSeconds: 300,
    periods: 3,
    threshold: 5,
    description: 'Bedrock throttles: ask for a higher quota, or use a profile over several regions.',
  },
  {
    name: 'ClientErrors',
    metric: 'InvocationClientErrors',
    statistic: 'Sum',
    periodSeconds: 300,
    periods: 2,
    threshold: 10,
    description: 'Requests are refused: rights, model access or credentials have changed.',
  },
  {
    name: 'ServerErrors',
    metric: 'InvocationServerErrors',
    statistic: 'Sum',
    periodSeconds: 300,
    periods: 2,
    threshold: 5,
    description: 'Bedrock fails.',
  },
  {
    name: 'Latency',
    metric: 'InvocationLatency',
    statistic: 'p90',
    periodSeconds: 300,
    periods: 3,
    threshold: 60_000,
    description: 'One answer in ten takes longer than a minute.',
  },
  {
    name: 'OutputTokens',
    metric: 'OutputTokenCount',
    statistic: 'Sum',
    periodSeconds: 3600,
    periods: 1,
    threshold: hourly(dayOutputTokens),
    description: 'More tokens in an hour than a day of work explains.',
  },
  {
    name: 'Calls',
    metric: 'Invocations',
    statistic: 'Sum',
    periodSeconds: 3600,
    periods: 1,
    threshold: 500,
    description: 'More calls in an hour than one person makes.',
  },
]

function resource(alarm: Alarm, modelId: string): Resource {
  const isPercentile = alarm.statistic.startsWith('p')
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `cline-bedrock-${alarm.name}`,
      AlarmDescription: alarm.description,
      Namespace: 'AWS/Bedrock',
      MetricName: alarm.metric,
      ...(modelId !== '' && { Dimensions: [{ Name: 'ModelId', Value: modelId }] }),
      ...(isPercentile ? { ExtendedStatistic: alarm.statistic } : { Statistic: alarm.statistic }),
      Period: alarm.periodSeconds,
      EvaluationPeriods: alarm.periods,
      Threshold: alarm.threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'Topic' }],
    },
  }
}

const command = (alarm: Alarm, modelId: string, region: string): string =>
  [
    `aws cloudwatch put-metric-alarm --region ${region} --alarm-name cline-bedrock-${alarm.name}`,
    `--alarm-description '${alarm.description}' --namespace AWS/Bedrock --metric-name ${alarm.metric}`,
    ...(modelId === '' ? [] : [`--dimensions 'Name=ModelId,Value=${modelId}'`]),
    alarm.statistic.startsWith('p')
      ? `--extended-statistic ${alarm.statistic}`
      : `--statistic ${alarm.statistic}`,
    `--period ${alarm.periodSeconds} --evaluation-periods ${alarm.periods} --threshold ${alarm.threshold}`,
    '--comparison-operator GreaterThanThreshold --treat-missing-data notBreaching --alarm-actions "$TOPIC"',
  ].join(' ')

/**
 * Warnings by mail, from Bedrock's own metrics of the model that Cline calls; without a model those across all
 * models. Source: Bedrock user guide, "Monitor inference using CloudWatch metrics".
 */
export function alarms(input: SafeguardInput): SafeguardTexts {
  const { region, modelId } = input
  const all = alarmsFor(input)
  return {
    cloudformation: templateText({
      description: 'Alarms on what Cline does with Amazon Bedrock.',
      parameters: { Email: EMAIL },
      resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { Subscription: [{ Protocol: 'email', Endpoint: { Ref: 'Email' } }] },
        },
        ...Object.fromEntries(all.map((alarm) => [alarm.name, resource(alarm, modelId)])),
      },
    }),
    cli: script(
      needs('EMAIL', 'Set EMAIL to where warnings are mailed.'),
      `TOPIC=$(aws sns create-topic --region ${region} --name cline-bedrock --query TopicArn --output text)`,
      `aws sns subscribe --region ${region} --topic-arn "$TOPIC" --protocol email --notification-endpoint "$EMAIL"`,
      ...all.map((alarm) => command(alarm, modelId, region)),
    ),
  }
}
