import { found, sent, weightStep, type ScaleDetail, type ScaleDialect, type ScaleFinding, type ScaleStep, type ScaleTask } from './dialect.ts'
import { answerChallenge, type Dialog06Secret } from './dialog-06-checksums.ts'
import { toGrams, type WeightUnit } from './to-grams.ts'

const STX = 0x02
const ETX = 0x03
const EOT = 0x04
const ACK = 0x06
const NAK = 0x15
const ESC = '\x1b'
const end = Buffer.from([EOT])
const askResult = Buffer.from([EOT, 0x05])
/** Record 02 is the longest, 26 bytes with its marks. */
const maxRecordByteCount = 40
/** A line may spoil one proof; two in a row are a wrong secret. */
const maxRefusedProofs = 2

/** Unit and steps by the first character of a result; "0" counts pounds and eighths of an ounce, which we do not sell by. */
const resultUnits: Readonly<Record<string, { readonly unit: WeightUnit; readonly exponent: number }>> = { 1: { unit: 'lb', exponent: -2 }, 2: { unit: 'lb', exponent: -3 }, 3: { unit: 'kg', exponent: -3 } }

/** Record 09. 20 and 22 leave the price standing: only the result is asked for again. */
const statusDetails: Readonly<Record<string, ScaleDetail>> = { 20: 'in-motion', 21: 'same-weight', 22: 'in-motion', 30: 'at-zero', 31: 'under-zero', 32: 'over-capacity' }

type Waiting = 'nothing' | 'price-taken' | 'proof-taken' | 'verdict' | 'result' | 'status'

interface Parts {
  readonly secret: Dialog06Secret | undefined
  /** 16 random bits for every proof. */
  readonly random16: () => number
}

/**
 * Dialog 06, for scales that are verified together with the till.
 *
 * The till sends the price of a kilogram (record 01, or 03 with a tare), the scale acknowledges it, the till asks for the
 * result, the scale answers with weight, price and sum (record 02), or refuses, and then says why (08 and 09). After
 * power-on, after an error and every 50 weighings the scale first demands checksums under its maker's secret (11 and 10).
 * A result that names another price than the one sent is no answer to us. The scale takes the tare off itself, and refuses
 * goods that have not moved since they were weighed.
 * Source: Mettler-Toledo checkout dialogue 06, as printed in the service manuals of several scales.
 */
export function openDialog06({ secret, random16 }: Parts): ScaleDialect {
  let waiting: Waiting = 'nothing'
  let task: ScaleTask = { kind: 'look' }
  let priceStands = false
  let refusedProofs = 0
  let record: number[] | undefined

  function send(next: Waiting, bytes: Buffer): ScaleStep[] {
    waiting = next
    return [sent(bytes)]
  }

  /** Every answer of the scale is closed by the till. */
  function finish(finding: ScaleFinding): ScaleStep[] {
    waiting = 'nothing'
    return [sent(end), found(finding)]
  }

  function acknowledged(): ScaleStep[] {
    if (waiting === 'price-taken') return send('result', askResult)
    return waiting === 'proof-taken' ? send('verdict', askResult) : []
  }

  function refused(): ScaleStep[] {
    // Said twice it is still one refusal; the question after it is under way.
    return waiting === 'nothing' || waiting === 'status' ? [] : send('status', recordOf('08'))
  }

  function readRecord(text: string): ScaleStep[] {
    const number = text.slice(0, 2)
    if (waiting === 'nothing') return []
    if (number === '11') return challenged(text.slice(3))
    if (number === '02' && waiting === 'result') return finish(resultOf(text))
    if (number === '09' && waiting === 'status') return status(text.slice(3))
    return []
  }

  function challenged(demand: string): ScaleStep[] {
    const challenge = /^2([0-9A-Fa-f]{2})$/.exec(demand)?.[1]
    if (challenge !== undefined) {
      if (waiting !== 'price-taken' && waiting !== 'result') return []
      if (!secret) return finish({ kind: 'never', detail: 'needs-secret' })
      return send('proof-taken', recordOf('10', answerChallenge(Number.parseInt(challenge, 16), random16(), secret)))
    }
    if (waiting !== 'verdict') return []
    if (demand === '1') {
      refusedProofs = 0
      return send('price-taken', priceRecord(task))
    }
    refusedProofs += 1
    return finish({ kind: refusedProofs < maxRefusedProofs ? 'not-yet' : 'never', detail: 'wrong-secret' })
  }

  function resultOf(text: string): ScaleFinding {
    const [, unit = '', weight = '', price = ''] = /^02\x1b([0-9])\x1b(\d{5})\x1b(\d{5,6})\x1b\d{6}$/.exec(text) ?? []
    const counted = resultUnits[unit]
    const grams = counted && toGrams(Number(weight), counted.exponent, counted.unit)
    const isOurs = task.kind === 'weigh' && price !== '' && Number(price) === task.pricePerKgMinor
    if (grams === undefined || !isOurs) return { kind: 'not-yet', detail: 'bad-answer' }
    const step = weightStep(grams, true)
    return step.kind === 'found' ? step.finding : { kind: 'not-yet', detail: 'bad-answer' }
  }

  function status(code: string): ScaleStep[] {
    if (task.kind === 'look') return finish({ kind: 'alive' })
    priceStands = code === '20' || code === '22'
    return finish({ kind: 'not-yet', detail: statusDetails[code] ?? 'bad-answer' })
  }

  function step(byte: number): ScaleStep[] {
    if (byte === STX) {
      record = []
      return []
    }
    if (!record) {
      if (byte === ACK) return acknowledged()
      return byte === NAK ? refused() : []
    }
    if (byte === ETX) {
      const text = Buffer.from(record).toString('latin1')
      record = undefined
      return readRecord(text)
    }
    record.push(byte)
    if (record.length <= maxRecordByteCount) return []
    record = undefined
    return waiting === 'nothing' ? [] : finish({ kind: 'not-yet', detail: 'bad-answer' })
  }

  return {
    speaksUnasked: false,
    confirms: false,
    guardsSameGoods: true,
    isUsable: true,
    begin(next) {
      const isSame = next === task && priceStands
      task = next
      priceStands = false
      record = undefined
      switch (next.kind) {
        case 'weigh':
          waiting = isSame ? 'result' : 'price-taken'
          return [sent(isSame ? askResult : priceRecord(next))]
        case 'look':
          waiting = 'status'
          return [sent(recordOf('08'))]
        case 'zero':
          waiting = 'nothing'
          return undefined
      }
    },
    take: (bytes) => Array.from(bytes).flatMap(step),
    restart() {
      waiting = 'nothing'
      priceStands = false
      refusedProofs = 0
      record = undefined
      return []
    },
  }
}

function priceRecord(task: ScaleTask): Buffer {
  if (task.kind !== 'weigh') return end
  const price = String(task.pricePerKgMinor).padStart(6, '0')
  return task.tareGrams === 0 ? recordOf('01', price, '') : recordOf('03', price, String(task.tareGrams).padStart(4, '0'))
}

/** `EOT STX number ESC field … ETX`. */
function recordOf(number: string, ...fields: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from([EOT, STX]), Buffer.from([number, ...fields].join(ESC), 'latin1'), Buffer.from([ETX])])
}
