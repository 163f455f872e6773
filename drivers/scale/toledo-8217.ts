import { found, notYet, sent, weightStep, type ScaleDialect, type ScaleStep } from './dialect.ts'
import { textToGrams } from './to-grams.ts'

const STX = 0x02
const CR = 0x0d
const weighCommand = Buffer.from('W', 'latin1')
const zeroCommand = Buffer.from('ZW', 'latin1')
/** The longest answer is a weight with its mark for net; anything longer is no answer. */
const maxAnswerByteCount = 16
/** Bits of the status byte. Bit 4 is "centre of zero", bit 5 "net", and bit 6 is always set on some models: none of them forbids a weight. */
const statusDetails = [
  [0x02, 'over-capacity'],
  [0x04, 'under-zero'],
  [0x08, 'needs-zero'],
  [0x01, 'in-motion'],
  [0x10, 'at-zero'],
] as const

/**
 * Toledo 8217, the checkout scale protocol of many makes: `W` asks, `STX weight CR` or `STX ? status CR` answers.
 *
 * The answer has no unit and no checksum: the unit is the scale's setting, and a weight without its decimal point is
 * refused, since the point may have been lost. `N` behind the weight says that a tare is off already.
 * Zeroing is `Z`, which not every model answers: the weight asked for behind it tells whether it worked.
 */
export function openToledo8217(unit: 'kg' | 'lb'): ScaleDialect {
  let held: number[] | undefined
  let zeroing = false

  function step(byte: number): ScaleStep | undefined {
    if (byte === STX) {
      const wasCut = held !== undefined
      held = []
      return wasCut ? notYet('bad-answer') : undefined
    }
    if (!held) return undefined
    if (byte !== CR) {
      held.push(byte)
      if (held.length <= maxAnswerByteCount) return undefined
      held = undefined
      return notYet('bad-answer')
    }
    const answer = Buffer.from(held)
    held = undefined
    return zeroing ? zeroStep(readAnswer(answer, unit)) : readAnswer(answer, unit)
  }

  return {
    speaksUnasked: false,
    confirms: true,
    guardsSameGoods: false,
    isUsable: true,
    begin(task) {
      held = undefined
      zeroing = task.kind === 'zero'
      return [sent(zeroing ? zeroCommand : weighCommand)]
    },
    take: (bytes) => Array.from(bytes).flatMap((byte) => step(byte) ?? []),
    restart() {
      held = undefined
      return []
    },
  }
}

/** A byte above 7F is a parity or speed that does not fit: no digit of such an answer is believed. */
function readAnswer(answer: Buffer, unit: 'kg' | 'lb'): ScaleStep {
  if (answer.length === 2 && answer[0] === 0x3f) return readStatus(answer[1] ?? 0)
  const weight = /^ *(\d{1,5}\.\d{1,4})(N?)$/.exec(answer.toString('latin1'))
  const grams = weight && textToGrams(weight[1] ?? '', unit)
  return weight && grams !== undefined && grams !== null ? weightStep(grams, weight[2] === 'N') : notYet('bad-answer')
}

function readStatus(status: number): ScaleStep {
  const detail = status > 0x7f ? undefined : statusDetails.find(([bit]) => (status & bit) !== 0)?.[1]
  return notYet(detail ?? 'bad-answer')
}

function zeroStep(step: ScaleStep): ScaleStep {
  if (step.kind !== 'found') return step
  const { finding } = step
  const isZero = (finding.kind === 'weight' && finding.grams === 0) || (finding.kind === 'not-yet' && finding.detail === 'at-zero')
  if (isZero) return found({ kind: 'zeroed' })
  return finding.kind === 'weight' ? notYet('needs-zero') : step
}
