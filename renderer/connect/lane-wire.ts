import type { CallFrame } from '../../src/contract/frames.ts'

/** What a wire tells its one listener. Frames come raw: the link reads them with the contract's schema. */
export interface WireListener {
  up(): void
  frame(raw: unknown): void
  down(): void
}

/** A way to the lane. It keeps itself open, for ever; frames sent while it is down are lost, and sent again by the link. */
export interface LaneWire {
  send(frame: CallFrame): void
  close(): void
}

export type OpenWire = (listener: WireListener) => LaneWire
