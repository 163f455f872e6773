// Runs inside the machine: one case after the other, each with its devices plugged into the kernel and opened by our device process.
import { fileURLToPath } from 'node:url'
import { forkDevices } from '../../../drivers/fork-devices.ts'
import { realTimers, type Timers } from '../../../drivers/timers.ts'
import { listenTo } from '../../support/drivers.ts'
import { cardCases } from './card-cases.ts'
import type { CaseLine } from './case-line.ts'
import { patienceMs, type RigCase } from './rig-case.ts'
import { scaleCases } from './scale-cases.ts'
import { scannerCases } from './scanner-cases.ts'
import { openUhidDevice } from './uhid-device.ts'

/** Everything takes many times longer on an emulated processor: to a lane's clock the device process would look as if it hung. */
const slowness = 8
const slowTimers: Timers = { nowMs: () => realTimers.nowMs() / slowness, after: (delayMs, run) => realTimers.after(delayMs * slowness, run) }

const cases: readonly RigCase[] = [...scannerCases, ...cardCases, ...scaleCases]
const say = (line: CaseLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

say({ type: 'plan', caseCount: cases.length })
for (const one of cases) {
  const startedAtMs = performance.now()
  const failure = await failureOf(one)
  say({ type: 'case', name: one.name, ok: failure === undefined, durationMs: performance.now() - startedAtMs, ...(failure === undefined ? {} : { detail: failure }) })
}
process.exit(0)

/** Each case has a device process of its own: on an emulated processor every search for devices looks long at all that are plugged in. */
async function failureOf({ devices: ofCase, run }: RigCase): Promise<string | undefined> {
  const plugged = await Promise.all(ofCase.map(({ unit }) => openUhidDevice(unit)))
  const devices = forkDevices(ofCase.map(({ config }) => config), { entryPath: fileURLToPath(new URL('device-process.mjs', import.meta.url)), timers: slowTimers })
  const log = listenTo(devices, patienceMs)
  try {
    for (const { config } of ofCase) await log.untilState(config.name, 'ready')
    await run({ devices, log, plugged })
    return undefined
  } catch (error) {
    return `${messageOf(error).slice(0, 300)}; its devices said ${JSON.stringify(log.messages).slice(-1500)}`
  } finally {
    await devices.close()
    for (const device of plugged) await device.unplug()
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
