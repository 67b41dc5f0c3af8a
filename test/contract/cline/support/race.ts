import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Secret } from '../../../../src/core/secret.ts'
import type { ApplyRequest } from '../../../../src/core/settings/types.ts'
import { applied, makeHome, PROVIDERS } from './home.ts'

const RIVAL = fileURLToPath(new URL('./rival.ts', import.meta.url))
const MODULES = new URL('../../../cline/node_modules/', import.meta.url)
const PROVIDER_IDS = ['openrouter', 'anthropic', 'gemini', 'deepseek', 'mistral']

/** What racing against Cline's writer found. */
export interface RaceFigures {
  rounds: number
  /** Saves by Cline's code. */
  saves: number
  /** Those that fell into the time of our write. */
  overlapping: number
  /** Rounds in which our setting was gone although we said that it is written. */
  oursLost: number
  /** Saves of Cline's that our write undid. */
  theirsLost: number
  /** Of those, the ones that we noticed and said. */
  detected: number
  /** Rounds in which we noticed a conflict and said so. */
  refused: number
}

const choice = (round: number): ApplyRequest => ({
  auth:
    round % 2 === 0
      ? { kind: 'profile', profile: `p${round}` }
      : {
          kind: 'keys',
          accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
          secretAccessKey: new Secret(`EXAMPLE-secret-${round}`),
        },
  region: round % 3 === 0 ? 'us-east-1' : 'eu-west-1',
  modelId: `us.vendor.model-${round}`,
  baseModelId: `vendor.model-${round}`,
  modes: ['plan', 'act'],
})

/** The small pauses of a round; a fixed sequence, so that a run can be repeated. */
const delaysOf = (round: number): number[] =>
  PROVIDER_IDS.map((_, index) => (round * 7 + index * 3) % (round % 4 === 0 ? 1 : 9))

/**
 * Lets a published release of Cline's core and us write providers.json at the same time, round by round.
 * @param release the package's name in test/cline
 */
export async function race(release: string, rounds: number): Promise<RaceFigures> {
  const home = makeHome(
    { [PROVIDERS]: JSON.stringify({ version: 1, lastUsedProvider: 'openrouter', modes: {}, providers: {} }) },
    () => ({ settleMs: 60 }),
  )
  const core = fileURLToPath(new URL(`${release}/dist/index.js`, MODULES))
  const rival = fork(RIVAL, [core, join(home.path, '.cline/data', PROVIDERS)], {
    env: { PATH: process.env.PATH, HOME: home.path, CLINE_DIR: join(home.path, '.cline') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const figures: RaceFigures = {
    rounds: 0,
    saves: 0,
    overlapping: 0,
    oursLost: 0,
    theirsLost: 0,
    detected: 0,
    refused: 0,
  }
  try {
    await once(rival, 'message')
    for (let round = 0; round < rounds; round += 1) {
      await raceOnce(rival, home, round, figures)
    }
    return figures
  } finally {
    rival.kill()
    home.close()
  }
}

async function raceOnce(
  rival: ChildProcess,
  home: ReturnType<typeof makeHome>,
  round: number,
  figures: RaceFigures,
): Promise<void> {
  const delays = delaysOf(round)
  const done = once(rival, 'message')
  rival.send({ round, delays })
  const request = choice(round)
  const start = Date.now()
  const outcome = await applied(home.files, request).catch(() => undefined)
  const end = Date.now()
  const [{ times }] = (await done) as [{ times: number[] }]
  figures.overlapping += times.filter((time) => time >= start && time <= end).length
  figures.rounds += 1
  figures.saves += delays.length
  figures.detected += outcome?.warnings.length ?? 0
  figures.refused += outcome === undefined ? 1 : 0
  const { providers } = home.json(PROVIDERS) as {
    providers: Record<string, { settings: Record<string, unknown> } | undefined>
  }
  const ours = providers.bedrock?.settings
  if (outcome !== undefined && (ours?.model !== request.modelId || ours.region !== request.region)) {
    figures.oursLost += 1
  }
  figures.theirsLost += PROVIDER_IDS.filter((id) => providers[id]?.settings.model !== `round-${round}`).length
}
