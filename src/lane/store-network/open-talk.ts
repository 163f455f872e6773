import { signedMessage, type LaneMessage, type SignedMessage } from '../../contract/store-network.ts'
import type { Clock } from '../real-clock.ts'
import type { KnownLane, NetworkRecords } from '../store/network-records.ts'
import type { Sealer } from './open-sealer.ts'
import { openSeenNumbers, type SeenNumbers } from './seen-numbers.ts'
import { longestDatagram, type StoreWire } from './store-wire.ts'

/** A lane of this store. */
export type Neighbour = Pick<KnownLane, 'journalId' | 'laneNumber'>

/**
 * Why a message was not listened to.
 * - unsealed: not sealed with this store's secret: of another store, forged, or cut
 * - repeated: heard before
 * - stale: of a session that has not shown yet that it speaks now: recorded, or from before its lane's restart
 * - unreadable: sealed by us, and not understood: a newer lane
 */
export type Dropped = 'unsealed' | 'repeated' | 'stale' | 'unreadable'

/** The lanes of a store talking: who is there, and messages that are surely theirs and new. */
export interface Talk {
  /** Lanes heard within the last few beats, that have shown that they hear us. */
  present(): readonly Neighbour[]
  /** Lanes that were heard before, have not said that they close, and are silent. */
  silent(): readonly Neighbour[]
  tell(body: LaneMessage): void
  send(journalId: string, body: LaneMessage): void
  /** Tells the others at once what stands here now. */
  beat(): void
  dropped(): Readonly<Record<Dropped, number>>
  /** @param isForGood says goodbye: nobody waits for this lane then */
  close(isForGood: boolean): void
}

export interface TalkParts {
  readonly wire: StoreWire
  readonly sealer: Sealer
  readonly clock: Clock
  readonly self: Neighbour
  readonly records: Pick<NetworkRecords, 'knownLanes' | 'keepLane'>
  readonly here: () => Pick<Extract<LaneMessage, { kind: 'here' }>, 'through' | 'parked'>
  /** Runs what a datagram brings about. */
  readonly guard: (step: () => void) => void
  readonly onMessage: (from: Neighbour, body: LaneMessage) => void
  /** Somebody came or went. */
  readonly onNeighbours: () => void
}

/** Everyone says so often that they are there; who has been silent for more than `missedBeats` is not. */
export const beatMs = 1_000
const missedBeats = 3
const mostSessions = 200

interface Session extends Neighbour {
  readonly session: string
  address: string
  readonly seen: SeenNumbers
  /** It has said our session's name, so it speaks since we are here and is no recording. */
  isProven: boolean
  /** Another session of the same lane came after it. */
  isOver: boolean
  heardBeat: number
  /** Of the newest `here`: what stood there before it stands there no more. */
  hereSequence: number
}

export function openTalk(parts: TalkParts): Talk {
  const { wire, sealer, clock, records, here, guard, onMessage, onNeighbours } = parts
  // The journal may become another: that one talks anew.
  const self = nameOf(parts.self)
  const sessions = new Map<string, Session>()
  const dropped: Record<Dropped, number> = { unsealed: 0, repeated: 0, stale: 0, unreadable: 0 }
  let beatNumber = 0
  let isOpen = true
  let cancelBeat = (): void => {}
  let presentBefore = ''

  const isPresent = (each: Session): boolean => each.isProven && !each.isOver && each.heardBeat >= beatNumber - missedBeats
  const present = (): Session[] => [...sessions.values()].filter(isPresent).sort((a, b) => (a.journalId < b.journalId ? -1 : 1))
  const seal = (body: LaneMessage): Uint8Array => sealer.seal(JSON.stringify({ ...self, body } satisfies SignedMessage))
  const sayHere = (): LaneMessage => ({ kind: 'here', know: [...sessions.values()].filter((each) => !each.isOver && each.heardBeat >= beatNumber - missedBeats).map(({ session }) => session), ...here() })

  const noticeChanges = (): void => {
    const now = present().map(({ session }) => session).join()
    if (now !== presentBefore) onNeighbours()
    presentBefore = now
  }
  const beat = (): void => wire.tell(seal(sayHere()))
  const nextBeat = (): void => {
    beatNumber += 1
    beat()
    noticeChanges()
    cancelBeat = clock.after(beatMs, () => guard(nextBeat))
  }

  /** Two lanes on one journal would be a copied disk; a lane that hears itself is none. */
  const sessionOf = (session: string, { journalId, laneNumber }: Neighbour, address: string): Session | undefined => {
    const heard = sessions.get(session)
    if (heard) return heard.journalId === journalId ? heard : undefined
    if (sessions.size >= mostSessions) forgetOldest(sessions)
    const fresh: Session = { journalId, laneNumber, session, address, seen: openSeenNumbers(), isProven: false, isOver: false, heardBeat: beatNumber, hereSequence: 0 }
    sessions.set(session, fresh)
    return fresh
  }

  /** The newest session that proves itself is the lane; what an earlier one said and comes late counts no more. */
  const prove = (proven: Session): void => {
    for (const other of sessions.values()) if (other !== proven && other.journalId === proven.journalId) other.isOver = true
    proven.isProven = true
    records.keepLane({ ...nameOf(proven), isClosed: false })
    wire.send(proven.address, seal(sayHere()))
    noticeChanges()
  }

  const hear = (datagram: Uint8Array, address: string): void => {
    if (!isOpen || datagram.length > longestDatagram) return
    const unsealed = sealer.open(datagram)
    if (!unsealed) return void (dropped.unsealed += 1)
    if (unsealed.session === sealer.session) return
    const message = readMessage(unsealed.text)
    if (!message || message.journalId === self.journalId) return void (dropped.unreadable += 1)
    const isFirst = !sessions.has(unsealed.session)
    const session = sessionOf(unsealed.session, message, address)
    if (!session?.seen.take(unsealed.sequence)) return void (dropped.repeated += 1)
    if (session.isOver) return void (dropped.stale += 1)
    const { body } = message
    if (body.kind === 'here' && !session.isProven && body.know.includes(sealer.session)) prove(session)
    else if (isFirst) wire.send(address, seal(sayHere()))
    if (!session.isProven) return void (body.kind === 'here' || (dropped.stale += 1))
    session.heardBeat = beatNumber
    session.address = address
    if (body.kind === 'bye') leave(session)
    else if (body.kind !== 'here' || isNewest(session, unsealed.sequence)) onMessage(nameOf(session), body)
  }

  const leave = (session: Session): void => {
    session.isOver = true
    records.keepLane({ ...nameOf(session), isClosed: true })
    noticeChanges()
  }

  wire.onDatagram((datagram, address) => guard(() => hear(datagram, address)))
  nextBeat()
  return {
    present,
    silent: () => records.knownLanes().filter((lane) => !lane.isClosed && lane.journalId !== self.journalId && !present().some(({ journalId }) => journalId === lane.journalId)),
    tell: (body) => wire.tell(seal(body)),
    send(journalId, body) {
      const session = present().find((each) => each.journalId === journalId)
      if (session) wire.send(session.address, seal(body))
    },
    beat,
    dropped: () => ({ ...dropped }),
    close(isForGood) {
      if (isForGood) wire.tell(seal({ kind: 'bye' }))
      isOpen = false
      cancelBeat()
    },
  }
}

function isNewest(session: Session, sequence: number): boolean {
  if (sequence < session.hereSequence) return false
  session.hereSequence = sequence
  return true
}

function nameOf({ journalId, laneNumber }: Neighbour): Neighbour {
  return { journalId, laneNumber }
}

function forgetOldest(sessions: Map<string, Session>): void {
  const [oldest] = [...sessions.values()].toSorted((a, b) => Number(b.isOver) - Number(a.isOver) || a.heardBeat - b.heardBeat)
  if (oldest) sessions.delete(oldest.session)
}

function readMessage(text: string): SignedMessage | undefined {
  try {
    return signedMessage.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
