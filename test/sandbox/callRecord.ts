/** The services that this AWS plays. */
export type Service = 'sts' | 'iam' | 'bedrock' | 'bedrock-runtime' | 'sso' | 'sso-oidc' | 'signin'

/** One call as it was answered. Never holds a key, token, header or body. */
export interface CallRecord {
  service: Service | 'unknown'
  operation: string
  /** As signed; for unsigned calls the region they are taken to be made to. */
  region: string
  /** ARN of the caller, empty where nobody was proved. */
  principal: string
  httpVersion: '1.1' | '2'
  status: number
  modelId?: string
  auth: 'sigv4' | 'bearer' | 'none'
  /** Whether AWS would have charged tokens for it. */
  billed: boolean
}
