import { writeOwnCode } from '../../domain/barcode/own-codes.ts'
import type { Item } from '../../domain/catalog/item.ts'
import type { Offer } from '../../domain/offers/offer.ts'
import type { ShoppingList } from '../../domain/shopping-list/shopping-list.ts'

/** One thing to buy for a special on the list: what the scanner sends, once per unit. */
export interface Purchase {
  readonly item: Item
  readonly offer: Offer
  readonly codes: readonly string[]
}

const weightLabel = '22IIIIIWWWWWC'
const weighedGrams = 850

/** What to buy so that each item's first special is earned; specials on a sum of money are left for later. */
export function shoppingFor(list: ShoppingList, offers: readonly Offer[], itemOf: (itemId: string) => Item | undefined): Purchase[] {
  const byId = new Map<string, Offer>(offers.map((offer) => [offer.offerId, offer]))
  return list.lines.flatMap(({ wanted, offerIds }) => {
    const item = wanted.kind === 'item' ? itemOf(wanted.itemId) : undefined
    const offer = offerIds.map((offerId) => byId.get(offerId)).find((candidate) => candidate?.condition.kind === 'quantity')
    if (!item || offer?.condition.kind !== 'quantity' || item.ageYears !== undefined) return []
    const unitCount = offer.reward.kind === 'n-for-m' ? offer.reward.takeCount : offer.condition.unitCount
    return [{ item, offer, codes: Array.from({ length: unitCount }, () => codeOf(item)) }]
  })
}

/** What the scanner sends for one unit of an item. */
export function codeOf(item: Item): string {
  if (item.soldBy === 'weight') return writeOwnCode(weightLabel, { I: item.plu ?? '0', W: weighedGrams })
  return (item.gtins[0] ?? '').replace(/^0/, '')
}
