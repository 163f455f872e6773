import { holdoutDraw } from '../../src/contract/keyed-hash.ts'
import type { StoreSettings } from '../../src/contract/feed.ts'
import { chooseNextVisit } from '../../src/domain/offers/choose-next-visit.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { compileOfferBook } from '../../src/domain/offers/offer-book.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'

/** The next-visit offer of a finished sale, chosen once more from its fact and the published offers alone, as head office can. */
export function chooseAgain({ chosenFrom, lines, priced, businessDay, member, saleId }: SaleCompleted, { settings, offers }: { readonly settings: StoreSettings; readonly offers: readonly Offer[] }): string {
  const { candidates = [], unusedOfferIds = [], usedUpOfferIds = [] } = chosenFrom ?? {}
  const choice = chooseNextVisit({
    candidates, book: compileOfferBook(offers), lines, priced, minimumDueMinor: settings.nextVisit.minimumDueMinor, day: businessDay, unusedOfferIds: new Set(unusedOfferIds),
    hasLeft: ({ offerId }) => !usedUpOfferIds.includes(offerId), drawOf: (campaignId) => holdoutDraw(settings.couponSecret, campaignId, member?.memberId ?? saleId),
  })
  return choice ? `${choice.isHeldOut ? 'held out' : 'issued'} ${choice.offer.offerId}: ${choice.reason}` : 'nothing'
}

/** What the fact says became of it. */
export function chosenThen({ issued, heldOut }: SaleCompleted): string {
  if (heldOut) return `held out ${heldOut.offerId}: ${heldOut.reason}`
  return issued ? `issued ${issued.offerId}: ${issued.reason}` : 'nothing'
}
