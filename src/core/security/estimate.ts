import { type CatalogueRow, CLINE_CATALOGUE, CLINE_CATALOGUE_VERSION } from '../settings/clineCatalogue.ts'

/** US dollars per million tokens; the cache's are absent for a model without one. */
export interface TokenPrices {
  input: number
  output: number
  cacheRead?: number
  cacheWrite?: number
}

/** What a day of Cline may cost with a model. */
export interface DayEstimate {
  kind: 'light' | 'full'
  requests: number
  inputTokens: number
  outputTokens: number
  /** US dollars. */
  usd: number
  prices: TokenPrices
  /** The release of Cline's catalogue that the prices are from. */
  source: string
}

/**
 * Each request of an agent carries the conversation so far: about 40 000 tokens in and 600 out on average. Where the
 * model has a prompt cache, nine tenths of the input are read from it and the rest, which is new, is written to it.
 * Our own assumption, said on the page; a light day is a few tasks, a full one is work all day.
 */
const REQUESTS = { light: 60, full: 400 } as const
const INPUT = 40_000
const OUTPUT = 600
const CACHED_SHARE = 0.9

const findRow = (id: string): CatalogueRow | undefined =>
  CLINE_CATALOGUE.find(([known, , , , , , input]) => known === id && input > 0)

function pricesOf(row: CatalogueRow): TokenPrices {
  const [, , , , , , input, output, cacheRead, cacheWrite] = row
  // Some models have a price for reading only: what is new costs what any input costs.
  return { input, output, ...(cacheRead > 0 && { cacheRead, cacheWrite: cacheWrite || input }) }
}

/** US dollars of one request. */
function requestCost({ input, output, cacheRead, cacheWrite }: TokenPrices): number {
  const perToken =
    cacheRead === undefined || cacheWrite === undefined
      ? input
      : CACHED_SHARE * cacheRead + (1 - CACHED_SHARE) * cacheWrite
  return (INPUT * perToken + OUTPUT * output) / 1_000_000
}

/**
 * Estimates from the prices of Cline's own catalogue: those of the id itself, since a profile of one geography can
 * cost more than its model, else those of the model; `undefined` where neither is priced.
 */
export function estimateDay(modelId: string, baseModelId = modelId): DayEstimate[] | undefined {
  const row = findRow(modelId) ?? findRow(baseModelId)
  if (row === undefined) {
    return undefined
  }
  const prices = pricesOf(row)
  return (['light', 'full'] as const).map((kind) => ({
    kind,
    requests: REQUESTS[kind],
    inputTokens: REQUESTS[kind] * INPUT,
    outputTokens: REQUESTS[kind] * OUTPUT,
    usd: REQUESTS[kind] * requestCost(prices),
    prices,
    source: `@cline/llms ${CLINE_CATALOGUE_VERSION}`,
  }))
}
