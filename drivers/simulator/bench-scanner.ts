import { join } from 'node:path'
import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute } from './door-route.ts'
import { openPtyCable } from './pty-cable.ts'

export interface ScanOptions {
  /** AIM symbology identifier in front, "]E0". */
  readonly aim?: string | undefined
  /** Bytes at the end; a CR unless given, nothing for a scanner that is set up wrongly. */
  readonly suffix?: string | undefined
}

export interface BenchScanner extends BenchDevice {
  scan(text: string, options?: ScanOptions): void
}

/** A serial scanner; any program may play it by writing to `scanner.outside`. */
export function openBenchScanner({ dir }: { readonly dir: string }): BenchScanner {
  const cable = openPtyCable(join(dir, 'scanner'))
  const scan: BenchScanner['scan'] = (text, { aim = '', suffix = '\r' } = {}) => cable.send(Buffer.from(aim + text + suffix, 'latin1'))
  return {
    name: 'scanner',
    configs: [deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: cable.lanePath, baudRate: 115_200 } })],
    scan,
    routes: [
      doorRoute('/scan', 'holds a code under the scanner', z.strictObject({ text: z.string().min(1).max(16_384), aim: z.string().length(3).optional(), suffix: z.string().max(4).optional() }), ({ text, aim, suffix }) => scan(text, { aim, suffix })),
    ],
    state: () => ({ scanner: { plugged: cable.isPlugged } }),
    get isPlugged() {
      return cable.isPlugged
    },
    unplug: () => cable.unplug(),
    replug: () => cable.replug(),
    sendNoise: (bytes) => cable.send(bytes),
    close: () => cable.close(),
  }
}
