import { z } from 'zod'

const count = z.number().int().min(0)
const laneNumber = z.number().int().min(0).max(99)
const journalId = z.string().min(1).max(64)
const saleId = z.string().min(1).max(64)

/** A parked sale as other lanes list it. */
export const parkedSale = z.object({ saleId, suspendedAt: z.iso.datetime(), unitCount: count, dueMinor: z.number().int(), memberName: z.string().max(80).optional(), /** Given to this journal, which has not said yet that it has it. */ givenTo: journalId.optional() })
export type ParkedSale = z.infer<typeof parkedSale>

/** What one finished sale or return did that other lanes must know before head office tells them. */
export const laneNews = z.object({
  /** Of the fact in its journal. */
  number: z.number().int().min(1),
  spent: z.array(z.string().max(128)),
  restored: z.array(z.string().max(128)),
  memberId: z.string().max(64).optional(),
  points: z.array(z.object({ kind: z.enum(['spent', 'earned', 'given-back', 'clawed-back']), saleId, day: z.iso.date(), at: z.iso.datetime(), points: z.number().int().min(1) })),
  uses: z.array(z.object({ offerId: z.string().max(64), day: z.iso.date(), rewardCount: z.number().int() })),
})
export type LaneNews = z.infer<typeof laneNews>

export type NewsBranch = NonNullable<Extract<LaneMessage, { kind: 'news' }>['branch']>

/** What lanes of one store say to each other, sealed; see `openSealer`. */
export const laneMessage = z.discriminatedUnion('kind', [
  /** Every beat. `know`: sessions heard of late, by which each of them knows that this is said now. `through`: the newest number there is news of. */
  z.object({ kind: z.literal('here'), know: z.array(z.string().max(32)).max(200), through: count, parked: z.array(parkedSale).max(20) }),
  /** Closed in order: nothing is sold here until it is back. */
  z.object({ kind: z.literal('bye') }),
  /** May I use this? The lower stamp comes first, then the lower journal id. */
  z.object({ kind: z.literal('claim'), claimId: z.string().max(64), what: z.string().min(1).max(200), stamp: count }),
  /** `free`: not used here, and given up where it was being claimed. `held`: in a sale that is not paid yet. `through` as in `here`: whoever has not heard of so much asks again when it has. */
  z.object({ kind: z.literal('claim-answer'), claimId: z.string().max(64), answer: z.enum(['free', 'held', 'spent']), through: count }),
  /** Everything there is to know of the numbers after `after` and up to `through`. */
  z.object({ kind: z.literal('news'), after: count, through: count, news: z.array(laneNews).max(50), /** The journal left another behind a number: what that one told of later ones is told anew. */ branch: z.object({ ancestorId: journalId, afterNumber: count }).optional() }),
  z.object({ kind: z.literal('ask-news'), after: count }),
  /** Give me a parked sale; `part` counts from 0. Asking again gets the same. */
  z.object({ kind: z.literal('take'), saleId, askId: z.string().max(64), part: count }),
  /** `givenFor`: the question for which it was written down as given, which may be an earlier one; lanes of before do not say it. */
  z.object({ kind: z.literal('give'), saleId, askId: z.string().max(64), givenFor: z.string().max(64).optional(), part: count, partCount: z.number().int().min(1).max(1_000), text: z.string().max(8_000) }),
  /** It is not here, or another lane has it. */
  z.object({ kind: z.literal('gone'), saleId, askId: z.string().max(64) }),
  /** It is in my journal now. */
  z.object({ kind: z.literal('taken'), saleId }),
])
export type LaneMessage = z.infer<typeof laneMessage>

/** A message with who says it. */
export const signedMessage = z.object({ journalId, laneNumber, body: laneMessage })
export type SignedMessage = z.infer<typeof signedMessage>
