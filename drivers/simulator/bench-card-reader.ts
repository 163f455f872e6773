import { join } from 'node:path'
import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { openSimulatedCardReader } from './simulated-card-reader.ts'

export interface BenchCardReader extends BenchDevice {
  /** Swipes a magstripe: `text` is what stands on track 2. */
  swipe(text: string): void
  /** Holds an NFC card or a phone at the reader: `text` alone. */
  tap(text: string): void
}

const faults = z.strictObject({
  badTracks: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])).max(3).optional(),
  partial: z.boolean().optional(),
  split: z.boolean().optional(),
  wrongCheck: z.boolean().optional(),
  duplicate: z.boolean().optional(),
})

/** A magstripe and NFC reader on a serial line. */
export function openBenchCardReader({ dir, allow, seed }: { readonly dir: string; readonly allow: readonly string[]; readonly seed: number }): BenchCardReader {
  const reader = openSimulatedCardReader({ lanePath: join(dir, 'card-reader'), seed })
  const tap: BenchCardReader['tap'] = (text) => reader.tap(text)
  const swipe: BenchCardReader['swipe'] = (text) => reader.swipe({ track2: text })
  const track = z.string().min(1).max(256)
  return {
    name: 'card-reader',
    configs: [deviceConfig.parse({ role: 'card-reader', name: 'card-reader', wire: { kind: 'serial', path: reader.lanePath, baudRate: 115_200 }, allow: [...allow] })],
    swipe,
    tap,
    routes: [
      doorRoute('/swipe', 'draws a magstripe card through the reader; text is its track 2', z.strictObject({ text: track, track1: track.optional(), track3: track.optional() }), ({ text, track1, track3 }) => reader.swipe({ track1, track2: text, track3 })),
      doorRoute('/tap', 'holds an NFC card or a phone at the reader', z.strictObject({ text: track }), ({ text }) => tap(text)),
      doorRoute('/card-reader', 'how the reader fails: bad tracks, half swipes, split bytes, wrong check characters, everything twice', faults, (asked) => reader.set(given(asked))),
    ],
    state: () => ({ 'card-reader': { plugged: reader.isPlugged, ...reader.faults } }),
    get isPlugged() {
      return reader.isPlugged
    },
    unplug: () => reader.unplug(),
    replug: () => reader.replug(),
    sendNoise: (bytes) => reader.sendBytes(bytes),
    close: () => reader.close(),
  }
}
