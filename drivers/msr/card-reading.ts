import type { GarbledReason } from '../scanner/frame.ts'

export type TrackNumber = 1 | 2 | 3

/**
 * One track of a card without its sentinels, or a number or UID that came as it is.
 * Whoever holds a part wipes its bytes; nothing but a card of the retailer's own is ever made text of.
 */
export interface CardPart {
  readonly track: TrackNumber | 'none'
  readonly bytes: Buffer
  /** The reader says that it could not read this track, or its check character is wrong. */
  readonly damaged: boolean
}

/** What one frame or report of a reader held. `whole`: no more of this card will come. */
export type CardReading = { readonly kind: 'parts'; readonly parts: readonly CardPart[]; readonly whole: boolean } | { readonly kind: 'garbled'; readonly reason: GarbledReason }

export function wipeParts(parts: readonly CardPart[]): void {
  for (const { bytes } of parts) bytes.fill(0)
}
