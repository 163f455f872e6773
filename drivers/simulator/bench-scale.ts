import { join } from 'node:path'
import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { openSimulatedScale, simulatedSecret, type SerialScaleProtocol } from './simulated-scale.ts'

const faults = z.strictObject({
  deaf: z.boolean().optional(),
  slowMs: z.number().int().min(0).max(10_000).optional(),
  split: z.boolean().optional(),
  noise: z.boolean().optional(),
  wrongParity: z.boolean().optional(),
  duplicate: z.boolean().optional(),
  refuseChallenge: z.boolean().optional(),
})

/** A checkout scale on a serial line. A pseudo terminal has no parity: the eighth bit is the simulator's own to spoil. */
export function openBenchScale({ dir, protocol, seed }: { readonly dir: string; readonly protocol: SerialScaleProtocol; readonly seed: number }): BenchDevice {
  const scale = openSimulatedScale({ lanePath: join(dir, 'scale'), protocol, seed })
  const secret = protocol === 'dialog-06' ? { dialog06Secret: simulatedSecret } : {}
  return {
    name: 'scale',
    configs: [deviceConfig.parse({ role: 'scale', name: 'scale', wire: { kind: 'serial', path: scale.lanePath }, protocol, ...secret })],
    routes: [
      doorRoute('/weigh', 'puts so many grams on the scale; zero takes them off, and they swing for so many answers', z.strictObject({ grams: z.number().int().min(-500).max(30_000), swingCount: z.number().int().min(0).max(100).optional() }), ({ grams, swingCount }) => scale.put(grams, swingCount)),
      doorRoute('/scale', 'how the scale fails: deaf, slow, split, noise, parity, everything twice, proofs refused', faults, (asked) => scale.set(given(asked))),
      doorRoute('/scale-drift', 'its zero has drifted: somebody must empty it and set it to zero', z.strictObject({}), () => scale.pan.drift()),
      doorRoute('/scale-power', 'switches the scale off and on again', z.strictObject({}), () => scale.switchOffAndOn()),
    ],
    state: () => ({ scale: { plugged: scale.isPlugged, protocol, grams: scale.pan.grams, tareGrams: scale.pan.tareGrams, ...scale.faults } }),
    get isPlugged() {
      return scale.isPlugged
    },
    unplug: () => scale.unplug(),
    replug: () => scale.replug(),
    sendNoise: (bytes) => scale.sendBytes(bytes),
    close: () => scale.close(),
  }
}
