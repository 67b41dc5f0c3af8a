import { HUNG, openComparison, timesOf } from '../lib/compareRegions.ts'
import { until } from '../lib/until.ts'
import { median } from './figures.ts'

const DELAYS_MS = [50, 200, 500]
const RUNS = 3
const LIMIT = 1.5

async function measure(delayMs: number) {
  const comparison = await openComparison(delayMs)
  try {
    comparison.start()
    await until(() => comparison.options.every(({ probe }) => probe !== 'running'), 'all regions')
    return timesOf(comparison)
  } finally {
    await comparison.end()
  }
}

/** All regions compared over real connections, with some time added to each answer: the whole, and its slowest. */
export async function reportRegions(): Promise<string[]> {
  const lines = [`33 regions over TLS, ${Object.keys(HUNG).length} of them hang; at most × ${LIMIT}`]
  for (const delayMs of DELAYS_MS) {
    const runs: Awaited<ReturnType<typeof measure>>[] = []
    while (runs.length < RUNS) {
      runs.push(await measure(delayMs))
    }
    const of = (what: (run: (typeof runs)[number]) => number) => median(runs.map(what))
    const worst = Math.max(...runs.map(({ whole, slowest }) => whole / slowest))
    lines.push(
      `${String(delayMs).padStart(4)} ms added  complete after ${of((run) => run.whole).toFixed(0)} ms, slowest that answers ${of((run) => run.slowest).toFixed(0)} ms: × ${of((run) => run.whole / run.slowest).toFixed(2)}, worst of ${RUNS} × ${worst.toFixed(2)}`,
    )
  }
  return lines
}
