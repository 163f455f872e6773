import { join } from 'node:path'
import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { openSimulatedScanner, type ScanOptions } from './simulated-scanner.ts'

export interface BenchScanner extends BenchDevice {
  scan(text: string, options?: ScanOptions): void
}

const faults = z.strictObject({
  noise: z.boolean().optional(),
  split: z.boolean().optional(),
  slowMs: z.number().int().min(0).max(1000).optional(),
  duplicate: z.boolean().optional(),
  wrongChecksum: z.boolean().optional(),
  lostAnswers: z.boolean().optional(),
})

/** A scanner on a serial line; any program may play one that sends text by writing to `scanner.outside`. */
export function openBenchScanner({ dir, protocol, seed }: { readonly dir: string; readonly protocol: 'text' | 'ssi'; readonly seed: number }): BenchScanner {
  const scanner = openSimulatedScanner({ lanePath: join(dir, 'scanner'), protocol, seed })
  return {
    name: 'scanner',
    configs: [deviceConfig.parse({ role: 'scanner', name: 'scanner', wire: { kind: 'serial', path: scanner.lanePath, baudRate: 115_200 }, protocol, beep: protocol === 'ssi' ? 'ssi' : 'bel' })],
    scan: (text, options) => scanner.scan(text, options),
    routes: [
      doorRoute('/scan', 'holds a code under the scanner', z.strictObject({ text: z.string().min(1).max(16_384), aim: z.string().length(3).optional(), suffix: z.string().max(4).optional() }), ({ text, aim, suffix }) => scanner.scan(text, { aim, suffix })),
      doorRoute('/scanner', 'how the scanner fails: noise, split bytes, slow, everything twice, damaged packets, lost answers', faults, (asked) => scanner.set(given(asked))),
      doorRoute('/scanner-power', 'switches the scanner off and on again, its cable left in', z.strictObject({}), () => scanner.losePower()),
    ],
    state: () => ({ scanner: { plugged: scanner.isPlugged, ...scanner.faults, beepCount: scanner.beepCount, retransmitCount: scanner.retransmitCount, lostCount: scanner.lostCount } }),
    get isPlugged() {
      return scanner.isPlugged
    },
    unplug: () => scanner.unplug(),
    replug: () => scanner.replug(),
    sendNoise: (bytes) => scanner.sendBytes(bytes),
    close: () => scanner.close(),
  }
}
