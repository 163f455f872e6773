/** One parser, or one driver around it, as the fuzz run feeds it. */
export interface FuzzTarget {
  readonly name: string
  /** Well-formed messages, to be mutated, glued and cut. */
  readonly samples: readonly Buffer[]
  /** One HID report a call, or one text: never split into portions. */
  readonly isWhole?: boolean
  /** A fresh parser. Throws from `take` or `end` what must not happen. */
  open(): FuzzedParser
}

export interface FuzzedParser {
  /** Owns `bytes`, and may wipe them. */
  take(bytes: Buffer): void
  /** Nothing more comes: silence, then the end of the wire. */
  end(): void
  /** Lets promises run between two portions; absent where there are none. */
  settle?(): Promise<void>
}

/** What must never happen has happened. */
export class Broken extends Error {
  override readonly name = 'Broken'
}
