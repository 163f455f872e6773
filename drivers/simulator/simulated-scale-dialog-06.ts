import type { ScalePan } from './simulated-scale-pan.ts'

/** Polynomial and correction value that the simulated maker gave its scale. */
export interface SimulatedSecret {
  readonly correction: number
  readonly polynomial: number
}

interface Parts {
  readonly pan: ScalePan
  readonly secret: SimulatedSecret
  readonly random: (limit: number) => number
  readonly refusesChallenge: () => boolean
}

export interface Dialog06Answers {
  answer(bytes: Buffer): Buffer[]
  /** As after switching on: it demands checksums before it weighs. */
  powerOn(): void
}

const maxRecordLength = 60
const weighingsPerChallenge = 50
const ack = Buffer.from([0x06])
const nak = Buffer.from([0x15])

/** Answers as a Dialog 06 scale that is verified with its till: see the driver for the order of records. */
export function answerAsDialog06({ pan, secret, random, refusesChallenge }: Parts): Dialog06Answers {
  let held = ''
  let price: string | undefined
  let status = '22'
  let challenge: number | undefined
  let verdict: '0' | '1' | undefined
  let challengeDue = true
  let weighingCount = 0

  function powerOn(): void {
    held = ''
    price = verdict = challenge = undefined
    status = '22'
    challengeDue = true
    weighingCount = 0
  }

  function refuse(why: string): Buffer {
    status = why
    // Faults of the line and of the till are errors; what lies on the pan is none.
    if (why < '20') challengeDue = true
    if (why !== '20' && why !== '22') price = undefined
    return nak
  }

  function takePrice(digits: string, tare: string): Buffer {
    if (challengeDue) {
      challenge = random(0x100)
      return record('11', `2${hexDigits(challenge, 2)}`)
    }
    if (!/^\d{5,6}$/.test(digits) || Number(digits) === 0) return refuse('11')
    if (!/^(\d{4})?$/.test(tare)) return refuse('12')
    price = digits
    pan.tare(Number(tare))
    return ack
  }

  function takeProof(digits: string): Buffer {
    if (challenge === undefined || !/^[0-9A-F]{8}$/.test(digits)) return refuse('10')
    const checksum = rotateRight(Number.parseInt(digits.slice(0, 4), 16), challenge >> 4)
    const proof = rotateRight(Number.parseInt(digits.slice(4), 16), 16 - (challenge & 15))
    const isRight = remainder(checksum, secret) === proof && !refusesChallenge()
    verdict = isRight ? '1' : '0'
    challengeDue = !isRight
    challenge = undefined
    weighingCount = 0
    return ack
  }

  function result(): Buffer {
    if (verdict !== undefined) {
      const told = record('11', verdict)
      verdict = undefined
      return told
    }
    if (price === undefined) return refuse('22')
    const look = pan.look()
    if (look.kind === 'in-motion') return refuse('20')
    if (look.kind === 'over-capacity') return refuse('32')
    if (look.kind !== 'still') return refuse('31')
    if (look.netGrams <= 0) return refuse('30')
    if (!pan.hasMovedSinceTaken) return refuse('21')
    pan.take()
    weighingCount++
    challengeDue = weighingCount >= weighingsPerChallenge
    const sum = Math.floor((Number(price) * look.netGrams + 500) / 1000)
    const told = record('02', '3', String(look.netGrams).padStart(5, '0'), price, String(sum).padStart(6, '0'))
    price = undefined
    status = '00'
    return told
  }

  function takeRecord(text: string): Buffer[] {
    const [number = '', first = '', second = ''] = text.split('\x1b')
    if (number === '01' || number === '04') return [takePrice(first, '')]
    if (number === '03' || number === '05') return [takePrice(first, second)]
    if (number === '08') return [record('09', status)]
    return [number === '10' ? takeProof(first) : refuse('10')]
  }

  function step(byte: number): Buffer[] {
    if (byte > 0x7f) return [refuse('02')]
    // EOT ends whatever was going on.
    held = byte === 0x04 ? '\x04' : (held + String.fromCharCode(byte)).slice(-maxRecordLength)
    if (held === '\x04\x05') return [result()]
    const text = /^\x04\x02([^\x03]*)\x03$/.exec(held)?.[1]
    if (text === undefined) return []
    held = ''
    return takeRecord(text)
  }

  return { answer: (bytes) => Array.from(bytes).flatMap(step), powerOn }
}

function record(number: string, ...fields: readonly string[]): Buffer {
  return Buffer.from(`\x02${[number, ...fields].join('\x1b')}\x03`, 'latin1')
}

function hexDigits(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}

function rotateRight(value: number, by: number): number {
  const bits = value.toString(2).padStart(16, '0')
  const at = 16 - (by % 16)
  return Number.parseInt(bits.slice(at) + bits.slice(0, at), 2)
}

/** Division with pencil and paper: the checksum and sixteen zeros by the polynomial. The till works it out another way. */
function remainder(checksum: number, { correction, polynomial }: SimulatedSecret): number {
  let rest = BigInt(checksum ^ correction) << 16n
  const divisor = (1n << 16n) | BigInt(polynomial)
  for (let bit = 31n; bit >= 16n; bit--) if ((rest >> bit) & 1n) rest ^= divisor << (bit - 16n)
  return Number(rest)
}
