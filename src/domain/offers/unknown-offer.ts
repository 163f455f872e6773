import type { Line } from '../basket/line.ts'
import type { OfferId } from '../ids.ts'
import type { Wording } from '../wording.ts'
import { addOutcomes } from './add-outcomes.ts'
import { inItemSet } from './item-set.ts'
import type { Activation, ItemSet } from './offer.ts'
import type { OfferOutcome, PricedBasket } from './priced-basket.ts'
import { emptySetIndex, fileUnderSet, foundByItem, type SetIndex } from './set-index.ts'

/**
 * An offer of a kind this program does not know: a newer head office made it. It takes no part in prices, here or at
 * head office, and is shown where it would concern the basket, as far as its terms can be read.
 */
export interface UnknownOffer {
  readonly offerId: OfferId
  /** Its id where no name can be read. */
  readonly name: Wording
  /** Absent where the activation itself is of an unknown kind: nobody can say what would arm it. */
  readonly activation?: Activation | undefined
  /** What it asks for; empty for the basket's spend, absent where that cannot be read. */
  readonly sets?: readonly ItemSet[] | undefined
}

/** Unknown offers, filed like the known ones. */
export interface UnknownOffers {
  readonly all: readonly UnknownOffer[]
  readonly byItem: SetIndex<UnknownOffer>
}

export function fileUnknownOffers(all: readonly UnknownOffer[]): UnknownOffers {
  const byItem = emptySetIndex<UnknownOffer>()
  for (const offer of all) for (const set of offer.sets ?? []) fileUnderSet(byItem, set, offer)
  return { all, byItem }
}

export interface ConcernedBasket {
  /** Not voided. */
  readonly lines: readonly Line[]
  readonly member?: { readonly tier: string } | undefined
  readonly list?: { readonly lines: readonly { readonly offerIds: readonly OfferId[] }[] } | undefined
}

/** The priced basket with the unknown offers that would concern it, as excluded; every amount stays as it is. */
export function showUnknownOffers(priced: PricedBasket, unknown: UnknownOffers, basket: ConcernedBasket): PricedBasket {
  return addOutcomes(priced, unknown.all.length === 0 ? [] : concerned(unknown, basket))
}

function concerned({ all, byItem }: UnknownOffers, { lines, member, list }: ConcernedBasket): OfferOutcome[] {
  const listed = new Set<string>(list?.lines.flatMap(({ offerIds }) => offerIds) ?? [])
  const matching = new Set(lines.flatMap(({ item }) => foundByItem(byItem, item).filter(({ sets }) => sets?.some((set) => inItemSet(set, item)))))
  return all.flatMap((offer) => {
    const isAbout = matching.has(offer) || (offer.sets?.length === 0 && lines.length > 0)
    const armedBy = (isAbout ? armedByItself(offer.activation, member) : undefined) ?? (listed.has(offer.offerId) ? 'list' : undefined)
    return armedBy === undefined ? [] : [{ offerId: offer.offerId, name: offer.name, armedBy, state: { kind: 'excluded', reason: 'unknown-kind' } }]
  })
}

function armedByItself(activation: Activation | undefined, member: ConcernedBasket['member']): OfferOutcome['armedBy'] | undefined {
  switch (activation?.kind) {
    case 'automatic':
      return 'automatic'
    case 'member':
      return member && 'member'
    case 'tier':
      return member && activation.tiers.includes(member.tier) ? 'tier' : undefined
    default:
      return undefined
  }
}
