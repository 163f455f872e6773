/**
 * How the lanes of a store reach each other without head office: datagrams that may be lost, doubled, late and out of
 * order, on a network where others may speak too. Whoever needs to know who spoke, and that it is new, seals them (`openSealer`).
 *
 * `openUdpWire` is the one of a store; tests and simulations bring their own in memory.
 */
export interface StoreWire {
  /** To every lane that listens. The sender may hear itself. */
  tell(datagram: Uint8Array): void
  /** @param to the address of a sender, as `onDatagram` was given it */
  send(to: string, datagram: Uint8Array): void
  /** One listener; a later one takes its place. */
  onDatagram(listener: (datagram: Uint8Array, from: string) => void): void
  /** What is wrong with the network and what to do, in words. */
  readonly trouble?: () => string | undefined
  /** Nothing is heard or sent after it. */
  close(): void
}

/** No datagram is longer; what needs more is sent in parts. */
export const longestDatagram = 16_384
