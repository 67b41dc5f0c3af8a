/**
 * True for an address of a private network (RFC 1918, RFC 4193): Bedrock's name then leads to a VPC
 * endpoint. Loopback is no network.
 */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  const parts = mapped.split('.').map(Number)
  if (parts.length === 4 && parts.every((part) => part >= 0 && part <= 255)) {
    const [first = 0, second = 0] = parts
    return (
      first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168)
    )
  }
  return /^f[cd][0-9a-f]{2}:/i.test(address)
}

/** The middle one of some numbers; of an even count the lower middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[(sorted.length - 1) >> 1] ?? 0
}

/** How Bedrock Runtime was reached. */
export interface Reach {
  /** Median of a few requests without credentials, each after the connection stood, in milliseconds. */
  latencyMs: number
  host: string
  /** What the name leads to; absent behind a proxy or where DNS does not tell. */
  address?: string
  /** The way stays inside a private network. */
  isPrivate: boolean
}

/** Bedrock's services beside the runtime, by AWS's own names and by those of VPC endpoints; a gateway is neither. */
export const isOtherBedrockService = (hostname: string): boolean =>
  /(?:^|\.)bedrock(?!-runtime(?:-fips)?\.)(?:-[a-z-]+)?\.[a-z0-9-]+\.(?:vpce\.)?(?:amazonaws\.|api\.aws$)/i.test(
    hostname,
  )
