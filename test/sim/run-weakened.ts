import { runSim } from './run-sim.ts'
import { weakenings } from './weakenings.ts'

/** Takes every defence away in turn, each in a process of its own. @returns how many of them nobody missed */
export async function runWeakened(serverUrl: string, out: (line: string) => void): Promise<number> {
  let missedCount = 0
  for (const weakening of weakenings) {
    const isNoticed = (await runSim(weakening, serverUrl, weakening)).includes(weakening.noticed)
    if (!isNoticed) missedCount += 1
    out(`${isNoticed ? 'noticed' : 'MISSED '}  without: ${weakening.name}`)
  }
  return missedCount
}
