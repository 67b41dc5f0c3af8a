import { CLINE_CATALOGUE, CLINE_CATALOGUE_VERSION } from '../settings/clineCatalogue.ts'

/** What a day of Cline may cost with a model. */
export interface DayEstimate {
  kind: 'light' | 'full'
  requests: number
  inputTokens: number
  outputTokens: number
  /** US dollars. */
  usd: number
  /** The release of Cline's catalogue that the prices are from. */
  source: string
}

/**
 * Each request of an agent carries the conversation so far: about 40 000 tokens in and 600 out on average,
 * nine tenths of the input read from the prompt cache where the model has one. Our own assumption, said on
 * the page; a light day is a few tasks, a full one is work all day.
 */
const REQUESTS = { light: 60, full: 400 } as const
const INPUT = 40_000
const OUTPUT = 600
const CACHED_SHARE = 0.9
/** A cached token costs a tenth. Source: Amazon Bedrock's pricing page, prompt caching. */
const CACHED_PRICE = 0.1

/** Estimates from the price of Cline's own catalogue; `undefined` for a model it does not price. */
export function estimateDay(baseModelId: string): DayEstimate[] | undefined {
  const row = CLINE_CATALOGUE.find(([id]) => id === baseModelId)
  if (row === undefined || row[6] <= 0) {
    return undefined
  }
  const [, , , , , capabilities, priceIn, priceOut] = row
  const caches = capabilities.split(' ').includes('prompt-cache')
  const inputShare = caches ? 1 - CACHED_SHARE + CACHED_SHARE * CACHED_PRICE : 1
  const perRequest = (INPUT * inputShare * priceIn + OUTPUT * priceOut) / 1_000_000
  return (['light', 'full'] as const).map((kind) => ({
    kind,
    requests: REQUESTS[kind],
    inputTokens: REQUESTS[kind] * INPUT,
    outputTokens: REQUESTS[kind] * OUTPUT,
    usd: REQUESTS[kind] * perRequest,
    source: `@cline/llms ${CLINE_CATALOGUE_VERSION}`,
  }))
}
