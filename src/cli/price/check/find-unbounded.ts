import type { Offer } from '../../../domain/offers/offer.ts'
import type { Problem } from './find-dead.ts'

/** Offers of which nobody can say what they may cost. */
export function findUnbounded({ activation, funding, limits }: Offer): Problem[] {
  const found: Problem[] = []
  const supplierPays = funding.by === 'supplier' && funding.supplierShareBasisPoints > 0
  if (supplierPays && limits.budgetMinor === undefined && limits.total === undefined) found.push({ field: 'limits', problem: 'a supplier pays without end', advice: 'set budgetMinor or total as agreed with the supplier' })
  if (funding.by === 'supplier' && funding.supplierId === undefined) found.push({ field: 'funding.supplierId', problem: 'nobody is named to claim it from', advice: 'name the supplier' })
  if (activation.kind === 'coupon' && activation.singleUse && Object.values(limits).every((limit) => limit === undefined)) found.push({ field: 'limits', problem: 'single-use coupons without any limit: whoever has many codes uses them all, in one sale', advice: 'set perTransaction, and total or budgetMinor' })
  return found
}
