import { wipeParts, type CardPart } from './card-reading.ts'
import { judgeCard, type CardJudgement } from './judge-card.ts'

/** Puts the tracks of one card together, however its reader sends them, and judges each card once. */
export interface Swipe {
  /** @param whole no more of this card will come */
  add(parts: readonly CardPart[], whole: boolean): CardJudgement[]
  /** The reader has been quiet, or its wire has ended: what is there is the card. */
  end(): CardJudgement[]
  /** A card has begun and is not judged yet: the owner should call `end` when nothing more comes. */
  readonly isOpen: boolean
}

/**
 * Readers send the tracks of a card in one line, in a line each or in a report each. They are one card until a track
 * comes a second time or the reader is quiet; a number outside of tracks is a card of its own.
 * A payment card is judged and wiped with the first track that shows it; the rest of its tracks are wiped unread.
 * At most three tracks are held.
 */
export function openSwipe(allow: readonly string[]): Swipe {
  let held: CardPart[] = []
  let seen: CardPart['track'][] = []
  let isRefused = false

  function judge(parts: readonly CardPart[]): CardJudgement {
    const judgement = judgeCard(parts, allow)
    wipeParts(parts)
    return judgement
  }

  function end(): CardJudgement[] {
    const judgements = seen.length === 0 || isRefused ? [] : [judge(held)]
    held = []
    seen = []
    isRefused = false
    return judgements
  }

  function hold(parts: readonly CardPart[]): CardJudgement[] {
    seen.push(...parts.map((part) => part.track))
    held.push(...parts)
    const isPaymentCard = isRefused || judgeCard(held, allow).kind === 'payment-card'
    if (!isPaymentCard) return []
    wipeParts(held)
    held = []
    const isNew = !isRefused
    isRefused = true
    return isNew ? [{ kind: 'payment-card' }] : []
  }

  return {
    add(parts, whole) {
      if (parts.length === 0) return []
      const tracks = parts.map((part) => part.track).filter((track) => track !== 'none')
      if (tracks.length === 0) return [...end(), judge(parts)]
      const before = tracks.some((track) => seen.includes(track)) ? end() : []
      return [...before, ...hold(parts), ...(whole ? end() : [])]
    },
    end,
    get isOpen() {
      return seen.length > 0
    },
  }
}
