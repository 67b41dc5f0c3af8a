import { CLINE_CATALOGUE } from './clineCatalogue.ts'
import { LEGACY_MODELS } from './legacyModels.ts'

/** What Cline's own catalogue says of a model. */
export interface ClineModel {
  id: string
  name: string
  contextWindow: number
  maxInputTokens: number
  maxTokens: number
  capabilities: string[]
  /** US dollars per million tokens; absent where the catalogue has none. */
  price?: { input: number; output: number }
}

const BY_ID = new Map(CLINE_CATALOGUE.map((row) => [row[0], row]))

/** Cline's next bundle's entry for an id, exactly as written. */
export function catalogueModel(id: string): ClineModel | undefined {
  const row = BY_ID.get(id)
  return row === undefined
    ? undefined
    : {
        id: row[0],
        name: row[1],
        contextWindow: row[2],
        maxInputTokens: row[3],
        maxTokens: row[4],
        capabilities: row[5].split(' ').filter((each) => each !== ''),
        ...(row[6] > 0 && { price: { input: row[6], output: row[7] } }),
      }
}

/** True when the id is a key of the older bundle's table: only there is it sent bare without being marked as custom. */
export const isLegacyModel = (id: string): boolean => LEGACY_MODELS.has(id)
