import { EMAIL, needs, type SafeguardInput, type SafeguardTexts, script, templateText } from './template.ts'

const WORKDAYS = 22

/** Where a partition keeps its budgets, if not in us-east-1: not every region has them. */
const HOME: Record<string, string> = { 'aws-cn': 'cn-northwest-1', 'aws-eusc': 'eusc-de-east-1' }

/** Whole dollars of a month of full days, at least 10. */
const monthly = (dayUsd: number): number => Math.max(10, Math.ceil(dayUsd * WORKDAYS))

/**
 * A monthly budget of the whole account. Models of other providers are billed as items of AWS Marketplace,
 * so a filter on the service Amazon Bedrock would miss them. GovCloud has no budgets: what is used there is paid by
 * a standard account, which budgets it. Source: AWS GovCloud (US) user guide, "Billing".
 */
export function budget({ account, partition, dayUsd }: SafeguardInput): SafeguardTexts {
  const paidElsewhere = partition === 'aws-us-gov'
  const home = HOME[partition] ?? 'us-east-1'
  const limit = monthly(dayUsd)
  const name = 'cline-bedrock'
  const notice = (type: string, threshold: number) => ({
    NotificationType: type,
    ComparisonOperator: 'GREATER_THAN',
    Threshold: threshold,
    ThresholdType: 'PERCENTAGE',
  })
  const notices = [notice('ACTUAL', 80), notice('FORECASTED', 100)]
  const wanted = {
    BudgetName: name,
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    BudgetLimit: { Amount: String(limit), Unit: 'USD' },
  }
  // The shell puts the address in where the quotes end.
  const mails = JSON.stringify(
    notices.map((each) => ({
      Notification: each,
      Subscribers: [{ SubscriptionType: 'EMAIL', Address: '@@' }],
    })),
  ).replaceAll('@@', `'"$EMAIL"'`)
  return {
    cloudformation: templateText({
      description: `A monthly budget that warns. Deploy in ${home}${paidElsewhere ? ' of the standard account that pays for this GovCloud account' : ''}.`,
      parameters: {
        Email: EMAIL,
        MonthlyUsd: { Type: 'Number', MinValue: 1, Default: limit, Description: 'US dollars a month.' },
      },
      resources: {
        Budget: {
          Type: 'AWS::Budgets::Budget',
          Properties: {
            Budget: { ...wanted, BudgetLimit: { Amount: { Ref: 'MonthlyUsd' }, Unit: 'USD' } },
            NotificationsWithSubscribers: notices.map((each) => ({
              Notification: each,
              Subscribers: [{ SubscriptionType: 'EMAIL', Address: { Ref: 'Email' } }],
            })),
          },
        },
      },
    }),
    cli: script(
      needs('EMAIL', 'Set EMAIL to where warnings are mailed.'),
      ...(paidElsewhere
        ? [
            needs(
              'PAYER',
              'Set PAYER to the standard account that pays for this GovCloud account, and use its keys.',
            ),
          ]
        : []),
      `aws budgets create-budget --region ${home} --account-id ${paidElsewhere ? '"$PAYER"' : account} --budget '${JSON.stringify(wanted)}' --notifications-with-subscribers '${mails}'`,
    ),
  }
}
