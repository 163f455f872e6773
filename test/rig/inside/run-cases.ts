// Runs inside the machine: one device process with every device of the cases, and one case after the other.
import { fileURLToPath } from 'node:url'
import { forkDevices } from '../../../drivers/fork-devices.ts'
import { listenTo } from '../../support/drivers.ts'
import type { CaseLine } from './case-line.ts'
import type { RigCase } from './rig-case.ts'
import { scannerCases } from './scanner-cases.ts'

const cases: readonly RigCase[] = [...scannerCases]
const say = (line: CaseLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

say({ type: 'plan', caseCount: cases.length })
const devices = forkDevices(cases.flatMap(({ configs }) => configs), { entryPath: fileURLToPath(new URL('device-process.mjs', import.meta.url)) })
const log = listenTo(devices)
for (const { name, run } of cases) {
  const startedAtMs = performance.now()
  const failure = await run({ devices, log }).then(() => undefined, (error: unknown) => (error instanceof Error ? error.message : String(error)))
  say({ type: 'case', name, ok: failure === undefined, durationMs: performance.now() - startedAtMs, ...(failure === undefined ? {} : { detail: failure.slice(0, 2000) }) })
}
await devices.close()
process.exit(0)
