import { z } from 'zod'
import { deviceRole } from './devices.ts'
import { returnReason } from './lane-commands.ts'
import { pointsPart, tierProgress } from './loyalty.ts'
import { wording } from './values.ts'
import { wedgeSettings } from './wedge-settings.ts'

const minor = z.number().int()
const count = z.number().int().min(0)

/** What an offer took off. Names that come from the store's data are in every language they have: each screen words them in its own. */
export const viewDiscount = z.object({ offerId: z.string(), name: wording, armedBy: z.enum(['automatic', 'coupon', 'list', 'member', 'tier']), amountMinor: minor })
export type ViewDiscount = z.infer<typeof viewDiscount>

export const viewLine = z.object({
  lineId: z.string(),
  /** Counts from 1, voided lines keep theirs. */
  number: count,
  name: wording,
  quantity: z.discriminatedUnion('kind', [z.object({ kind: z.literal('units'), count }), z.object({ kind: z.literal('weight'), grams: count })]),
  /** Per unit or per kilogram. */
  unitPriceMinor: minor,
  grossMinor: minor,
  netMinor: minor,
  /** Offers that used units of this line; what came off the whole basket is shown once, in `basketDiscounts`. */
  discounts: z.array(viewDiscount),
  onList: z.boolean(),
  ageYears: count.optional(),
  state: z.enum(['sold', 'pending-age', 'voided']),
})
export type ViewLine = z.infer<typeof viewLine>

/** Why an offer that could help this customer has not: the reason a cashier reads out. */
export const viewReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('armed'), savingMinor: minor.optional() }),
  z.object({ kind: z.literal('not-met'), missingUnits: count.optional(), missingMinor: minor.optional(), missingGrams: count.optional() }),
  z.object({ kind: z.literal('beaten'), by: z.array(z.string()) }),
  z.object({ kind: z.literal('excluded'), reason: z.enum(['expired', 'not-yet', 'not-now', 'not-discountable', 'limit-reached', 'unknown-kind', 'used-up', 'needs-member', 'member-limit', 'member-day-limit', 'no-allowance', 'not-taken']) }),
])

export const viewOffer = z.object({
  offerId: z.string(),
  name: wording,
  armedBy: z.enum(['automatic', 'coupon', 'list', 'member', 'tier']),
  /** Points for every reward, and how many of them the member has taken: she decides at the lane. */
  forPoints: z.object({ price: count, takenCount: count }).optional(),
  state: z.discriminatedUnion('kind', [z.object({ kind: z.literal('applied'), amountMinor: minor, points: count }), ...viewReason.options]),
})
export type ViewOffer = z.infer<typeof viewOffer>

/** A line of the personal list; `offers` are those armed for it, with their state. */
export const viewListLine = z.object({ name: wording, aisle: z.string().optional(), inBasket: z.boolean(), why: z.discriminatedUnion('kind', [z.object({ kind: z.literal('due'), everyDays: count, lastDays: count }), z.object({ kind: z.literal('often'), timesBought: count }), z.object({ kind: z.literal('discovery') })]), offers: z.array(viewOffer) })
export type ViewListLine = z.infer<typeof viewListLine>

export const viewMember = z.object({
  displayName: z.string(),
  /** First name alone, for the customer's own display. */
  firstName: z.string(),
  cardLast4: z.string(),
  /** Hers, when she has set one: the customer's display speaks it. */
  language: z.enum(['en', 'zh']).optional(),
  memberSince: z.string(),
  tier: z.string(),
  /** As members read it, where the store has given it a name. */
  tierName: wording.optional(),
  /** What can be spent, before this sale; after it once it is done. */
  pointsBalance: z.number().int(),
  pointsEarned: count,
  /** Why; they add up to `pointsEarned`. */
  pointsParts: z.array(pointsPart).optional(),
  /** Earned before, and not to be spent yet. */
  pointsPending: count.optional(),
  /** The next that will end unless they are spent. */
  pointsExpiring: z.object({ untilDay: z.string(), points: count }).optional(),
  /** With this sale; zero is reached. */
  nextTier: tierProgress.optional(),
  list: z.object({ lineCount: count, doneCount: count, lines: z.array(viewListLine) }).optional(),
})
export type ViewMember = z.infer<typeof viewMember>

export const viewTotals = z.object({ grossMinor: minor, discountMinor: minor, netMinor: minor, taxAddedMinor: minor, dueMinor: minor, unitCount: count })

export const viewTender = z.object({ tenderId: z.string(), tenderKind: z.enum(['cash', 'card', 'card-confirmed', 'points']), amountMinor: minor, points: count.optional(), card: z.object({ name: z.string(), maskedPan: z.string() }).optional() })
export type ViewTender = z.infer<typeof viewTender>

/** The card terminal was asked, and how it ended is not known yet. */
export const viewPayment = z.object({
  amountMinor: minor,
  direction: z.enum(['take', 'give-back']),
  /**
   * `running`: the customer is at the terminal. Then, when its answer was lost: `checking`: it is being asked; `waiting`: it is away or
   * busy and is asked as soon as it can be; `cannot-tell`: it has answered and does not know, so that a person has to look at it.
   */
  state: z.enum(['running', 'checking', 'waiting', 'cannot-tell']),
  /** ISO time since when. */
  askedAt: z.string(),
  /** While it runs: `insert-card`, `enter-pin`, …; while it waits: why, as `busy` or a device's trouble. */
  hint: z.string().optional(),
  stopping: z.boolean(),
})
export type ViewPayment = z.infer<typeof viewPayment>

/** The basket, whatever is being done with it. */
export const viewBasket = z.object({
  saleId: z.string(),
  lines: z.array(viewLine),
  /** Offers that are not tied to one list line, and coupons. */
  offers: z.array(viewOffer),
  /** Offers off the whole basket, whose shares no line shows: one each, summed. */
  basketDiscounts: z.array(viewDiscount),
  member: viewMember.optional(),
  totals: viewTotals,
})
export type ViewBasket = z.infer<typeof viewBasket>

/** What may fill a gap of a message. */
export const viewMessageGap = z.union([z.string(), z.number(), wording])

/**
 * What the strip says. `code` is worded by the screen, `data` fills the gaps; names from the store's data come in every language.
 * A `stop` stays until answered, a `warn` until the next good scan.
 */
export const viewMessage = z.object({
  level: z.enum(['info', 'warn', 'stop']),
  code: z.string(),
  data: z.record(z.string(), viewMessageGap),
})
export type ViewMessage = z.infer<typeof viewMessage>

export const viewDevice = z.object({
  name: z.string(),
  role: deviceRole,
  state: z.enum(['ready', 'away', 'needs-care']),
  /** ISO time since when. */
  since: z.string(),
  /** Code of what is wrong, worded by the screen together with what to do: `unplugged`, `paper-out`, `cover-open`, … */
  trouble: z.string().optional(),
  /** What the system or the device said of it, for whoever mends it. */
  detail: z.string().optional(),
  /** The trouble before this state, and when it began: a cable that comes and goes shows here. */
  last: z.object({ trouble: z.string(), at: z.string() }).optional(),
})
export type ViewDevice = z.infer<typeof viewDevice>

const viewRedeem = z.object({ mostMinor: minor, mostPoints: count, stepMinor: minor, stepPoints: count })

const viewSale = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('open'), basket: viewBasket }),
  z.object({ kind: z.literal('tendering'), basket: viewBasket, tenders: z.array(viewTender), paidMinor: minor, leftMinor: minor, /** The most that can be paid with points now, and the steps they go by; absent where there is nothing to redeem. */ redeem: viewRedeem.optional(), payment: viewPayment.optional() }),
  /** Stays until the next sale begins. */
  z.object({
    kind: z.literal('done'),
    basket: viewBasket,
    receiptNumber: count,
    tenders: z.array(viewTender),
    changeMinor: minor,
    /** What cash rounding added to what was due, or took off it; absent where nothing was rounded. */
    roundingMinor: minor.optional(),
    /** `held` means the printer is away; the receipt prints when it is back. */
    print: z.enum(['asked', 'printed', 'failed', 'unknown', 'held']),
    nextVisit: z.object({ name: wording, expiresOn: z.string() }).optional(),
  }),
])

/** An item that is to be weighed. `failed`: it was not, and can be tried again. `hint`: what the scale waits for, or why it failed, as in `weigh-progress`. */
const viewWeighing = z.object({ name: wording, pricePerKgMinor: minor, tareGrams: count, state: z.enum(['waiting', 'failed']), hint: z.string().optional() })
export type ViewWeighing = z.infer<typeof viewWeighing>

/** Goods of an earlier sale that come back. */
export const viewReturn = z.object({
  receiptNumber: count,
  soldOn: z.string(),
  memberName: z.string().optional(),
  reason: returnReason,
  /** All that were sold. `backBefore` units came back before, `chosenCount` come back now; a weighed line is one unit. */
  lines: z.array(z.object({ lineId: z.string(), number: count, name: wording, quantity: z.discriminatedUnion('kind', [z.object({ kind: z.literal('units'), count }), z.object({ kind: z.literal('weight'), grams: count })]), soldCount: count, backBefore: count, chosenCount: count, paidMinor: minor, refundMinor: minor.optional() })),
  /** What the chosen goods come to; absent while nothing is chosen. All of the money in cash is `cashMinor`; by card at most `cardMinor`, and beside that `besideCardMinor` in cash. */
  back: z.object({
    dueBackMinor: minor, taxAddedMinor: minor, inPointsMinor: minor, cashMinor: minor, cardMinor: minor, besideCardMinor: minor, pointsTaken: count, pointsGiven: count, couponCount: count,
    /** Offers that give less for what stays. */
    broken: z.array(z.object({ offerId: z.string(), name: wording, gaveMinor: minor, givesMinor: minor })),
  }).optional(),
  /** The card terminal is giving it back. */
  payment: viewPayment.optional(),
  /** Stays until the next thing begins. */
  finished: z.object({ receiptNumber: count, tenders: z.array(z.object({ tenderKind: z.enum(['cash', 'card', 'card-confirmed', 'points']), amountMinor: minor })), print: z.enum(['asked', 'printed', 'failed', 'unknown', 'held']) }).optional(),
})
export type ViewReturn = z.infer<typeof viewReturn>

/** The other lanes, as this one hears them on the store's network. */
const viewLanes = z.object({
  presentCount: count,
  /** Numbers of lanes that were there and do not answer; one that was closed in order is not among them. */
  silent: z.array(count),
  /** Messages that were no lane's of this store, or not new. */
  droppedCount: count,
  /** What is wrong with the store's network, in words. */
  trouble: z.string().optional(),
})

/** Everything the lane's screens show, complete at every change. */
export const laneView = z.object({
  /** Counts up with every change; an older one is never shown after a newer one. */
  edition: count,
  lane: z.object({ number: count, storeName: z.string(), cashierName: z.string(), language: z.enum(['en', 'zh']), currency: z.object({ code: z.string(), decimals: z.union([z.literal(0), z.literal(2), z.literal(3)]), symbol: z.string() }), businessDay: z.string(), /** How cash is rounded here; it is exact unless told. */ cashRounding: z.object({ incrementMinor: z.number().int().min(2), ties: z.enum(['up', 'down']) }).optional(), /** How scanners that type are set up; the usual way unless told. */ wedge: wedgeSettings.optional() }),
  sale: viewSale,
  nextQuantity: count.optional(),
  weighing: viewWeighing.optional(),
  returning: viewReturn.optional(),
  message: viewMessage.optional(),
  /** Messages waiting behind the one shown. */
  messageCount: count,
  /** Codes set aside as unknown in this sale. */
  unknownCount: count,
  suspended: z.array(z.object({ saleId: z.string(), suspendedAt: z.string(), unitCount: count, dueMinor: minor, memberName: z.string().optional(), /** Of another lane; absent for this one's own. */ laneNumber: count.optional() })),
  sync: z.object({ state: z.enum(['online', 'offline']), waitingSaleCount: count, lastContactAt: z.string().optional(), /** Offers this program is too old for; absent for none. */ unknownOfferCount: count.optional(), /** How far this lane's clock is ahead of head office's, below zero where it is behind; absent while nobody knows. */ driftSeconds: z.number().int().optional() }),
  /** The other lanes of the store; absent where this one asks nobody. */
  lanes: viewLanes.optional(),
  devices: z.array(viewDevice),
})
export type LaneView = z.infer<typeof laneView>

/** What the speaker plays. A sound means the lane has done it, not that a device has read something. */
export const laneSound = z.enum(['item', 'item-on-list', 'coupon', 'member', 'paid', 'declined', 'warn', 'stop'])
export type LaneSound = z.infer<typeof laneSound>
