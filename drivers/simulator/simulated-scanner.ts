import { ssiStatus } from '../scanner/ssi-packet.ts'
import { openPtyCable } from './pty-cable.ts'
import { seededRandom } from './seeded-random.ts'
import { openSimulatedSsiDecoder } from './simulated-ssi-decoder.ts'

export interface ScannerFaults {
  /** Bytes of a loose plug before every code. */
  readonly noise: boolean
  /** Bytes arrive in portions of one to four. */
  readonly split: boolean
  /** Pause between portions, which are single bytes then unless they are split. */
  readonly slowMs: number
  /** Every code is sent twice, as by a trigger held too long. */
  readonly duplicate: boolean
  /** SSI: every packet is damaged the first time it is sent. */
  readonly wrongChecksum: boolean
  /** SSI: the lane's answer to every packet is lost the first time. */
  readonly lostAnswers: boolean
}

export interface SimulatedScannerOptions {
  /** Link to the lane's end of the cable; see PtyCable. */
  readonly lanePath: string
  readonly protocol?: 'text' | 'ssi' | undefined
  readonly seed?: number | undefined
  /** SSI: wait for an answer before a packet is sent again. */
  readonly answerTimeoutMs?: number | undefined
}

export interface ScanOptions {
  /** AIM symbology identifier, "]E0": in front of a text, or as the kind of an SSI packet. */
  readonly aim?: string | undefined
  /** Bytes at the end of a text; a CR unless given, nothing for a scanner that is set up wrongly. */
  readonly suffix?: string | undefined
}

/** A barcode scanner on a serial line. */
export interface SimulatedScanner {
  readonly lanePath: string
  /** Any program may play a scanner that sends text by writing here. */
  readonly outsidePath: string
  readonly faults: ScannerFaults
  set(faults: Partial<ScannerFaults>): void
  /** Holds a code under it. */
  scan(text: string, options?: ScanOptions): void
  /** Bytes as they are. */
  sendBytes(bytes: Buffer): void
  /** Switched off and on again, the cable left in: an SSI scanner is back to plain text. */
  losePower(): void
  unplug(): void
  replug(): void
  readonly isPlugged: boolean
  /** Beeps the lane has asked for: with SSI by packet, else by Honeywell's command or a BEL. */
  readonly beepCount: number
  /** SSI: packets sent once more, and codes given up for want of an answer. */
  readonly retransmitCount: number
  readonly lostCount: number
  close(): void
}

const noFaults: ScannerFaults = { noise: false, split: false, slowMs: 0, duplicate: false, wrongChecksum: false, lostAnswers: false }
const bel = 0x07
const maxNoiseByteCount = 12

export function openSimulatedScanner({ lanePath, protocol = 'text', seed = 1, answerTimeoutMs = 2000 }: SimulatedScannerOptions): SimulatedScanner {
  const cable = openPtyCable(lanePath)
  const random = seededRandom(seed)
  let faults = noFaults
  let belCount = 0
  let lostLast = false
  let leaving: Promise<void> = Promise.resolve()

  const decoder = openSimulatedSsiDecoder({
    send: sendPortions,
    answerTimeoutMs,
    onItsWay(packet) {
      const isFirst = ((packet[3] ?? 0) & ssiStatus.retransmit) === 0
      return faults.wrongChecksum && isFirst ? damaged(packet) : packet
    },
    hears() {
      lostLast = faults.lostAnswers && !lostLast
      return !lostLast
    },
  })

  cable.onBytes((bytes) => {
    if (protocol === 'ssi') decoder.receive(bytes)
    else belCount += bytes.filter((byte) => byte === bel).length
  })

  /** Changes a byte of the data; the checksum no longer fits. */
  function damaged(packet: Buffer): Buffer {
    const bytes = Buffer.from(packet)
    const at = 4 + random(Math.max(bytes.length - 6, 1))
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(7))
    return bytes
  }

  function sendPortions(bytes: Buffer): void {
    const portions = cut(faults.noise ? Buffer.concat([noise(), bytes]) : bytes)
    const { slowMs } = faults
    leaving = leaving.then(async () => {
      for (const portion of portions) {
        cable.send(portion)
        if (slowMs > 0) await new Promise((resume) => setTimeout(resume, slowMs))
      }
    })
  }

  function cut(bytes: Buffer): Buffer[] {
    const portions: Buffer[] = []
    for (let at = 0; at < bytes.length; ) {
      const byteCount = faults.split ? 1 + random(4) : faults.slowMs > 0 ? 1 : bytes.length
      portions.push(Buffer.from(bytes.subarray(at, at + byteCount)))
      at += byteCount
    }
    return portions
  }

  /** Bytes above ASCII, which no code holds. Before a text they end like one, so that the code behind them stands. */
  function noise(): Buffer {
    const bytes = Array.from({ length: 1 + random(maxNoiseByteCount) }, () => 0x80 + random(0x80))
    return Buffer.from(protocol === 'ssi' ? bytes : [...bytes, 0x0d])
  }

  function scan(text: string, { aim = '', suffix = '\r' }: ScanOptions = {}): void {
    for (let time = 0; time < (faults.duplicate ? 2 : 1); time++) {
      if (protocol === 'ssi') decoder.scan(codeTypeOf(aim, text), text)
      else sendPortions(Buffer.from(aim + text + suffix, 'latin1'))
    }
  }

  return {
    lanePath: cable.lanePath,
    outsidePath: cable.outsidePath,
    get faults() {
      return faults
    },
    set: (changes) => void (faults = { ...faults, ...changes }),
    scan,
    sendBytes: (bytes) => cable.send(bytes),
    losePower: () => decoder.losePower(),
    unplug: () => cable.unplug(),
    replug: () => cable.replug(),
    get isPlugged() {
      return cable.isPlugged
    },
    get beepCount() {
      return protocol === 'ssi' ? decoder.beeps.length : belCount
    },
    get retransmitCount() {
      return decoder.retransmitCount
    },
    get lostCount() {
      return decoder.lostCount
    },
    close() {
      decoder.losePower()
      cable.close()
    },
  }
}

const typeByAim: Readonly<Record<string, number>> = { ']E4': 0x0a, ']C0': 0x03, ']C1': 0x0f, ']I0': 0x06, ']I1': 0x06, ']A0': 0x01, ']e0': 0x30, ']Q1': 0x1c, ']Q3': 0xc2, ']d1': 0x1b, ']d2': 0xc1 }
const typeByLength: Readonly<Record<number, number>> = { 8: 0x0a, 12: 0x08, 13: 0x0b, 15: 0x4b, 18: 0x8b }
const code128 = 0x03

function codeTypeOf(aim: string, text: string): number {
  return typeByAim[aim] ?? (/^\d+$/.test(text) ? typeByLength[text.length] : undefined) ?? code128
}
