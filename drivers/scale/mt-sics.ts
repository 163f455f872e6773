import { found, notYet, sent, weightStep, type ScaleDialect, type ScaleStep } from './dialect.ts'
import { textToGrams, type WeightUnit } from './to-grams.ts'

/** Asks what is there now. `S` would hold its answer back until the goods lie still, and could then answer an order that is long over. */
const weighCommand = Buffer.from('SI\r\n', 'latin1')
const zeroCommand = Buffer.from('Z\r\n', 'latin1')
/** No answer is longer; power-on messages are, and are none of ours. */
const maxLineByteCount = 80
/** Noise on a quiet line goes in front of the answer that comes next. */
const strayBefore = /^.*?(?=S [SDI+-]|Z [AI+-]|E[STL]$)/s
const units: Readonly<Record<string, WeightUnit>> = { mg: 'mg', g: 'g', kg: 'kg', oz: 'oz', lb: 'lb' }

/**
 * MT-SICS: a command and an answer a line, CR LF.
 * The weight is net of whatever the scale's own tare memory holds; the tare of an item is the driver's to take off,
 * since presetting a tare is not in the base set of commands.
 */
export function openMtSics(): ScaleDialect {
  let line: number[] = []
  let tooLong = false
  let zeroing = false

  function step(byte: number): ScaleStep | undefined {
    if (byte !== 0x0a && byte !== 0x0d) {
      if (line.length < maxLineByteCount) line.push(byte)
      else tooLong = true
      return undefined
    }
    const text = Buffer.from(line).toString('latin1').replace(strayBefore, '')
    const wasTooLong = tooLong
    line = []
    tooLong = false
    if (text === '' || wasTooLong) return wasTooLong ? notYet('bad-answer') : undefined
    return zeroing ? readZeroAnswer(text) : readWeight(text)
  }

  return {
    speaksUnasked: false,
    confirms: true,
    guardsSameGoods: false,
    isUsable: true,
    begin(task) {
      line = []
      tooLong = false
      zeroing = task.kind === 'zero'
      return [sent(zeroing ? zeroCommand : weighCommand)]
    },
    take: (bytes) => Array.from(bytes).flatMap((byte) => step(byte) ?? []),
    restart() {
      line = []
      return []
    },
  }
}

/** `S S` stable, `S D` dynamic, `S I` busy, `S +` and `S -` out of range. A line of another command says nothing of the weight. */
function readWeight(text: string): ScaleStep | undefined {
  const error = readError(text)
  if (error) return error
  if (!text.startsWith('S')) return /^[\x20-\x7e]+$/.test(text) ? undefined : notYet('bad-answer')
  const match = /^S ([SDI+-])(?: +(-?[\d.]+) +(\w+))?$/.exec(text)
  switch (match?.[1]) {
    case 'S':
      return readStable(match[2] ?? '', units[match[3] ?? ''])
    case 'D':
    case 'I':
      return notYet('in-motion')
    case '+':
      return notYet('over-capacity')
    case '-':
      return notYet('under-zero')
    default:
      return notYet('bad-answer')
  }
}

function readStable(text: string, unit: WeightUnit | undefined): ScaleStep {
  const grams = unit && textToGrams(text, unit)
  return grams === undefined ? notYet('bad-answer') : weightStep(grams, false)
}

/** `Z A` done; `Z I` not now; `Z +` and `Z -`: too far from zero to be set to it. */
function readZeroAnswer(text: string): ScaleStep | undefined {
  const error = readError(text)
  if (error) return error
  if (text === 'Z A') return found({ kind: 'zeroed' })
  if (text === 'Z I') return notYet('in-motion')
  if (text === 'Z +' || text === 'Z -') return notYet('needs-zero')
  return text.startsWith('Z') ? notYet('bad-answer') : undefined
}

/** Syntax, transmission or logical error: the command did not arrive as it was sent. */
function readError(text: string): ScaleStep | undefined {
  return text === 'ES' || text === 'ET' || text === 'EL' ? notYet('bad-answer') : undefined
}
