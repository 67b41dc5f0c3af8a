import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { bundleWriter, crash } from '../contract/cline/support/crash.ts'
import { CRASHES } from '../contract/cline/support/crashScenarios.ts'
import { race } from '../contract/cline/support/race.ts'

/** Kills a writing process before every call of the file system, in every scenario. Takes a few minutes. */
export async function measureCrashes(): Promise<string[]> {
  const writer = await bundleWriter()
  const total = { kills: 0, torn: 0, lost: 0 }
  const lines: string[] = []
  for (const { scenario } of CRASHES) {
    const { kills, torn, mixed, lost, leftovers, problems } = await crash(writer, scenario, { every: 'call' })
    total.kills += kills
    total.torn += torn + mixed
    total.lost += lost + leftovers
    lines.push(`  ${scenario.name}: kills ${kills}`, ...problems)
  }
  rmSync(dirname(writer), { recursive: true })
  return [`Crash test: kills ${total.kills}, torn ${total.torn}, lost ${total.lost}`, ...lines]
}

/** Writes at the same time as two published releases of Cline's own writer. */
export async function measureRaces(rounds = 300): Promise<string[]> {
  const lines: string[] = []
  for (const release of ['@cline/core', 'cline-core-0078']) {
    const { saves, overlapping, oursLost, theirsLost, detected, refused } = await race(release, rounds)
    lines.push(
      `Race with ${release}: rounds ${rounds}, saves ${saves} (${overlapping} during our write), ` +
        `lost updates ${oursLost + theirsLost} (${detected} detected), refused ${refused}`,
    )
  }
  return lines
}
