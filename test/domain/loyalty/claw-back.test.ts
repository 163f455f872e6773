import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unitCountOf } from '../../../src/domain/basket/line.ts'
import type { CouponCode, OfferId, SaleId, TenderId } from '../../../src/domain/ids.ts'
import { clawBack, type ClawBackInput } from '../../../src/domain/loyalty/claw-back.ts'
import type { EarnRules } from '../../../src/domain/loyalty/earn-rules.ts'
import type { LoyaltyRules } from '../../../src/domain/loyalty/loyalty-rules.ts'
import type { PointsEntry } from '../../../src/domain/loyalty/points-entry.ts'
import { pointsStanding } from '../../../src/domain/loyalty/points-standing.ts'
import { returnEntries } from '../../../src/domain/loyalty/return-entries.ts'
import { saleEntries } from '../../../src/domain/loyalty/sale-entries.ts'
import { priceBasket, type PricingInput } from '../../../src/domain/offers/price-basket.ts'
import type { ReturnedUnits } from '../../../src/domain/offers/price-return.ts'
import { salePoints } from '../../../src/domain/sale/sale-points.ts'
import { armed, byCoupon, line, offer, sundayMorning, taxA, taxB, unitsOf } from '../../support/domain-baskets.ts'
import { entry } from '../../support/domain-points.ts'
import { aMember } from '../../support/sale.ts'

const earn: EarnRules = { points: 1, perMinor: 100, tierFactors: { gold: 15_000 }, bonuses: [{ name: { en: 'Pan' }, set: { itemIds: ['pan'] as never }, unitCount: 1, points: 20 }] }
const gold = aMember({ tier: 'gold' })

/** A sale of a gold member that was paid with so many minor units in points, a point each. */
function soldWith(lines: PricingInput['lines'], offers: PricingInput['armed'], pointsMinor = 0): Omit<ClawBackInput, 'returned'> {
  const sold: PricingInput = { lines, armed: offers, time: sundayMorning, taxClasses: [taxA, taxB], earn, hasMember: true, member: gold }
  const priced = priceBasket(sold)
  const paidMinor = Math.min(pointsMinor, priced.totals.dueMinor)
  const tenders = paidMinor === 0 ? [] : [{ tenderId: 't' as TenderId, tenderKind: 'points' as const, amountMinor: paidMinor, points: paidMinor }]
  const points = salePoints({ member: gold, identifiedBy: 'card' }, { tenders, businessDay: sundayMorning.day }, { priced, pointsBalance: 10_000 })
  const redeemed = priced.outcomes.flatMap(({ offerId, couponCode, state }) => (couponCode !== undefined && state.kind === 'applied' ? [{ offerId, couponCode, amountMinor: state.amountMinor, singleUse: true }] : []))
  return { sold, completed: { priced, points, tenders, redeemed } }
}

const back = (lineIndex: number, unitCount = 1): ReturnedUnits => ({ lineIndex, unitCount })

describe('a return takes back what the returned goods earned', () => {
  it('and leaves what the rest earns by itself', () => {
    const sale = soldWith([line('1', 'milk', 100, 10), line('2', 'pan', 2_050)], [])
    // 30.50: 30, gold 45, the pan 20 more: 65. Without the pan 10, gold 15.
    expect(sale.completed.points).toMatchObject({ earned: 65 })
    expect(clawBack({ ...sale, returned: [back(1)] })).toMatchObject({ takeBack: 50, giveBack: 0 })
    expect(clawBack({ ...sale, returned: [back(1), back(0, 10)], done: { takenBack: 50, givenBack: 0 } })).toMatchObject({ takeBack: 15 })
  })

  it('gives points back for the part that was paid with them, rounded down until the last', () => {
    const sale = soldWith([line('1', 'milk', 100, 3)], [], 100)
    expect(sale.completed.points).toMatchObject({ earned: 2, spent: 100 })
    expect(clawBack({ ...sale, returned: [back(0, 1)] })).toMatchObject({ takeBack: 0, giveBack: 33 })
    expect(clawBack({ ...sale, returned: [back(0, 3)], done: { takenBack: 0, givenBack: 33 } })).toMatchObject({ takeBack: 2, giveBack: 67 })
  })

  it('a void takes all of it', () => {
    const sale = soldWith([line('1', 'milk', 100, 3), line('2', 'pan', 2_000)], [], 500)
    expect(clawBack({ ...sale, returned: sale.sold.lines.map(({ quantity }, lineIndex) => back(lineIndex, unitCountOf(quantity))) })).toMatchObject({ takeBack: sale.completed.points?.earned, giveBack: 500 })
  })
})

describe('a coupon whose reward a return undoes', () => {
  const tenOff = (restoredOnReturn?: boolean): ReturnType<typeof byCoupon> => byCoupon({ ...offer('ten', { kind: 'amount-off', amountMinor: 10, per: 'once' }, { condition: unitsOf(['milk']) }), restoredOnReturn }, '9521234000001')

  it('may be used again where its offer says so', () => {
    const sale = soldWith([line('1', 'milk', 100), line('2', 'pan', 500)], [tenOff(true)])
    expect(clawBack({ ...sale, returned: [back(0)] }).couponCodes).toEqual(['9521234000001' as CouponCode])
    expect(clawBack({ ...sale, returned: [back(1)] }).couponCodes).toEqual([])
  })

  it('stays used unless told', () => {
    expect(clawBack({ ...soldWith([line('1', 'milk', 100)], [tenOff()]), returned: [back(0)] }).couponCodes).toEqual([])
  })

  it('and so with a special of the list', () => {
    const special = { ...offer('special', { kind: 'percent-off', basisPoints: 1000 }, { condition: unitsOf(['milk']), activation: { kind: 'list' } }), restoredOnReturn: true }
    const sale = soldWith([line('1', 'milk', 100)], [{ offer: special, armedBy: 'list' }])
    expect(clawBack({ ...sale, returned: [back(0)] }).listOfferIds).toEqual(['special' as OfferId])
  })
})

describe('what always holds', () => {
  const anyLines = fc.array(fc.record({ item: fc.constantFrom('milk', 'pan', 'tea'), unitMinor: fc.integer({ min: 1, max: 900 }), count: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 })
    .map((rows) => rows.map(({ item, unitMinor, count }, index) => line(String(index + 1), item, unitMinor, count)))
  const offers = [
    armed(offer('three-for-two', { kind: 'n-for-m', takeCount: 3, payCount: 2 }, { condition: unitsOf(['milk'], 3) })),
    armed(offer('five-off', { kind: 'basket-amount-off', amountMinor: 500 }, { condition: { kind: 'basket', spendMinor: 1500 }, stackingGroup: 'basket' })),
    armed(offer('double', { kind: 'points-multiplier', factorBasisPoints: 20_000 }, { condition: { kind: 'basket', spendMinor: 1000 }, stackingGroup: 'points' })),
    armed(offer('fifty', { kind: 'bonus-points', points: 50 }, { condition: unitsOf(['tea'], 2), stackingGroup: 'points' })),
  ]
  const rules: LoyaltyRules = { pendingDays: 7, expiry: { kind: 'month-end', months: 6 } }
  const day = sundayMorning.day
  const before = fc.array(fc.record({ kind: fc.constantFrom('earned' as const, 'spent' as const), points: fc.integer({ min: 1, max: 500 }), month: fc.integer({ min: 1, max: 10 }) }), { maxLength: 6 })
    .map((facts) => facts.map(({ kind, points, month }, index) => entry(kind, points, `2026-${String(month).padStart(2, '0')}-11`, `before-${index}`)))

  it('a sale and the return of all of it, in any number of goes, leave the ledger as it was, to the point', () => {
    fc.assert(
      fc.property(anyLines, fc.nat(2_000), before, fc.infiniteStream(fc.nat()), (lines, pointsMinor, earlier, dice) => {
        const sale = soldWith(lines, offers, pointsMinor)
        const units = lines.flatMap(({ quantity }, lineIndex) => Array.from({ length: unitCountOf(quantity) }, () => ({ lineIndex, key: dice.next().value }))).sort((a, b) => a.key - b.key)
        const entries: PointsEntry[] = [...earlier, ...saleEntries({ ...sale.completed, saleId: 'sale' as SaleId, member: { memberId: gold.memberId, displayName: '', cardLast4: '', identifiedBy: 'card' }, businessDay: day, completedAt: `${day}T10:00:00.000Z` }, { journalId: 'j', number: 1 })]
        let [takenBack, givenBack, at] = [0, 0, 0]
        for (let until = 0; until < units.length; ) {
          until = Math.min(units.length, until + 1 + (dice.next().value % 3))
          const counts = lines.map((_, lineIndex) => units.slice(0, until).filter((unit) => unit.lineIndex === lineIndex).length)
          const now = clawBack({ ...sale, returned: counts.flatMap((count, lineIndex) => (count > 0 ? [back(lineIndex, count)] : [])), done: { takenBack, givenBack } })
          takenBack += now.takeBack
          givenBack += now.giveBack
          at += 1
          entries.push(...returnEntries({ of: { saleId: 'sale' as SaleId, receiptNumber: 1, businessDay: day }, points: { takenBack: now.takeBack, givenBack: now.giveBack }, businessDay: day, returnedAt: `${day}T11:00:${String(at).padStart(2, '0')}.000Z` }, { journalId: 'j', number: 1 + at }))
        }
        expect([takenBack, givenBack]).toEqual([sale.completed.points?.earned, sale.completed.points?.spent ?? 0])
        for (const on of [day, '2027-01-15', '2027-12-31']) expect(pointsStanding({ entries, rules, day: on })).toEqual(pointsStanding({ entries: earlier, rules, day: on }))
      }),
      { seed: 81, numRuns: 200 },
    )
  })
})
