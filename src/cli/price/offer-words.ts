import { assertNever } from '../../domain/assert.ts'
import { formatMinor, type Currency } from '../../domain/money/money.ts'
import type { Condition, ItemSet, Offer, Reward } from '../../domain/offers/offer.ts'

/** An offer's terms in one sentence, as a cashier would say them. */
export function offerWords({ condition, reward, limits }: Pick<Offer, 'condition' | 'reward' | 'limits'>, currency: Currency): string {
  const most = limits.perTransaction === undefined ? '' : `, at most ${limits.perTransaction} times per sale`
  return `${rewardWords(reward, currency)}, ${conditionWords(condition, currency)}${most}`
}

function rewardWords(reward: Reward, currency: Currency): string {
  const money = (minor: number): string => formatMinor(minor, currency)
  switch (reward.kind) {
    case 'percent-off':
      return `${percent(reward.basisPoints)} off`
    case 'amount-off':
      return `${money(reward.amountMinor)} off ${{ unit: 'each', kg: 'per kilogram', once: 'once' }[reward.per]}`
    case 'fixed-price':
      return reward.unitCount === 1 ? `${money(reward.priceMinor)} each` : `${reward.unitCount} for ${money(reward.priceMinor)}`
    case 'price-per-kg':
      return `${money(reward.priceMinor)} per kilogram`
    case 'n-for-m':
      return reward.basisPoints === undefined || reward.basisPoints === 10_000 ? `${reward.takeCount} for ${reward.payCount}, the cheapest free` : `of every ${reward.takeCount} the ${reward.takeCount - reward.payCount} cheapest with ${percent(reward.basisPoints)} off`
    case 'tiered-percent-off':
      return reward.tiers.map(({ from, basisPoints }) => `${percent(basisPoints)} off from ${reward.by === 'units' ? units(from) : money(from)}`).join(', ')
    case 'bundle-price':
      return `${money(reward.priceMinor)} together`
    case 'get-percent-off':
      return `${reward.basisPoints === 10_000 ? 'free' : `${percent(reward.basisPoints)} off`}: ${units(reward.unitCount)} of ${setWords(reward.set)}`
    case 'basket-percent-off':
      return `${percent(reward.basisPoints)} off the basket`
    case 'basket-amount-off':
      return `${money(reward.amountMinor)} off the basket`
    case 'bonus-points':
      return `${reward.points} points on top`
    case 'points-multiplier':
      return `points times ${reward.factorBasisPoints / 10_000}`
    default:
      return assertNever(reward, 'reward')
  }
}

function conditionWords(condition: Condition, currency: Currency): string {
  switch (condition.kind) {
    case 'quantity':
      return `with ${units(condition.unitCount)} of ${setWords(condition.set)}`
    case 'weight':
      return `with ${condition.grams} g of ${setWords(condition.set)}`
    case 'spend':
      return `for ${formatMinor(condition.spendMinor, currency)} spent on ${setWords(condition.set)}`
    case 'basket':
      return condition.spendMinor === 0 ? 'whatever is in the basket' : `from ${formatMinor(condition.spendMinor, currency)} left to pay`
    case 'sets':
      return `with ${condition.parts.map(({ set, unitCount }) => `${units(unitCount)} of ${setWords(set)}`).join(' and ')}`
    default:
      return assertNever(condition, 'condition')
  }
}

function setWords({ exceptItemIds, families = [], ...named }: ItemSet): string {
  const ofMakers = families.map(({ companyPrefix, familyCode }) => (familyCode === '000' ? `anything of ${companyPrefix}` : `family ${familyCode} of ${companyPrefix}`))
  const names = [...Object.values(named).flatMap((each) => each ?? []), ...ofMakers]
  const except = exceptItemIds?.length ? ` but ${exceptItemIds.join(', ')}` : ''
  return (names.length === 0 ? 'anything' : names.join(' or ')) + except
}

function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`
}

function units(unitCount: number): string {
  return unitCount === 1 ? '1 unit' : `${unitCount} units`
}
