import { alarms } from './safeguards/alarms.ts'
import { budget } from './safeguards/budget.ts'
import { cloudTrail } from './safeguards/cloudTrail.ts'
import { invocationLogging } from './safeguards/invocationLogging.ts'
import { privateLink } from './safeguards/privateLink.ts'
import { controlPolicies } from './safeguards/scp.ts'
import type { SafeguardInput, SafeguardTexts } from './safeguards/template.ts'

/** What can be made ready to run. */
export const SAFEGUARD_IDS = ['cloudtrail', 'logging', 'alarms', 'budget', 'privatelink', 'scp'] as const

export type SafeguardId = (typeof SAFEGUARD_IDS)[number]

/** The forms it comes in. */
export const SAFEGUARD_FORMATS = ['cli', 'cloudformation'] as const

export type SafeguardFormat = (typeof SAFEGUARD_FORMATS)[number]

const MAKERS: Record<SafeguardId, (input: SafeguardInput) => SafeguardTexts> = {
  cloudtrail: cloudTrail,
  logging: invocationLogging,
  alarms,
  budget,
  privatelink: privateLink,
  scp: controlPolicies,
}

/** A safeguard as text: a template for CloudFormation, or commands of the AWS CLI. */
export const safeguardText = (id: SafeguardId, format: SafeguardFormat, input: SafeguardInput): string =>
  MAKERS[id](input)[format]
