import { inPlace } from '../contract/cli/place.ts'
import { SONNET } from '../sandbox/scenario.ts'

const DELAY_MS = 300
const LIMIT = 4
const RUNS = 4

const WAYS: Record<string, { scenario: string; auth: string[] }> = {
  keys: { scenario: 'healthy', auth: ['--auth', 'keys'] },
  'a profile with keys': { scenario: 'healthy', auth: ['--auth', 'profile', '--profile', 'dev'] },
  'a profile that assumes a role': {
    scenario: 'healthy',
    auth: ['--auth', 'profile', '--profile', 'bedrock-role'],
  },
  'single sign-on': { scenario: 'sso-role', auth: ['--auth', 'profile', '--profile', 'team-sso'] },
  'a Bedrock API key': { scenario: 'api-key', auth: ['--auth', 'api-key'] },
}

/**
 * Rounds of dependent calls in a whole validation with its test prompt: every call gets 300 ms longer, and the
 * time that all of it takes grows by 300 ms for each round. The best of several runs each, so that a busy computer
 * does not count as a round.
 */
async function measure({ scenario, auth }: { scenario: string; auth: string[] }) {
  return await inPlace(async ({ run, sandbox }) => {
    const args = ['doctor', '--json', ...auth, '--region', 'us-east-1', '--model', SONNET]
    const time = async () => {
      const start = performance.now()
      const { code, out } = await run(args)
      if (code !== 0) {
        throw new Error(out)
      }
      return performance.now() - start
    }
    await time()
    let [fast, slow] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    sandbox.use(sandbox.world)
    for (let run = 0; run < RUNS; run += 1) {
      sandbox.setDelay(0)
      fast = Math.min(fast, await time())
      sandbox.setDelay(DELAY_MS)
      slow = Math.min(slow, await time())
    }
    return { rounds: (slow - fast) / DELAY_MS, calls: sandbox.log.length / (2 * RUNS), fast }
  }, scenario)
}

/** Rounds for each way of authentication. */
export async function reportRounds(): Promise<string[]> {
  const lines = [`each call ${DELAY_MS} ms longer; rounds = what the whole takes longer / ${DELAY_MS} ms`]
  for (const [what, way] of Object.entries(WAYS)) {
    const { rounds, calls, fast } = await measure(way)
    lines.push(
      `${what.padEnd(32)} ${Math.round(rounds)} of at most ${LIMIT} rounds (${rounds.toFixed(2)} × ${DELAY_MS} ms; ${calls} calls, ${fast.toFixed(0)} ms without delay)`,
    )
  }
  return lines
}
