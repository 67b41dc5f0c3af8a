import * as z from 'zod/mini'

/** Fields of Bedrock's settings that an organisation's remote configuration decides. */
export interface LockedFields {
  region?: string
  endpoint?: string
  crossRegion?: boolean
  global?: boolean
  promptCache?: boolean
}

/** What a remote configuration says about the provider. */
export interface RemoteProvider {
  /** Present where Bedrock is what the organisation wants or allows. */
  locked?: LockedFields
  /** Other providers, when Bedrock is not among them: the organisation decides for those. */
  foreign: string[]
}

// Source: Cline 4.1.13, shared/remote-config/schema.ts; other keys are none of our business.
const bedrock = z.looseObject({
  awsRegion: z.optional(z.string()),
  awsBedrockEndpoint: z.optional(z.string()),
  awsUseCrossRegionInference: z.optional(z.boolean()),
  awsUseGlobalInference: z.optional(z.boolean()),
  awsBedrockUsePromptCache: z.optional(z.boolean()),
})
const remoteConfig = z.looseObject({ providerSettings: z.optional(z.record(z.string(), z.unknown())) })

/** Reads a remote configuration; one that does not fit says nothing. */
export function readRemoteProvider(config: unknown): RemoteProvider {
  const parsed = remoteConfig.safeParse(config)
  const providers = parsed.success ? (parsed.data.providerSettings ?? {}) : {}
  const names = Object.keys(providers).filter((name) => providers[name] !== undefined)
  if (!names.includes('AwsBedrock')) {
    return { foreign: names }
  }
  const block = bedrock.safeParse(providers.AwsBedrock)
  return { foreign: [], locked: block.success ? lockedOf(block.data) : {} }
}

function lockedOf(block: z.infer<typeof bedrock>): LockedFields {
  const all = {
    region: block.awsRegion,
    endpoint: block.awsBedrockEndpoint,
    crossRegion: block.awsUseCrossRegionInference,
    global: block.awsUseGlobalInference,
    promptCache: block.awsBedrockUsePromptCache,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as LockedFields
}

const KEYS: Readonly<Record<keyof LockedFields, string>> = {
  region: 'awsRegion',
  endpoint: 'awsBedrockEndpoint',
  crossRegion: 'awsUseCrossRegionInference',
  global: 'awsUseGlobalInference',
  promptCache: 'awsBedrockUsePromptCache',
}

/** The keys of globalState.json that the organisation's values shadow. */
export const lockedKeys = (locked: LockedFields): string[] =>
  Object.keys(locked).map((field) => KEYS[field as keyof LockedFields])
