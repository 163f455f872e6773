import type { Line, Quantity } from '../domain/basket/line.ts'
import { assertNever } from '../domain/assert.ts'
import type { ReceiptFact } from '../lane/store/journal.ts'

/** Where a transaction took place. */
export interface Workstation {
  readonly storeId: string
  readonly laneNumber: number
  /** ISO 4217; absent before the store's settings have come. */
  readonly currencyCode?: string | undefined
}

/**
 * A completed sale or a return under the names of ARTS POSLog, as JSON. Amounts are integer minor units, as everywhere
 * here; what a return gives back is positive under `Return` line items, as POSLog has it. Names only: it is not
 * validated against POSLog's own schema, which is XML.
 */
export function poslogTransaction(fact: ReceiptFact, at: Workstation): object {
  return {
    RetailStoreID: at.storeId,
    WorkstationID: String(at.laneNumber),
    SequenceNumber: fact.receiptNumber,
    TransactionID: fact.saleId,
    BusinessDayDate: fact.businessDay,
    OperatorID: fact.cashierId,
    CurrencyCode: at.currencyCode,
    ...(fact.kind === 'sale-completed' ? soldTransaction(fact) : returnedTransaction(fact)),
  }
}

type Sold = Extract<ReceiptFact, { kind: 'sale-completed' }>
type Returned = Extract<ReceiptFact, { kind: 'sale-returned' }>

function soldTransaction(fact: Sold): object {
  const priced = new Map(fact.priced.lines.map((line) => [line.lineId, line]))
  const sales = fact.lines.filter(({ state }) => state !== 'pending-age').map((line) => ({
    ...(line.state === 'voided' ? { VoidFlag: true } : {}),
    EntryMethod: entryMethod(line.entry),
    Sale: {
      ItemID: line.item.itemId,
      POSIdentity: line.item.gtin,
      Description: line.item.name.en,
      MerchandiseHierarchy: line.item.departmentId,
      RegularSalesUnitPrice: line.item.unitPriceMinor,
      ...quantityOf(line.quantity),
      ExtendedAmount: priced.get(line.lineId)?.netMinor ?? line.grossMinor,
      RetailPriceModifier: (priced.get(line.lineId)?.discounts ?? []).map(({ offerId, amountMinor }) => ({ PriceDerivationRuleID: offerId, Amount: amountMinor })),
    },
  }))
  const points = fact.points && [{ LoyaltyReward: { PointsAwarded: fact.points.earned, PointsRedeemed: fact.points.spent ?? 0 } }]
  return {
    BeginDateTime: fact.openedAt,
    EndDateTime: fact.completedAt,
    RetailTransaction: {
      LineItem: numbered([...sales, ...fact.priced.tax.map(taxItem), ...fact.tenders.map(tenderItem), ...(points ?? [])]),
      Total: { TransactionGrossAmount: fact.priced.totals.grossMinor, TransactionDiscountAmount: fact.priced.totals.discountMinor, TransactionGrandAmount: fact.priced.totals.dueMinor, Rounding: fact.roundingMinor ?? 0, Change: fact.changeMinor },
      ...customerOf(fact.member?.memberId),
      Coupon: fact.redeemed.map(({ couponCode, offerId, amountMinor }) => ({ PrimaryLabel: couponCode, PriceDerivationRuleID: offerId, Amount: amountMinor })),
    },
  }
}

function returnedTransaction(fact: Returned): object {
  const goods = fact.lines.map((line) => ({ Return: { ItemID: line.itemId, Description: line.name.en, ...quantityOf(line.quantity), ExtendedAmount: line.refundMinor, Reason: fact.reason } }))
  return {
    BeginDateTime: fact.returnedAt,
    EndDateTime: fact.returnedAt,
    RetailTransaction: {
      TransactionLink: { TransactionID: fact.of.saleId, SequenceNumber: fact.of.receiptNumber, BusinessDayDate: fact.of.businessDay },
      LineItem: numbered([...goods, ...fact.tax.map(taxItem), ...fact.tenders.map(tenderItem)]),
      Total: { TransactionGrandAmount: -fact.dueBackMinor, Rounding: fact.roundingMinor ?? 0 },
      ...customerOf(fact.member?.memberId),
    },
  }
}

function numbered(items: readonly object[]): object[] {
  return items.map((item, index) => ({ SequenceNumber: index + 1, ...item }))
}

function taxItem({ taxClassId, rateBasisPoints, netMinor, taxMinor, kind }: Sold['priced']['tax'][number]): object {
  return { Tax: { TaxType: taxClassId, Percent: rateBasisPoints / 100, TaxableAmount: netMinor, Amount: taxMinor, TaxIncludedInTaxableAmountFlag: kind === 'included' } }
}

function tenderItem({ tenderKind, amountMinor, card }: Returned['tenders'][number]): object {
  return { Tender: { TenderType: tenderTypes[tenderKind], Amount: amountMinor, ...(card ? { Authorization: { AuthorizationCode: card.authorisation, ReferenceNumber: String(card.traceNumber) } } : {}) } }
}

const tenderTypes = { cash: 'Cash', card: 'CreditDebit', 'card-confirmed': 'CreditDebit', points: 'LoyaltyPoints' } as const

function customerOf(memberId: string | undefined): object {
  return memberId === undefined ? {} : { LoyaltyAccount: { CustomerID: memberId } }
}

function quantityOf(quantity: Quantity): object {
  return quantity.kind === 'units' ? { Quantity: quantity.count, UnitOfMeasureCode: 'EA' } : { Quantity: quantity.grams, UnitOfMeasureCode: 'GRM' }
}

function entryMethod(entry: Line['entry']): string {
  switch (entry) {
    case 'scanned':
    case 'weighed-label':
      return 'Scanned'
    case 'keyed':
      return 'Keyed'
    case 'weighed':
      return 'Weighed'
    default:
      return assertNever(entry, 'way of entry')
  }
}
