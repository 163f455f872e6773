import { join } from 'node:path'
import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { openSimulatedLineDisplay } from './simulated-line-display.ts'

/** A pole display of two lines on a serial line. */
export function openBenchLineDisplay({ dir }: { readonly dir: string }): BenchDevice {
  const display = openSimulatedLineDisplay({ lanePath: join(dir, 'line-display') })
  return {
    name: 'line-display',
    configs: [deviceConfig.parse({ role: 'line-display', name: 'line-display', wire: display.wire })],
    routes: [doorRoute('/line-display', 'how the pole display fails: dark loses what it is sent', z.strictObject({ dark: z.boolean().optional() }), (asked) => display.set(given(asked)))],
    state: () => ({ 'line-display': { plugged: display.isPlugged, ...display.faults, lines: display.lines, unknown: display.unknown } }),
    get isPlugged() {
      return display.isPlugged
    },
    unplug: () => display.unplug(),
    replug: () => display.replug(),
    close: () => display.close(),
  }
}
