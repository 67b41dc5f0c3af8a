import type { AuthKind } from '../choice.ts'

/** What AWS said of the account's safety; a part that could not be read is absent. */
export interface SecurityFacts {
  auth: AuthKind
  /** As `Identity.kind`: `root`, `user`, `role`, `sso-role`, `federated`, `api-key`. */
  identity?: string
  /** Active access keys of the user, with their age in days. */
  accessKeys?: { ageDays: number; current: boolean }[]
  /** When the typed API key ends, ISO 8601; a long-term key does not say. */
  apiKeyExpiresAt?: string
  /** Long-term Bedrock API keys of the user. */
  longTermApiKeys?: { expiresAt?: string }[]
  invocationLogging?: boolean
  /** How many guardrails the account enforces on every request. */
  enforcedGuardrails?: number
  /** `default`, `none`, `aws_review`, `provider_data_share` or `inherit`. */
  dataRetention?: string
  /** Cline's endpoint setting. */
  endpoint?: string
}
