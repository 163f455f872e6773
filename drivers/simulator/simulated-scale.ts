import { openPtyCable } from './pty-cable.ts'
import { seededRandom } from './seeded-random.ts'
import { answerAsDialog06, type SimulatedSecret } from './simulated-scale-dialog-06.ts'
import { answerAsMtSics } from './simulated-scale-mt-sics.ts'
import { openScalePan, type ScalePan } from './simulated-scale-pan.ts'
import { answerAsToledo8217 } from './simulated-scale-toledo.ts'

export type SerialScaleProtocol = 'toledo-8217' | 'dialog-06' | 'mt-sics'

/** What may be wrong with a scale or its cable. */
export interface ScaleFaults {
  /** Switched off, or its firmware hangs: it answers nothing. */
  readonly deaf: boolean
  /** Milliseconds before each answer. */
  readonly slowMs: number
  /** Answers come byte by byte, not in one piece. */
  readonly split: boolean
  /** Stray bytes before and after each answer. */
  readonly noise: boolean
  /** One byte of each answer has its eighth bit set, as a line with another parity delivers it. */
  readonly wrongParity: boolean
  /** Each answer comes twice. */
  readonly duplicate: boolean
  /** Dialog 06: no proof is ever right. */
  readonly refuseChallenge: boolean
}

export interface SimulatedScale {
  readonly protocol: SerialScaleProtocol
  /** The lane's end of the cable. */
  readonly lanePath: string
  readonly faults: ScaleFaults
  set(faults: Partial<ScaleFaults>): void
  /** Puts goods on; the pan swings for so many answers. Zero takes them off, less lifts the pan. */
  put(grams: number, swingCount?: number): void
  readonly pan: ScalePan
  /** Off and on again: Dialog 06 then demands checksums. */
  switchOffAndOn(): void
  /** Bytes as they are, out of turn. */
  sendBytes(bytes: Buffer): void
  /** Questions and commands heard since the start, as bytes. */
  readonly heard: readonly Buffer[]
  unplug(): void
  replug(): void
  readonly isPlugged: boolean
  close(): void
}

export interface SimulatedScaleOptions {
  readonly lanePath: string
  readonly protocol?: SerialScaleProtocol | undefined
  readonly capacityGrams?: number | undefined
  /** What it is set to; Dialog 06 counts kilograms here. */
  readonly unit?: 'kg' | 'lb' | 'g' | undefined
  readonly secret?: SimulatedSecret | undefined
  readonly seed?: number | undefined
}

/** A maker's secret for a scale of no maker, as it would stand in a lane's config. */
export const simulatedSecret = { correction: '1D0F', polynomial: '8005' } as const

const noFaults: ScaleFaults = { deaf: false, slowMs: 0, split: false, noise: false, wrongParity: false, duplicate: false, refuseChallenge: false }
/** More than any test looks back on. */
const maxHeardCount = 1000
/** Bytes that begin and end nothing in any of the protocols. */
const strayBytes = [0x00, 0x20, 0x55, 0x7e]

/** A checkout scale on a pseudo terminal, speaking one of three protocols. */
export function openSimulatedScale({ lanePath, protocol = 'toledo-8217', capacityGrams = 15_000, unit = 'kg', secret = parsed(simulatedSecret), seed = 1 }: SimulatedScaleOptions): SimulatedScale {
  const cable = openPtyCable(lanePath)
  const pan = openScalePan(capacityGrams)
  const random = seededRandom(seed)
  let faults = noFaults
  const heard: Buffer[] = []
  const timers = new Set<NodeJS.Timeout>()
  const dialog06 = answerAsDialog06({ pan, secret, random, refusesChallenge: () => faults.refuseChallenge })
  const answers = { 'toledo-8217': answerAsToledo8217(pan, unit === 'lb' ? 'lb' : 'kg'), 'mt-sics': answerAsMtSics(pan, unit === 'g' ? 'g' : 'kg'), 'dialog-06': dialog06.answer }

  function spoiled(answer: Buffer): Buffer {
    const bytes = Buffer.from(answer)
    const at = random(bytes.length)
    if (faults.wrongParity) bytes[at] = (bytes[at] ?? 0) | 0x80
    return bytes
  }

  function stray(): Buffer {
    return Buffer.from(Array.from({ length: 1 + random(4) }, () => strayBytes[random(strayBytes.length)] ?? 0))
  }

  function say(answer: Buffer): void {
    const once = spoiled(answer)
    const bytes = faults.duplicate ? Buffer.concat([once, once]) : once
    const whole = faults.noise ? Buffer.concat([stray(), bytes, stray()]) : bytes
    if (faults.slowMs === 0 && !faults.split) return cable.send(whole)
    const pieces = faults.split ? Array.from(whole, (byte) => Buffer.from([byte])) : [whole]
    pieces.forEach((piece, index) => later(faults.slowMs + index, () => cable.send(piece)))
  }

  function later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, delayMs)
    timers.add(timer)
  }

  function forget(): void {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }

  cable.onBytes((bytes) => {
    heard.push(Buffer.from(bytes))
    if (heard.length > maxHeardCount) heard.shift()
    if (!faults.deaf) answers[protocol](bytes).forEach(say)
  })

  return {
    protocol,
    lanePath,
    pan,
    heard,
    get faults() {
      return faults
    },
    set: (changes) => void (faults = { ...faults, ...changes }),
    put: (grams, swingCount) => pan.put(grams, swingCount),
    switchOffAndOn() {
      forget()
      dialog06.powerOn()
    },
    sendBytes: (bytes) => cable.send(bytes),
    unplug() {
      forget()
      cable.unplug()
    },
    replug: () => cable.replug(),
    get isPlugged() {
      return cable.isPlugged
    },
    close() {
      forget()
      cable.close()
    },
  }
}

function parsed({ correction, polynomial }: { readonly correction: string; readonly polynomial: string }): SimulatedSecret {
  return { correction: Number.parseInt(correction, 16), polynomial: Number.parseInt(polynomial, 16) }
}
