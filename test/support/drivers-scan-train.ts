import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { forkDevices } from '../../drivers/fork-devices.ts'
import { openPtyCable } from '../../drivers/simulator/pty-cable.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { eventually, listenTo, temporaryFolder } from './drivers.ts'

export interface ScanTrain {
  readonly sent: readonly string[]
  /** Texts that came up, and other readings by their type. */
  readonly arrived: readonly string[]
  readonly durationMs: number
}

/** Another program prints codes to the line, as any scanner on it would; our device process reads them from a real serial port. */
export async function sendScanTrain({ codeCount, everyMs }: { readonly codeCount: number; readonly everyMs: number }): Promise<ScanTrain> {
  const folder = temporaryFolder()
  const cable = openPtyCable(`${folder.dir}/scanner`)
  const devices = forkDevices([deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: cable.lanePath } })])
  try {
    const log = listenTo(devices)
    await log.untilState('scanner', 'ready')
    const sent = Array.from({ length: codeCount }, (_, index) => String(2_000_000_000_000 + index))
    const script = 'line=$1; pause=$2; shift 2; for code in "$@"; do printf "%s\\r" "$code" > "$line"; sleep "$pause"; done'
    const startedAtMs = performance.now()
    await once(spawn('sh', ['-c', script, 'sh', cable.outsidePath, String(everyMs / 1000), ...sent], { stdio: 'ignore' }), 'exit')
    const durationMs = performance.now() - startedAtMs
    await eventually(() => log.readings.length >= codeCount)
    return { sent, arrived: log.readings.map((reading) => (reading.type === 'scanned' ? reading.text : reading.type)), durationMs }
  } finally {
    await devices.close()
    cable.close()
    folder.remove()
  }
}
