import { describe, expect, it } from 'vitest'
import type { OfferId } from '../../../src/domain/ids.ts'
import { fileUnknownOffers, showUnknownOffers, type ConcernedBasket, type UnknownOffer } from '../../../src/domain/offers/unknown-offer.ts'
import { line, offer, price, setOf } from '../../support/domain-baskets.ts'

const lines = [line('1', 'tea', 300, 2), line('2', 'wine', 900)]
const priced = price(lines, [offer('m-ten', { kind: 'percent-off', basisPoints: 1000 })])
const unknown = (change: Partial<UnknownOffer> = {}, offerId = 'wheel'): UnknownOffer => ({ offerId: offerId as OfferId, name: { en: 'Wheel' }, activation: { kind: 'automatic' }, sets: [setOf(['tea'])], ...change })
const shown = (offers: readonly UnknownOffer[], basket: Partial<ConcernedBasket> = {}): string[] =>
  showUnknownOffers(priced, fileUnknownOffers(offers), { lines, ...basket }).outcomes.flatMap(({ offerId, armedBy, state }) => (state.kind === 'excluded' ? [`${offerId} by ${armedBy}: ${state.reason}`] : []))
const list = { lines: [{ offerIds: ['wheel' as OfferId] }] }

describe('an offer of an unknown kind', () => {
  it.each<[title: string, offer: UnknownOffer, basket: Partial<ConcernedBasket>, expected: string[]]>([
    ['is shown where an item it asks for is in the basket', unknown(), {}, ['wheel by automatic: unknown-kind']],
    ['is not where none is', unknown({ sets: [setOf(['jam'])] }), {}, []],
    ['is shown with any basket where it asks for a spend', unknown({ sets: [] }), {}, ['wheel by automatic: unknown-kind']],
    ['is not where nothing is bought', unknown({ sets: [] }), { lines: [] }, []],
    ['for members is shown to members', unknown({ activation: { kind: 'member' } }), { member: { tier: 'basic' } }, ['wheel by member: unknown-kind']],
    ['for members is not shown to others', unknown({ activation: { kind: 'member' } }), {}, []],
    ['of a tier is shown to that tier', unknown({ activation: { kind: 'tier', tiers: ['gold'] } }), { member: { tier: 'gold' } }, ['wheel by tier: unknown-kind']],
    ['of a tier is not shown to another', unknown({ activation: { kind: 'tier', tiers: ['gold'] } }), { member: { tier: 'basic' } }, []],
    ['is shown on the list line that carries it, whatever is in the basket', unknown({ activation: { kind: 'list' }, sets: undefined }), { list }, ['wheel by list: unknown-kind']],
    ['that nobody can tell what arms it is shown on a list alone', unknown({ activation: undefined }), {}, []],
    ['that nobody can tell what arms it is shown on a list', unknown({ activation: undefined }), { list }, ['wheel by list: unknown-kind']],
    ['of coupons waits for its coupon', unknown({ activation: { kind: 'coupon', reference: '9521234000018', singleUse: true } }), {}, []],
  ])('%s', (_, each, basket, expected) => {
    expect(shown([each], basket)).toEqual(expected)
  })

  it('changes no amount and stands in its place among the others', () => {
    const after = showUnknownOffers(priced, fileUnknownOffers([unknown({}, 'z-late'), unknown({}, 'a-early')]), { lines })
    expect({ ...after, outcomes: priced.outcomes }).toEqual(priced)
    expect(after.outcomes.map(({ offerId }) => offerId)).toEqual(['a-early', 'm-ten', 'z-late'])
  })
})
