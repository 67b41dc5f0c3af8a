import * as z from 'zod/mini'
import type { AuthKind, AuthSource } from '../choice.ts'
import type { ApplyRequest, ModelRef } from './types.ts'

/** A setting of Cline's under a name, such as "work". Holds no secret. */
export interface NamedSetup {
  name: string
  /** ISO 8601 UTC. */
  savedAt: string
  auth: AuthKind
  profile?: string
  region: string
  modelId: string
  baseModelId: string
  /** Another model for plan mode. */
  planModel?: ModelRef
  endpoint?: string
}

const setup = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  savedAt: z.string(),
  auth: z.enum(['profile', 'keys', 'api-key', 'default']),
  profile: z.optional(z.string()),
  region: z.string(),
  modelId: z.string(),
  baseModelId: z.string(),
  planModel: z.optional(z.object({ modelId: z.string(), baseModelId: z.string() })),
  endpoint: z.optional(z.string()),
})
const file = z.object({ version: z.literal(1), setups: z.array(setup) })

/** Reads our own file, which may not be there yet; `undefined` for one that does not fit. */
export function readSetups(text: string | undefined): NamedSetup[] | undefined {
  if (text === undefined) {
    return []
  }
  try {
    const parsed = file.safeParse(JSON.parse(text))
    return parsed.success ? (parsed.data.setups as NamedSetup[]) : undefined
  } catch {
    return undefined
  }
}

/** The file's text. */
export const writeSetups = (setups: readonly NamedSetup[]): string =>
  `${JSON.stringify({ version: 1, setups }, null, 2)}\n`

/** A name as people type it; `undefined` when it is none. */
export function setupName(typed: string): string | undefined {
  const name = typed.trim()
  return name.length > 0 && name.length <= 40 && !/[\p{Cc}]/u.test(name) ? name : undefined
}

/** A request without its secrets, under a name. */
export function toSetup(request: ApplyRequest, name: string, savedAt: string): NamedSetup {
  const { auth, region, modelId, baseModelId, planModel, endpoint } = request
  return {
    name,
    savedAt,
    auth: auth.kind,
    region,
    modelId,
    baseModelId,
    ...(auth.kind === 'profile' && { profile: auth.profile }),
    ...(planModel !== undefined && { planModel }),
    ...(endpoint !== undefined && { endpoint }),
  }
}

/** The list with one setup more, or instead of the one with its name; sorted by name. */
export const withSetup = (setups: readonly NamedSetup[], one: NamedSetup): NamedSetup[] =>
  [...setups.filter(({ name }) => name !== one.name), one].sort((a, b) => (a.name < b.name ? -1 : 1))

/** A setup's way of authentication that needs no secret. */
export function openAuth({ auth, profile }: NamedSetup): AuthSource | undefined {
  if (auth === 'default') {
    return { kind: 'default' }
  }
  return auth === 'profile' && profile !== undefined ? { kind: 'profile', profile } : undefined
}

/** What to write for a setup. */
export function setupRequest(setup: NamedSetup, auth: AuthSource): ApplyRequest {
  const { region, modelId, baseModelId, planModel, endpoint } = setup
  return {
    auth,
    region,
    modelId,
    baseModelId,
    modes: ['plan', 'act'],
    ...(planModel !== undefined && { planModel }),
    ...(endpoint !== undefined && { endpoint }),
  }
}
