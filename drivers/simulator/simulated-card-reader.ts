import { writeTracks, type CardTracks } from './card-reports.ts'
import { openPtyCable } from './pty-cable.ts'
import { seededRandom } from './seeded-random.ts'

export interface CardReaderFaults {
  /** Tracks the reader cannot read: it sends `E` in their place. */
  readonly badTracks: readonly (1 | 2 | 3)[]
  /** Pulled too slowly: the swipe ends after half of its bytes and never goes on. */
  readonly partial: boolean
  /** Bytes arrive in portions of one to four. */
  readonly split: boolean
  /** A damaged byte in every swipe; check characters notice it. */
  readonly wrongCheck: boolean
  /** The reader sends everything twice. */
  readonly duplicate: boolean
}

const noFaults: CardReaderFaults = { badTracks: [], partial: false, split: false, wrongCheck: false, duplicate: false }

export interface CardReaderOptions {
  /** Link to the lane's end of the cable; see PtyCable. */
  readonly lanePath: string
  readonly seed?: number | undefined
  /** Sends the check character behind every track. */
  readonly withCheck?: boolean | undefined
  /** `line`: all tracks in one line; `each`: a line a track. */
  readonly lines?: 'line' | 'each' | undefined
}

/** A magstripe and NFC reader that sends text over serial. */
export interface SimulatedCardReader {
  readonly lanePath: string
  readonly outsidePath: string
  readonly faults: CardReaderFaults
  set(faults: Partial<CardReaderFaults>): void
  /** Swipes a card with these tracks on it. */
  swipe(card: CardTracks): void
  /** Holds an NFC card or a phone at the reader: its UID or number, and nothing else. */
  tap(text: string): void
  /** Random bytes, line ends among them, from the simulator's own seed. */
  noise(byteCount: number): void
  /** Bytes as they are. */
  sendBytes(bytes: Buffer): void
  unplug(): void
  replug(): void
  readonly isPlugged: boolean
  close(): void
}

export function openSimulatedCardReader({ lanePath, seed = 1, withCheck = false, lines = 'line' }: CardReaderOptions): SimulatedCardReader {
  const cable = openPtyCable(lanePath)
  const random = seededRandom(seed)
  let faults = noFaults

  function sendReading(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    if (faults.wrongCheck) damage(bytes)
    const sent = faults.partial ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes
    for (let time = 0; time < (faults.duplicate ? 2 : 1); time++) sendPortions(sent)
  }

  /** Another digit in the place of one. */
  function damage(bytes: Buffer): void {
    const at = bytes.findIndex((byte) => byte >= 0x30 && byte <= 0x39)
    if (at >= 0) bytes[at] = 0x30 + (((bytes[at] ?? 0) - 0x30 + 1 + random(9)) % 10)
  }

  function sendPortions(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const byteCount = faults.split ? 1 + random(4) : bytes.length
      cable.send(Buffer.from(bytes.subarray(at, at + byteCount)))
      at += byteCount
    }
  }

  return {
    lanePath: cable.lanePath,
    outsidePath: cable.outsidePath,
    get faults() {
      return faults
    },
    set: (change) => void (faults = { ...faults, ...change }),
    swipe(card) {
      const bad = (track: 1 | 2 | 3, content: string | undefined): string | undefined => (content !== undefined && faults.badTracks.includes(track) ? 'E' : content)
      const tracks = writeTracks({ track1: bad(1, card.track1), track2: bad(2, card.track2), track3: bad(3, card.track3) }, withCheck)
      sendReading(lines === 'line' ? `${tracks.join('')}\r` : tracks.map((track) => `${track}\r`).join(''))
    },
    tap: (text) => sendReading(`${text}\r`),
    noise: (byteCount) => sendPortions(Buffer.from(Array.from({ length: byteCount }, () => random(256)))),
    sendBytes: (bytes) => sendPortions(bytes),
    unplug: () => cable.unplug(),
    replug: () => cable.replug(),
    get isPlugged() {
      return cable.isPlugged
    },
    close: () => cable.close(),
  }
}
