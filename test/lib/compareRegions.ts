import type { Timers } from '../../src/app/ports.ts'
import { createAws } from '../../src/aws/adapter.ts'
import { systemTimers } from '../../src/aws/signIn.ts'
import { bedrockRegions } from '../../src/core/bedrock/regions.ts'
import type { RegionOption, WizardState } from '../../src/core/wizard/state.ts'
import { fakeKeyId, fakeSecret } from '../sandbox/build.ts'
import { openSession } from '../unit/wizard/fakes.ts'
import { type Hang, type RegionNetwork, startRegionNetwork } from './regionNetwork.ts'
import { until } from './until.ts'

export const HUNG: Readonly<Record<string, Hang>> = {
  'sa-east-1': 'silent',
  'af-south-1': 'no-answer',
  'me-south-1': 'half-answer',
}

/** The wizard at its region step, over real connections: 33 regions, three of which hang. */
export interface Comparison {
  network: RegionNetwork
  /** Regions as the page shows them now. */
  readonly options: readonly RegionOption[]
  /** Milliseconds from "Compare all regions" until each region stood there with its answer or without one. */
  settled: ReadonlyMap<string, number>
  start(): void
  stop(): void
  /** Resolves when no work is left in the wizard. */
  idle(): Promise<void>
  end(): Promise<void>
}

/**
 * 33 hosts and their caller are one process here, which on a busy computer needs more than the ten seconds that the
 * wizard waits at most. Those are proved on a clock that stands still (test/unit/wizard/regions.test.ts).
 */
const patient: Timers = {
  after: (ms, run) => systemTimers.after(ms >= 10_000 ? 6 * ms : ms, run),
}

/** Brings the wizard there with the real adapter, to AWS's own addresses. */
export async function openComparison(delayMs: number): Promise<Comparison> {
  const regions = bedrockRegions('aws').map(({ id }) => id)
  const network = await startRegionNetwork(regions, HUNG, delayMs)
  const log = { info() {}, warn() {}, error() {} }
  const clock = { now: () => performance.timeOrigin + performance.now() }
  const env = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' }
  const aws = createAws({ env, homeDir: '/nowhere', proxy: network.proxy, clock, log })
  const settled = new Map<string, number>()
  let began = 0
  const watch = ({ region }: WizardState) => {
    for (const { id, probe } of began === 0 ? [] : region.options) {
      if (probe !== 'running' && !settled.has(id)) {
        settled.set(id, performance.now() - began)
      }
    }
  }
  const { session } = openSession({ aws, clock, timers: patient, publish: watch })
  session.dispatch({ type: 'chooseMethod', method: 'keys' })
  session.dispatch({
    type: 'useKeys',
    accessKeyId: fakeKeyId('AKIA', 'DEV'),
    secretAccessKey: fakeSecret('DEV'),
  })
  session.dispatch({ type: 'chooseRegion', region: 'eu-central-1' })
  await until(() => session.state.region.check.status === 'pass', 'the region check')
  await session.idle()
  return {
    network,
    get options() {
      return session.state.region.options
    },
    settled,
    start() {
      began = performance.now()
      session.dispatch({ type: 'probeRegions' })
    },
    stop: () => session.dispatch({ type: 'stopProbe' }),
    idle: () => session.idle(),
    async end() {
      session.dispose()
      await network.stop()
    },
  }
}

/** How long the whole comparison took, and the slowest region that answered; both in milliseconds. */
export function timesOf({ options, settled }: Comparison): { whole: number; slowest: number } {
  const times = (ids: readonly RegionOption[]) =>
    Math.max(...ids.map(({ id }) => settled.get(id) ?? Number.NaN))
  return { whole: times(options), slowest: times(options.filter(({ probe }) => probe === 'available')) }
}
