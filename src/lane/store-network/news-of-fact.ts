import type { LaneNews } from '../../contract/store-network.ts'
import { returnEntries } from '../../domain/loyalty/return-entries.ts'
import { saleEntries } from '../../domain/loyalty/sale-entries.ts'
import type { PointsEntry } from '../../domain/loyalty/points-entry.ts'
import { offerUses } from '../../domain/offers/offer-uses.ts'
import type { SaleCompleted } from '../../domain/sale/facts.ts'
import type { SaleReturned } from '../../domain/sale/sale-returned.ts'
import type { NumberedFact } from '../store/journal.ts'

/** What a finished sale or return tells the other lanes; undefined where it moves nothing they share. */
export function newsOfFact({ number, fact }: Pick<NumberedFact, 'number' | 'fact'>): LaneNews | undefined {
  if (fact.kind !== 'sale-completed' && fact.kind !== 'sale-returned') return undefined
  const news = fact.kind === 'sale-completed' ? ofSale(number, fact) : ofReturn(number, fact)
  const isEmpty = news.spent.length + news.restored.length + news.points.length + news.uses.length === 0
  return isEmpty ? undefined : news
}

function ofSale(number: number, sale: SaleCompleted): LaneNews {
  return {
    number,
    spent: sale.redeemed.flatMap(({ couponCode, singleUse }) => (singleUse ? [couponCode] : [])),
    restored: [],
    ...memberOf(sale),
    points: saleEntries(sale, placeless).map(entryOf),
    uses: sale.member ? offerUses(sale.priced).map(({ offerId, rewardCount }) => ({ offerId, day: sale.businessDay, rewardCount })) : [],
  }
}

function ofReturn(number: number, returned: SaleReturned): LaneNews {
  return {
    number,
    spent: returned.withdrawn === undefined ? [] : [returned.withdrawn],
    restored: [...returned.restored.couponCodes],
    ...memberOf(returned),
    points: returned.member ? returnEntries(returned, placeless).map(entryOf) : [],
    uses: returned.member ? returned.restored.offers.map(({ offerId, rewardCount }) => ({ offerId, day: returned.of.businessDay, rewardCount: -rewardCount })) : [],
  }
}

/** Whoever hears it knows whose journal it is. */
const placeless = { journalId: '', number: 0 }

function entryOf({ kind, saleId, day, at, points }: PointsEntry): LaneNews['points'][number] {
  return { kind, saleId, day, at, points }
}

function memberOf({ member }: Pick<SaleCompleted | SaleReturned, 'member'>): { readonly memberId?: string } {
  return member ? { memberId: member.memberId } : {}
}
