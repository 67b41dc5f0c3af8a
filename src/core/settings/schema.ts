import * as z from 'zod/mini'

const text = z.optional(z.string())

/** Cline's `aws` block. Cline takes the whole file for empty when one value does not fit. */
const aws = z.looseObject({
  accessKey: text,
  secretKey: text,
  sessionToken: text,
  region: text,
  profile: text,
  authentication: z.optional(z.enum(['iam', 'api-key', 'apikey', 'profile'])),
  usePromptCache: z.optional(z.boolean()),
  useCrossRegionInference: z.optional(z.boolean()),
  useGlobalInference: z.optional(z.boolean()),
  endpoint: z.optional(z.url()),
  customModelBaseId: text,
})

const settings = z.looseObject({
  provider: z.string().check(z.minLength(1)),
  apiKey: text,
  model: text,
  region: text,
  baseUrl: z.optional(z.url()),
  headers: z.optional(z.record(z.string(), z.string())),
  timeout: z.optional(z.number()),
  maxTokens: z.optional(z.number()),
  contextWindow: z.optional(z.number()),
  aws: z.optional(aws),
})

const entry = z.looseObject({
  settings,
  updatedAt: z.iso.datetime(),
  tokenSource: z._default(z.enum(['manual', 'oauth', 'migration']), 'manual'),
})

/** settings/providers.json as Cline reads it, as far as a misfit empties the file. */
export const providersSchema = z.looseObject({
  version: z.literal(1),
  lastUsedProvider: z.optional(z.string().check(z.minLength(1))),
  modes: z.optional(z.record(z.string(), z.unknown())),
  providers: z.record(z.string(), entry),
})

/** secrets.json: a flat map of texts. */
export const secretsSchema = z.record(z.string(), z.string())

/** globalState.json: one object; its values are Cline's business. */
export const globalStateSchema = z.record(z.string(), z.unknown())

/** settings/models.json, as far as we add to it. */
export const modelsSchema = z.looseObject({
  version: z.literal(1),
  providers: z.record(z.string(), z.looseObject({ models: z.optional(z.record(z.string(), z.unknown())) })),
})
