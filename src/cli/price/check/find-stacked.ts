import type { Line } from '../../../domain/basket/line.ts'
import { addDays, type BusinessTime } from '../../../domain/business-day/business-time.ts'
import { priceOn, type Item } from '../../../domain/catalog/item.ts'
import type { LineId } from '../../../domain/ids.ts'
import type { Offer } from '../../../domain/offers/offer.ts'
import { priceBasket } from '../../../domain/offers/price-basket.ts'
import { windowState } from '../../../domain/offers/window-state.ts'
import type { Shelf } from './shelf.ts'

/** Several offers that leave nothing to pay for an item, one after the other. */
export interface StackedToZero {
  readonly itemId: string
  readonly offerIds: readonly string[]
}

const unitsTried = 12
const nodeLimit = 2000

/**
 * Prices every item by itself with all offers on it at once, as for a customer who has every coupon, list and tier: one
 * unit, and as many as the offers ask for. What then costs nothing by several offers together is told, each company of
 * offers once.
 */
export function findStacked(shelf: Shelf): StackedToZero[] {
  const found = new Map<string, StackedToZero>()
  for (const item of shelf.items) {
    const offers = shelf.offersOf(item)
    if (new Set(offers.map(({ stackingGroup }) => stackingGroup)).size < 2) continue
    for (const offer of offers) {
      const offerIds = toZero(item, offers, firstMoment(offer))
      if (offerIds.length > 1 && !found.has(offerIds.join())) found.set(offerIds.join(), { itemId: item.itemId, offerIds })
    }
  }
  return [...found.values()]
}

function toZero(item: Item, offers: readonly Offer[], time: BusinessTime): string[] {
  const counts = item.soldBy === 'weight' ? [1] : [...new Set([1, ...offers.map(({ condition }) => (condition.kind === 'quantity' ? condition.unitCount : 1))])].filter((count) => count <= unitsTried)
  for (const count of counts) {
    const priced = priceBasket({ lines: [lineOf(item, count, time.day)], armed: offers.map((offer) => ({ offer, armedBy: 'automatic' })), time, taxClasses: [{ taxClassId: item.taxClassId, name: '', letter: '-', rateBasisPoints: 0, kind: 'included' }], earn: { points: 0, perMinor: 100 }, hasMember: false, nodeLimit })
    if (priced.totals.grossMinor > 0 && priced.totals.netMinor === 0) return priced.outcomes.flatMap(({ offerId, state }) => (state.kind === 'applied' && state.amountMinor > 0 ? [offerId] : []))
  }
  return []
}

function lineOf(item: Item, count: number, day: string): Line {
  const unitPriceMinor = (priceOn(item, day) ?? item.prices[0])?.priceMinor ?? 0
  const quantity = item.soldBy === 'weight' ? ({ kind: 'weight', grams: 1000 } as const) : ({ kind: 'units', count } as const)
  return { lineId: '1' as LineId, item: { ...item, gtin: '', unitPriceMinor }, quantity, entry: 'scanned', grossMinor: unitPriceMinor * count, state: 'sold' }
}

/** The first minute at which the offer counts; its first day where it never does. */
function firstMoment({ window }: Offer): BusinessTime {
  const days = Array.from({ length: 7 }, (_, index) => addDays(window.fromDay, index))
  const moments = days.map((day) => ({ day, weekday: ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1, minuteOfDay: window.minutes?.from ?? 0 }))
  return moments.find((moment) => windowState(window, moment) === 'open') ?? { day: window.fromDay, weekday: 1, minuteOfDay: 0 }
}
