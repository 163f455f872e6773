import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LineId, MemberId, TenderId } from '../../../src/domain/ids.ts'
import { apply } from '../../../src/domain/sale/apply.ts'
import type { SaleCommand } from '../../../src/domain/sale/commands.ts'
import { noSale } from '../../../src/domain/sale/sale.ts'
import { add, aMember, anItem, plainlyPriced, ringUp } from '../../support/sale.ts'

const wine = anItem({ itemId: 'wine' as never, priceMinor: 649, ageYears: 18 })
const bananas = anItem({ itemId: 'bananas' as never, priceMinor: 169, soldBy: 'weight' })
const cash = (amountMinor: number): SaleCommand => ({ kind: 'take-tender', tenderKind: 'cash', amountMinor })
const card = (amountMinor: number): SaleCommand => ({ kind: 'take-tender', tenderKind: 'card-confirmed', amountMinor })
const pay: SaleCommand = { kind: 'open-tender' }

describe('ringing up', () => {
  test('the first item opens the sale', () => {
    expect(ringUp([add(anItem())]).facts.map((fact) => fact.kind)).toEqual(['sale-opened', 'line-added'])
  })

  test('a quantity multiplies the price on one line', () => {
    const { sale } = ringUp([add(anItem(), 3)])
    expect(plainlyPriced(sale).totals.grossMinor).toBe(567)
  })

  test.each([
    [1142, 193],
    [734, 124],
    [1, 0],
    [3, 1],
  ])('%i g of bananas at 1.69 a kilogram cost %i, rounded half up once', (grams, grossMinor) => {
    const { sale } = ringUp([{ kind: 'add-item', item: bananas, gtin: '', quantity: { kind: 'weight', grams }, entry: 'weighed-label' }])
    expect(plainlyPriced(sale).totals.grossMinor).toBe(grossMinor)
  })

  test('a price label sells at the price on the label', () => {
    const { sale } = ringUp([{ kind: 'add-item', item: bananas, gtin: '', quantity: { kind: 'units', count: 1 }, entry: 'weighed-label', labelPriceMinor: 287 }])
    expect(plainlyPriced(sale).totals.grossMinor).toBe(287)
  })

  test("tomorrow's price is not asked today", () => {
    const item = anItem({ prices: [{ fromDay: '2026-01-01', priceMinor: 100 }, { fromDay: '2026-11-23', priceMinor: 200 }] })
    expect(plainlyPriced(ringUp([add(item)]).sale).totals.grossMinor).toBe(100)
  })

  test.each([
    ['a weighed item without a weight', [add(bananas)], { refused: 'needs-weight' }],
    ['an item without a price yet', [add(anItem({ prices: [{ fromDay: '2027-01-01', priceMinor: 1 }] }))], { refused: 'item-has-no-price', itemId: 'yoghurt', day: '2026-11-22' }],
    ['more units than a line holds', [add(anItem(), 1000)], { refused: 'quantity-out-of-range', count: 1000 }],
    ['a void without a sale', [{ kind: 'void-line', lineId: '1' as LineId }], { refused: 'no-sale-open' }],
    ['payment of nothing', [add(anItem()), { kind: 'undo-last' }, pay], { refused: 'basket-empty' }],
    ['money before Pay', [add(anItem()), cash(500)], { refused: 'not-being-paid' }],
    ['a card for more than is due', [add(anItem()), pay, card(190)], { refused: 'card-over-due', dueMinor: 189 }],
    ['a second member', [{ kind: 'attach-member', member: aMember(), identifiedBy: 'card' }, { kind: 'attach-member', member: aMember({ memberId: 'm2' as MemberId }), identifiedBy: 'card' }], { refused: 'member-already-attached', displayName: 'Ana F.' }],
    ['scanning after money was taken', [add(anItem()), pay, cash(100), add(anItem())], { refused: 'sale-being-paid' }],
    ['leaving payment with money on the table', [add(anItem()), pay, cash(100), { kind: 'leave-tender' }], { refused: 'tender-taken' }],
  ] as const)('the shop says no to %s', (_what, commands, refusal) => {
    expect(ringUp(commands as readonly SaleCommand[]).refusals).toEqual([refusal])
  })

  test('an item scanned while payment is open but nothing taken is added', () => {
    const { sale, refusals } = ringUp([add(anItem()), pay, add(anItem())])
    expect({ kind: sale.kind, due: plainlyPriced(sale).totals.dueMinor, refusals }).toEqual({ kind: 'tendering', due: 378, refusals: [] })
  })
})

describe('age checks', () => {
  test('a bottle blocks payment until the cashier has answered', () => {
    expect(ringUp([add(wine), pay]).refusals).toEqual([{ refused: 'age-pending', lineId: '1' }])
  })

  test('one yes covers the bottles that follow', () => {
    const { sale } = ringUp([add(wine), { kind: 'answer-age', lineId: '1' as LineId, oldEnough: true }, add(wine), pay])
    expect(sale.kind).toBe('tendering')
  })

  test('the answer keeps the latest birth date that is old enough', () => {
    const { facts } = ringUp([add(wine), { kind: 'answer-age', lineId: '1' as LineId, oldEnough: true }])
    expect(facts.at(-1)).toMatchObject({ kind: 'age-confirmed', bornOnOrBefore: '2008-11-22' })
  })

  test('a no takes the bottle off', () => {
    const { sale } = ringUp([add(anItem()), add(wine), { kind: 'answer-age', lineId: '2' as LineId, oldEnough: false }])
    expect(plainlyPriced(sale).totals.grossMinor).toBe(189)
  })

  test('a voided bottle leaves the next one unanswered', () => {
    const { refusals } = ringUp([add(wine), { kind: 'answer-age', lineId: '1' as LineId, oldEnough: true }, { kind: 'void-line', lineId: '1' as LineId }, add(wine), pay])
    expect(refusals).toEqual([{ refused: 'age-pending', lineId: '2' }])
  })
})

describe('paying', () => {
  test('cash above what is due comes back as change', () => {
    const { sale } = ringUp([add(anItem()), pay, cash(500)])
    expect(sale).toMatchObject({ kind: 'completed', completed: { changeMinor: 311, receiptNumber: 1 } })
  })

  test('part cash and the rest by card complete the sale without change', () => {
    const { sale } = ringUp([add(anItem()), pay, cash(100), card(89)])
    expect(sale).toMatchObject({ kind: 'completed', completed: { changeMinor: 0, tenders: [{ tenderKind: 'cash', amountMinor: 100 }, { tenderKind: 'card-confirmed', amountMinor: 89 }] } })
  })

  test('money given back leaves the sale to be paid', () => {
    const { sale } = ringUp([add(anItem()), pay, cash(100), { kind: 'return-tender', tenderId: 't2' as TenderId }, { kind: 'leave-tender' }])
    expect(sale.kind).toBe('open')
  })

  test('a basket that costs nothing is done with Pay', () => {
    const { sale } = ringUp([add(anItem({ priceMinor: 0 })), pay])
    expect(sale).toMatchObject({ kind: 'completed', completed: { tenders: [], changeMinor: 0 } })
  })

  test('the next item after a completed sale opens a new one', () => {
    const { sale } = ringUp([add(anItem()), pay, cash(189), add(anItem())])
    expect(sale.kind).toBe('open')
  })

  test('points move with the sale of a member, before and after in the same fact', () => {
    const { sale } = ringUp([add(anItem(), 2), { kind: 'attach-member', member: aMember(), identifiedBy: 'card' }, pay, cash(378)])
    expect(sale).toMatchObject({ completed: { points: { earned: 3, balanceBefore: 100, balanceAfter: 103 }, member: { memberId: 'm1', identifiedBy: 'card' } } })
  })
})

test('whatever is done, the facts alone bring the same sale back', () => {
  const items = [anItem(), wine, anItem({ itemId: 'free' as never, priceMinor: 0 })]
  const command: fc.Arbitrary<SaleCommand> = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...items), fc.integer({ min: 1, max: 4 })).map(([item, count]) => add(item, count)) },
    fc.integer({ min: 1, max: 12 }).map((line): SaleCommand => ({ kind: 'void-line', lineId: String(line) as LineId })),
    fc.constant<SaleCommand>({ kind: 'undo-last' }),
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()).map(([line, oldEnough]): SaleCommand => ({ kind: 'answer-age', lineId: String(line) as LineId, oldEnough })),
    fc.constant<SaleCommand>({ kind: 'attach-member', member: aMember(), identifiedBy: 'card' }),
    fc.constant<SaleCommand>({ kind: 'detach-member' }),
    fc.constant(pay),
    fc.constant<SaleCommand>({ kind: 'leave-tender' }),
    fc.integer({ min: 1, max: 1500 }).map(cash),
    fc.constant<SaleCommand>({ kind: 'void-sale' }),
  )
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const { sale, facts } = ringUp(commands)
      expect(facts.reduce(apply, noSale)).toEqual(sale)
      for (const fact of facts) {
        if (fact.kind !== 'sale-completed') continue
        const paid = fact.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)
        expect(paid - fact.changeMinor).toBe(fact.priced.totals.dueMinor)
        expect(fact.lines.every((line) => line.state === 'sold')).toBe(true)
      }
    }),
    { seed: 2026, numRuns: 300 },
  )
})
