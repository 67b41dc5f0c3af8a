import type { BedrockClient } from '@aws-sdk/client-bedrock'
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import type { IAMClient } from '@aws-sdk/client-iam'
import type { STSClient } from '@aws-sdk/client-sts'
import type { AwsTarget } from '../app/ports.ts'
import { homeRegion } from '../core/bedrock/regions.ts'
import type { Resolver } from './resolve.ts'
import type { Transport } from './transport.ts'

/** The four clients, each loaded at its first use and built for one target. */
export interface Clients {
  sts(target: AwsTarget): Promise<STSClient>
  iam(target: AwsTarget): Promise<IAMClient>
  bedrock(target: AwsTarget): Promise<BedrockClient>
  runtime(target: AwsTarget): Promise<BedrockRuntimeClient>
}

/** Builds clients that behave as Cline's do: no clock correction, no silent retries, HTTP/1.1. */
export function createClients(resolver: Resolver, transport: () => Promise<Transport>): Clients {
  const signed = async (target: AwsTarget) => ({
    region: target.region,
    requestHandler: await transport(),
    maxAttempts: 1,
    disableClockSkewCorrection: true,
    credentials: () => resolver.resolve(target.auth, false),
    // A bearer token in the environment would silently beat the credentials given here.
    authSchemePreference: ['sigv4'],
  })
  const either = async (target: AwsTarget) => {
    const { auth } = target
    const base = await signed(target)
    return auth.kind === 'api-key'
      ? {
          ...base,
          authSchemePreference: ['httpBearerAuth'],
          token: async () => ({ token: auth.apiKey.reveal() }),
        }
      : base
  }
  return {
    async sts(target) {
      const { STSClient } = await import('@aws-sdk/client-sts')
      return new STSClient(await signed(target))
    },
    async iam(target) {
      const { IAMClient } = await import('@aws-sdk/client-iam')
      // IAM lives in the partition's home region and wants it in the signature, whatever the endpoint.
      return new IAMClient({ ...(await signed(target)), region: homeRegion(target.region) })
    },
    async bedrock(target) {
      const { BedrockClient } = await import('@aws-sdk/client-bedrock')
      return new BedrockClient(await either(target))
    },
    async runtime(target) {
      const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime')
      const { endpoint } = target
      return new BedrockRuntimeClient({
        ...(await either(target)),
        ...(endpoint !== undefined && { endpoint }),
      })
    },
  }
}
