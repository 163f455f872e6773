import type { ViewDiscount, ViewLine } from '../../src/contract/lane-view.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { Speaker } from '../wording/speaker.ts'

/** "2 × 1.89", or "1.142 kg × 1.69/kg". */
export function quantityText({ quantity, unitPriceMinor }: ViewLine, speaker: Speaker): string {
  if (quantity.kind === 'units') return speaker.say('perUnit', { count: quantity.count, priceMinor: unitPriceMinor })
  return speaker.say('perKilogram', { grams: (quantity.grams / 1000).toFixed(3), priceMinor: unitPriceMinor })
}

/** The offer's name, and what earned it where the customer did something for it. */
export function discountText({ armedBy, name }: Pick<ViewDiscount, 'armedBy' | 'name'>, { say, name: word }: Speaker): string {
  switch (armedBy) {
    case 'list':
      return say('fromList', { name })
    case 'coupon':
      return say('fromCoupon', { name })
    case 'member':
    case 'tier':
      return say('fromMember', { name })
    case 'automatic':
      return word(name)
    default:
      return assertNever(armedBy, 'way to arm an offer')
  }
}
