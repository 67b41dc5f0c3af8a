import { homeRegion, partitionOf } from '../bedrock/regions.ts'

/** The console pages that remedies open. */
export type ConsolePage =
  | 'iam'
  | 'iam-users'
  | 'iam-roles'
  | 'iam-policies'
  | 'iam-settings'
  | 'my-credentials'
  | 'bedrock'
  | 'model-access'
  | 'model-catalog'
  | 'inference-profiles'
  | 'api-keys'
  | 'bedrock-settings'
  | 'guardrails'
  | 'billing'
  | 'payment-methods'
  | 'account'
  | 'quotas'
  | 'support'
  | 'marketplace'
  | 'identity-center'
  | 'organizations'
  | 'vpc-endpoints'

const DOMAINS: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
}

interface Place {
  path: (region: string) => string
  /** Lives once per partition, not once per region. */
  global?: true
}

const bedrock = (page: string): Place => ({ path: (region) => `bedrock/home?region=${region}#/${page}` })
const iam = (page: string): Place => ({ path: () => `iam/home#/${page}`, global: true })

const PLACES: Record<Exclude<ConsolePage, 'support'>, Place> = {
  iam: iam('home'),
  'iam-users': iam('users'),
  'iam-roles': iam('roles'),
  'iam-policies': iam('policies'),
  'iam-settings': iam('account_settings'),
  'my-credentials': iam('security_credentials'),
  bedrock: bedrock('overview'),
  'model-access': bedrock('modelaccess'),
  'model-catalog': bedrock('model-catalog'),
  'inference-profiles': bedrock('inference-profiles'),
  'api-keys': bedrock('api-keys'),
  'bedrock-settings': bedrock('settings'),
  guardrails: bedrock('guardrails'),
  billing: { path: () => 'billing/home', global: true },
  'payment-methods': { path: () => 'billing/home#/paymentpreferences/paymentmethods', global: true },
  account: { path: () => 'billing/home#/account', global: true },
  quotas: { path: () => 'servicequotas/home/services/bedrock/quotas' },
  marketplace: { path: () => 'marketplace/home#/subscriptions', global: true },
  'identity-center': { path: (region) => `singlesignon/home?region=${region}#!/` },
  organizations: { path: () => 'organizations/v2/home/policies', global: true },
  'vpc-endpoints': { path: (region) => `vpcconsole/home?region=${region}#Endpoints:` },
}

/** The address of a console page in a region's own partition. A text that is no region opens the home region. */
export function consoleLink(page: ConsolePage, region: string): string {
  const called = /^[a-z]{2,4}(?:-[a-z]{2,9}){1,2}-\d$/.test(region) ? region : 'us-east-1'
  const domain = DOMAINS[partitionOf(called)] ?? 'console.aws.amazon.com'
  if (page === 'support') {
    return `https://support.${domain}/support/home#/case/create`
  }
  const place = PLACES[page]
  const where = place.global === true ? homeRegion(called) : called
  return `https://${where}.${domain}/${place.path(where)}`
}
