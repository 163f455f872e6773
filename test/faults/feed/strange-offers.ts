import type { ItemId } from '../../../src/domain/ids.ts'
import { offer } from '../../support/small-shop.ts'

/** An offer as some version of head office sends it, and what a lane of this version must make of it. */
export interface StrangeOffer {
  readonly name: string
  readonly body: object
  readonly expected: 'given' | 'shown' | 'told'
}

const onCoffee = offer('strange', { activation: { kind: 'automatic' }, condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 }, reward: { kind: 'percent-off', basisPoints: 3000 } })

export const strangeOffers: readonly StrangeOffer[] = [
  { name: 'a known one', body: onCoffee, expected: 'given' },
  { name: 'an unknown reward', body: { ...onCoffee, reward: { kind: 'lottery', odds: 7 } }, expected: 'shown' },
  { name: 'an unknown condition', body: { ...onCoffee, condition: { kind: 'weather', is: 'hot' } }, expected: 'shown' },
  { name: 'an unknown activation', body: { ...onCoffee, activation: { kind: 'beacon' } }, expected: 'shown' },
  { name: 'an unknown field', body: { ...onCoffee, dayParts: ['lunch'] }, expected: 'shown' },
  { name: 'an unknown limit', body: { ...onCoffee, limits: { perWeek: 1 } }, expected: 'shown' },
  { name: 'an unknown field of a known reward', body: { ...onCoffee, reward: { kind: 'percent-off', basisPoints: 3000, upToMinor: 20 } }, expected: 'shown' },
  { name: 'a wrong field', body: { ...onCoffee, reward: { kind: 'percent-off', basisPoints: 30_000 } }, expected: 'told' },
  { name: 'no terms at all', body: { offerId: 'strange' }, expected: 'told' },
]
