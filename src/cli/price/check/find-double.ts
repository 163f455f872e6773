import type { Offer } from '../../../domain/offers/offer.ts'
import { overlappingWindows } from '../overlapping-windows.ts'
import type { Problem } from './find-dead.ts'
import { outbids } from './outbids.ts'

/** What is wrong with an offer beside the others: taken for one of them, working twice, or never better than one. */
export function findDouble(offer: Offer, before: readonly Offer[], all: readonly Offer[]): { readonly double: Problem[]; readonly dead: Problem[] } {
  const double = before.flatMap((other) => takenForOther(offer, other))
  const winner = all.find((other) => other !== offer && other.offerId !== offer.offerId && outbids(other, offer))
  const dead = winner ? [{ field: 'reward', problem: `${winner.offerId} is always there and saves more on the same goods`, advice: `take the offer out, make it better than ${winner.offerId}, or put it into another stacking group` }] : []
  return { double, dead }
}

function takenForOther(offer: Offer, other: Offer): Problem[] {
  if (offer.offerId === other.offerId) return [{ field: 'offerId', problem: `another offer is ${other.offerId} too: only the last one stands`, advice: 'give it an id of its own' }]
  if (!overlappingWindows(offer.window, other.window)) return []
  const [mine, others] = [offer.activation, other.activation]
  if (mine.kind === 'coupon' && others.kind === 'coupon' && mine.reference === others.reference) return [{ field: 'activation.reference', problem: `${other.offerId} has the same coupon number at the same time: only one of them is found`, advice: 'give it a number of its own, or let one end before the other begins' }]
  const isSame = offer.name.en === other.name.en && sameTerms(offer, other)
  return isSame ? [{ field: 'window', problem: `overlaps the window of ${other.offerId}, which has the same name and the same goods`, advice: 'let one end before the other begins, or take one out' }] : []
}

/** The same goods by the same activation: most likely one offer, entered again. */
function sameTerms(a: Offer, b: Offer): boolean {
  return a.activation.kind === b.activation.kind && JSON.stringify(a.condition) === JSON.stringify(b.condition) && a.reward.kind === b.reward.kind
}
