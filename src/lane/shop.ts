import type { StoreSettings } from '../contract/feed.ts'
import { compileOfferBook, type OfferBook } from '../domain/offers/offer-book.ts'
import { openStoreTime, type StoreTime } from './store-time.ts'
import type { Replica } from './store/replica.ts'

/** The store's rules as this lane holds them, compiled once per feed edition. */
export interface Shop {
  readonly settings: StoreSettings
  readonly book: OfferBook
  readonly time: StoreTime
}

/** @returns undefined while head office has sent no settings: the lane cannot sell yet */
export function loadShop(replica: Replica): Shop | undefined {
  const settings = replica.settings()
  if (!settings) return undefined
  return { settings, book: compileOfferBook(replica.offers()), time: openStoreTime(settings) }
}
