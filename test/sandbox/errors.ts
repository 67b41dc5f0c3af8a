/** An AWS refusal; the server renders it in the shape of the service that was called. */
export class SandboxError extends Error {
  readonly status: number
  /** Further fields of the body, beside the message (JSON services only). */
  readonly extra: Record<string, unknown>
  /** False where AWS sends no error name at all (bad Bedrock API keys): body only. */
  readonly named: boolean

  constructor(
    status: number,
    name: string,
    message: string,
    options: { extra?: Record<string, unknown>; named?: boolean } = {},
  ) {
    super(message)
    this.name = name
    this.status = status
    this.extra = options.extra ?? {}
    this.named = options.named ?? true
  }
}
