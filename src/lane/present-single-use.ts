import type { CommandId } from '../domain/ids.ts'
import type { UnaskedTerms } from '../domain/offers/offer.ts'
import type { SaleCommand } from '../domain/sale/commands.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { askLanes } from './ask-lanes.ts'
import { refuse, type LaneContext } from './lane-context.ts'
import { openBasket } from './lane-state.ts'
import { sell } from './sell.ts'
import { nameOf } from './store-network/holder-of.ts'
import type { ClaimEnd } from './store-network/open-claims.ts'

type Presenting = Extract<SaleCommand, { readonly kind: 'present-coupon' }>

/** What a lane takes of each offer unasked where the offer says nothing; see `UnaskedTerms`. */
const usualTerms: UnaskedTerms = { couponCount: 50 }

/** A single-use coupon is presented once no other lane of the store has it. The scan is answered at once, the coupon comes when the lanes have answered. */
export function presentSingleUse(command: Presenting, commandId: CommandId, context: LaneContext): CommandOutcome {
  const { state } = context
  const { couponCode, name } = command.coupon
  if (openBasket(state)?.coupons.some((coupon) => coupon.couponCode === couponCode)) return sell(command, commandId, context)
  return askLanes({ name: nameOf({ coupon: couponCode }), asking: { level: 'info', code: 'coupon-asking', data: { name } } }, context, (end) => presentAfter(end, command, commandId, context))
}

function presentAfter(end: ClaimEnd, command: Presenting, commandId: CommandId, context: LaneContext): CommandOutcome {
  switch (end.kind) {
    case 'free':
      return sell(command, commandId, context)
    case 'held':
      return refuse(saying('coupon-at-other-lane', { lane: end.laneNumber }), context)
    case 'spent':
      return refuse(saying('coupon-spent-at-lane', { lane: end.laneNumber }), context)
    case 'unanswered':
      return mayGoUnasked(command, context) ? sell({ ...command, coupon: { ...command.coupon, unasked: true } }, commandId, context) : refuse(saying('coupon-lanes-silent', { lanes: end.laneNumbers.join(', ') }), context)
  }
}

function saying<Gaps extends object>(refused: string, gaps: Gaps): { readonly refused: string } & Gaps {
  return { refused, ...gaps }
}

/** Bounded for each lane and offer, and free again once head office has the sales: it has told the others by then. */
function mayGoUnasked({ coupon: { offerId } }: Presenting, { state, store }: LaneContext): boolean {
  const terms = state.shop?.book.byId.get(offerId)?.unasked ?? usualTerms
  if (typeof terms === 'string') return terms === 'accept'
  const waiting = [openBasket(state), ...[...state.suspended.values()].map(({ basket }) => basket)].flatMap((basket) => basket?.coupons ?? [])
  const inBaskets = waiting.filter((coupon) => coupon.unasked && coupon.offerId === offerId).length
  return inBaskets + store.own.unaskedCount(offerId, store.upload.acceptedThrough()) < terms.couponCount
}
