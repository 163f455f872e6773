import type { ViewBasket, ViewOffer } from '../../src/contract/lane-view.ts'

const order: Readonly<Record<ViewOffer['state']['kind'], number>> = { applied: 0, 'not-met': 1, armed: 2, beaten: 3, excluded: 4 }

/** Every offer of the basket once, list offers included: what gave money first, then what is nearest to giving some. */
export function basketOffers(basket: ViewBasket): readonly ViewOffer[] {
  const fromList = basket.member?.list?.lines.flatMap(({ offers }) => offers) ?? []
  const once = new Map([...fromList, ...basket.offers].map((offer) => [offer.offerId, offer]))
  return [...once.values()].sort((a, b) => rankOf(a) - rankOf(b))
}

/** What only waits for the member to take it for points is nearest of all. */
function rankOf({ state }: ViewOffer): number {
  return state.kind === 'excluded' && state.reason === 'not-taken' ? order.applied + 0.5 : order[state.kind]
}

/** How many gave something, what they gave, and how many could not. */
export function offerSums(offers: readonly ViewOffer[]): { readonly appliedCount: number; readonly savedMinor: number; readonly otherCount: number } {
  const applied = offers.flatMap(({ state }) => (state.kind === 'applied' ? [state.amountMinor] : []))
  return { appliedCount: applied.length, savedMinor: applied.reduce((sum, amountMinor) => sum + amountMinor, 0), otherCount: offers.length - applied.length }
}

const promise: Readonly<Record<ViewOffer['state']['kind'], number>> = { armed: 0, 'not-met': 1, applied: 2, beaten: 3, excluded: 4 }

/** The offer that is most worth saying of something still on the shelf: the largest known saving, then any that waits. */
export function bestWaiting(offers: readonly ViewOffer[]): ViewOffer | undefined {
  return [...offers].sort((a, b) => promise[a.state.kind] - promise[b.state.kind] || savingOf(b) - savingOf(a))[0]
}

function savingOf({ state }: ViewOffer): number {
  return state.kind === 'armed' ? (state.savingMinor ?? 0) : 0
}
