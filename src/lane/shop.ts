import type { StoreSettings } from '../contract/feed.ts'
import { compileOfferBook, type OfferBook } from '../domain/offers/offer-book.ts'
import { fileUnknownOffers, type UnknownOffer, type UnknownOffers } from '../domain/offers/unknown-offer.ts'
import type { ShopEdition } from '../domain/sale/priced-with.ts'
import { openStoreTime, type StoreTime } from './store-time.ts'
import type { Replica } from './store/replica.ts'

/** The store's rules as this lane holds them, compiled once per feed edition. */
export interface Shop {
  readonly settings: StoreSettings
  readonly book: OfferBook
  readonly time: StoreTime
  readonly edition: ShopEdition
  /** Offers of kinds this program does not know. */
  readonly unknownOffers: UnknownOffers
}

/** @returns undefined while head office has sent no settings: the lane cannot sell yet */
export function loadShop(replica: Replica): Shop | undefined {
  const settings = replica.settings()
  if (!settings) return undefined
  const unknown = replica.unknownOffers()
  return { settings, book: compileOfferBook(replica.offers()), time: openStoreTime(settings), edition: editionOf(replica, unknown), unknownOffers: fileUnknownOffers(unknown) }
}

function editionOf(replica: Replica, unknown: readonly UnknownOffer[]): ShopEdition {
  const unknownOfferIds = unknown.map(({ offerId }) => offerId)
  const [settings, items, offers] = [replica.place('settings'), replica.place('items'), replica.place('offers')]
  const marks = { settings: settings.mark, items: items.mark, offers: offers.mark }
  return { settingsChange: settings.change, itemsChange: items.change, offersChange: offers.change, marks, offersDigest: replica.offersDigest(), ...(unknownOfferIds.length > 0 ? { unknownOfferIds } : {}) }
}
