import type { StoreSettings } from '../../contract/feed.ts'
import { holdoutDraw } from '../../contract/keyed-hash.ts'
import { chooseNextVisit } from '../../domain/offers/choose-next-visit.ts'
import type { OfferBook } from '../../domain/offers/offer-book.ts'
import type { PricedBasket } from '../../domain/offers/priced-basket.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { SaleDifference } from '../../domain/sale/sale-differences.ts'

interface Books {
  readonly settings: Pick<StoreSettings, 'nextVisit' | 'couponSecret'>
  readonly book: OfferBook
}

/**
 * Chooses the next-visit offer of a finished sale once more and says where the lane gave another. The fact is believed in
 * what the lane alone could see: the candidates she came with, what she held unused, what the lane had none left of.
 * @param priced the sale as head office prices it
 * @returns nothing for a fact from before lanes said what they chose from
 */
export function nextVisitDifferences({ chosenFrom, issued, heldOut, lines, businessDay, member, saleId }: SaleCompleted, priced: PricedBasket, { settings, book }: Books): SaleDifference[] {
  if (!chosenFrom) return []
  const { candidates, unusedOfferIds, usedUpOfferIds } = chosenFrom
  const choice = chooseNextVisit({
    candidates, book, lines, priced, minimumDueMinor: settings.nextVisit.minimumDueMinor, day: businessDay, unusedOfferIds: new Set(unusedOfferIds),
    hasLeft: ({ offerId }) => !usedUpOfferIds.includes(offerId), drawOf: (campaignId) => holdoutDraw(settings.couponSecret, campaignId, member?.memberId ?? saleId),
  })
  const lane = heldOut ? `${heldOut.offerId} held out of ${heldOut.campaignId}` : issued && `${issued.offerId} given as ${issued.reason}`
  const office = choice && (choice.isHeldOut ? `${choice.offer.offerId} held out of ${choice.campaignId}` : `${choice.offer.offerId} given as ${choice.reason}`)
  return lane === office ? [] : [{ what: 'next-visit offer', lane, office }]
}
