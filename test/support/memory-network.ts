import type { StoreWire } from '../../src/lane/store-network/store-wire.ts'

export interface MemoryNetwork {
  /** One lane's place on it; joining again under the same address takes the place over. */
  join(address: string): StoreWire
  /** From now on only lanes of one group hear each other; without groups all do. Lanes in no group hear nobody. */
  part(...groups: readonly (readonly string[])[]): void
  /** Somebody else on the network speaks as if they were at `from`. */
  play(datagram: Uint8Array, from: string, to: string): void
}

export interface MemoryNetworkParts {
  /** Delivers after so long; a simulation hands in its clock's `after`. */
  readonly after: (delayMs: number, deliver: () => void) => unknown
  /** Zero up to one, from the seed. */
  readonly random: () => number
  /** Part of the datagrams that are lost, and of those that come twice; none unless told. */
  readonly lost?: number
  readonly doubled?: number
  /** Longest time on the way; datagrams overtake each other. One unless told. */
  readonly longestMs?: number
  /** Sees and may change every datagram on its way; undefined swallows it. */
  readonly meddle?: (datagram: Uint8Array, from: string, to: string) => Uint8Array | undefined
}

/** A store network in memory that loses, doubles, delays and overtakes as its seed says. */
export function openMemoryNetwork({ after, random, lost = 0, doubled = 0, longestMs = 1, meddle = (datagram) => datagram }: MemoryNetworkParts): MemoryNetwork {
  const listeners = new Map<string, (datagram: Uint8Array, from: string) => void>()
  let groups: readonly (readonly string[])[] = []
  const reaches = (from: string, to: string): boolean => groups.length === 0 || groups.some((group) => group.includes(from) && group.includes(to))

  const deliver = (from: string, to: string, sent: Uint8Array): void => {
    if (from === to || !reaches(from, to)) return
    const datagram = meddle(sent, from, to)
    if (!datagram || random() < lost) return
    const copies = random() < doubled ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) after(random() * longestMs, () => reaches(from, to) && listeners.get(to)?.(datagram, from))
  }

  return {
    join(address) {
      let own: (datagram: Uint8Array, from: string) => void = () => {}
      const hear = (datagram: Uint8Array, from: string): void => own(datagram, from)
      listeners.set(address, hear)
      const isHere = (): boolean => listeners.get(address) === hear
      return {
        tell: (datagram) => isHere() && [...listeners.keys()].sort().forEach((to) => deliver(address, to, Uint8Array.from(datagram))),
        send: (to, datagram) => isHere() && deliver(address, to, Uint8Array.from(datagram)),
        onDatagram: (called) => void (own = called),
        close: () => void (isHere() && listeners.delete(address)),
      }
    },
    part: (...wanted) => void (groups = wanted),
    play: (datagram, from, to) => listeners.get(to)?.(datagram, from),
  }
}
