import { performance } from 'node:perf_hooks'
import { forkDevices } from '../../drivers/fork-devices.ts'
import { openPtyCable } from '../../drivers/simulator/pty-cable.ts'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { eventually, listenTo, temporaryFolder } from './drivers.ts'

export interface ReplugOutcome {
  /** From plugging in until the scanner says that it is ready, a cycle each. */
  readonly readyMs: readonly number[]
  /** Codes held under the scanner while it was ready, in order. */
  readonly scanned: readonly string[]
  /** What reached the lane, in order. */
  readonly arrived: readonly string[]
}

/** Long enough unplugged for every pause of the reconnecting to come up. */
const longestAwayMs = 1200

/**
 * Pulls a serial scanner's cable in the middle of a code and plugs it in again, over and over.
 * The devices run in a process of their own, and the cable is a real pseudo terminal.
 * @param seed decides codes, where each is cut, and how long the cable is out; some cycles are over before anybody looked
 */
export async function replugInMidCode({ cycleCount, seed }: { readonly cycleCount: number; readonly seed: number }): Promise<ReplugOutcome> {
  const folder = temporaryFolder()
  const cable = openPtyCable(`${folder.dir}/scanner`)
  const devices = forkDevices([deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: cable.lanePath, baudRate: 115_200 } })])
  const log = listenTo(devices)
  const random = seededRandom(seed)
  const readyCount = (): number => log.messages.filter((message) => message.type === 'state' && message.state === 'ready').length
  const readyMs: number[] = []
  const scanned: string[] = []
  try {
    await log.untilState('scanner', 'ready')
    for (let cycle = 0; cycle < cycleCount; cycle++) {
      const [whole, cut] = [code(random), code(random)]
      scanned.push(whole)
      cable.send(Buffer.from(`${whole}\r`))
      await log.until((message) => message.type === 'scanned' && message.text === whole)
      cable.send(Buffer.from(cut.slice(0, 1 + random(cut.length))))
      const readyBefore = readyCount()
      cable.unplug()
      if (random(4) > 0) {
        await log.untilState('scanner', 'away')
        await new Promise((resume) => setTimeout(resume, random(longestAwayMs)))
      }
      const pluggedAtMs = performance.now()
      cable.replug()
      await eventually(() => readyCount() > readyBefore)
      readyMs.push(performance.now() - pluggedAtMs)
    }
    return { readyMs, scanned, arrived: log.readings.flatMap((message) => (message.type === 'scanned' ? [message.text] : [])) }
  } finally {
    await devices.close()
    cable.close()
    folder.remove()
  }
}

/** A thirteen-digit code with a good check digit, in the range for demonstrations. */
function code(random: (limit: number) => number): string {
  const digits = `952${Array.from({ length: 9 }, () => random(10)).join('')}`
  const sum = Array.from(digits, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
