import type { ScalePan } from './simulated-scale-pan.ts'

const statusBits = { 'in-motion': 0x01, 'over-capacity': 0x02, 'under-zero': 0x04, 'outside-zero': 0x08 } as const
/** Set on every status byte by some models. */
const alwaysSet = 0x40
/** Pounds are counted in thousandths, as a scale that is set to them shows. */
const gramsInPound = 453.59237

/** Answers as a Toledo 8217 scale: `W` weight, `Z` zero. Other commands get the status of a bad one. */
export function answerAsToledo8217(pan: ScalePan, unit: 'kg' | 'lb'): (bytes: Buffer) => Buffer[] {
  const status = (bits: number): Buffer => Buffer.from([0x02, 0x3f, alwaysSet | bits, 0x0d])

  function weight(): Buffer {
    const look = pan.look()
    if (look.kind !== 'still') return status(statusBits[look.kind])
    if (look.netGrams < 0) return status(statusBits['under-zero'])
    const thousandths = unit === 'kg' ? look.netGrams : Math.round((look.netGrams * 1000) / gramsInPound)
    const digits = String(thousandths).padStart(5, '0')
    return Buffer.from(`\x02${digits.slice(0, -3)}.${digits.slice(-3)}${pan.tareGrams > 0 ? 'N' : ''}\r`, 'latin1')
  }

  return (bytes) => Array.from(bytes).flatMap((byte) => {
    if (byte === 0x57) return [weight()]
    if (byte !== 0x5a) return [status(0)]
    pan.zero()
    return []
  })
}
