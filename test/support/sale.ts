import type { Item } from '../../src/domain/catalog/item.ts'
import type { CashierId, ItemId, MemberId, SaleId, TaxClassId, TenderId } from '../../src/domain/ids.ts'
import type { Member } from '../../src/domain/loyalty/member.ts'
import type { PricedBasket } from '../../src/domain/offers/priced-basket.ts'
import { apply } from '../../src/domain/sale/apply.ts'
import type { Given, SaleCommand, SaleRefusal } from '../../src/domain/sale/commands.ts'
import { decide, isRefusal } from '../../src/domain/sale/decide.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import { noSale, soldLines, type Sale } from '../../src/domain/sale/sale.ts'
import { basketOf } from '../../src/domain/sale/apply.ts'

export function anItem(overrides: Partial<Item> & { readonly priceMinor?: number } = {}): Item {
  const { priceMinor = 189, ...rest } = overrides
  return {
    itemId: 'yoghurt' as ItemId,
    name: { en: 'Greek yoghurt 500 g' },
    gtins: ['09521234500018'],
    soldBy: 'unit',
    prices: [{ fromDay: '2026-01-01', priceMinor }],
    departmentId: 'dairy',
    categoryId: 'yoghurt',
    tags: [],
    taxClassId: 'b' as TaxClassId,
    discountable: true,
    ...rest,
  }
}

export function aMember(overrides: Partial<Member> = {}): Member {
  return { memberId: 'm1' as MemberId, displayName: 'Ana F.', cardLast4: '4821', memberSince: '2019-03-01', tier: 'basic', pointsSynced: 100, pointsThrough: {}, nextVisit: [], ...overrides }
}

/** Prices as they are, without offers: enough to test the rules of a sale apart from the offers. */
export function plainlyPriced(sale: Sale): PricedBasket {
  const lines = sale.kind === 'none' || sale.kind === 'completed' ? [] : soldLines(basketOf(sale))
  const grossMinor = lines.reduce((sum, line) => sum + line.grossMinor, 0)
  return {
    lines: lines.map((line) => ({ lineId: line.lineId, grossMinor: line.grossMinor, discountMinor: 0, netMinor: line.grossMinor, discounts: [] })),
    outcomes: [],
    totals: { grossMinor, discountMinor: 0, netMinor: grossMinor, taxAddedMinor: 0, dueMinor: grossMinor, unitCount: lines.length },
    tax: [],
    pointsEarned: Math.floor(grossMinor / 100),
    provenBest: true,
  }
}

export function givenFor(sale: Sale, overrides: Partial<Given> = {}): Given {
  return {
    at: '2026-11-22T14:32:00.000Z',
    time: { day: '2026-11-22', weekday: 7, minuteOfDay: 872 },
    cashierId: 'maria' as CashierId,
    newSaleId: 'sale-1' as SaleId,
    newTenderId: 't1' as TenderId,
    priced: plainlyPriced(sale),
    receiptNumber: 1,
    pointsBalance: 100,
    ...overrides,
  }
}

export interface Rung {
  readonly sale: Sale
  readonly facts: readonly Fact[]
  readonly refusals: readonly SaleRefusal[]
}

/** Rings up commands one after the other, keeping facts and refusals. */
export function ringUp(commands: readonly SaleCommand[], from: Sale = noSale, given: Partial<Given> = {}): Rung {
  return commands.reduce<Rung>(
    (rung, command, index) => {
      const decision = decide(rung.sale, command, givenFor(rung.sale, { newTenderId: `t${index}` as TenderId, ...given }))
      if (isRefusal(decision)) return { ...rung, refusals: [...rung.refusals, decision] }
      return { ...rung, sale: decision.reduce(apply, rung.sale), facts: [...rung.facts, ...decision] }
    },
    { sale: from, facts: [], refusals: [] },
  )
}

export const add = (item: Item, count = 1): SaleCommand => ({ kind: 'add-item', item, gtin: item.gtins[0] ?? '', quantity: { kind: 'units', count }, entry: 'scanned' })
