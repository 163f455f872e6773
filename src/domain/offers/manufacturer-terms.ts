import type { ManufacturerCoupon, PurchaseRequirement } from '../barcode/manufacturer-coupon.ts'
import type { Condition, ItemSet, Reward, SetPart } from './offer.ts'

/** A coupon's terms as an offer says them. */
export interface CouponTerms {
  readonly condition: Condition
  readonly reward: Reward
  /** Rewards in one sale, where one coupon gives fewer than the basket would earn. */
  readonly perTransaction?: number
  /** The most money it gives, for a free item up to a price. */
  readonly mostMinor?: number
}

/**
 * Why a lane does not take a coupon, and the field of AI 8110 that says so.
 * - for-cashier: only a person can see whether its purchase was made
 * - of-store: a store's own, whoever's store that is
 * - contradicts: its fields make no sense together
 * - too-intricate: it cannot be followed to the letter here, and is not followed roughly
 */
export interface CouponTrouble {
  readonly refused: 'for-cashier' | 'of-store' | 'contradicts' | 'too-intricate'
  readonly field: string
}

/** What one line may hold, and so the most a purchase can ask for. */
const mostUnits = 999
const mostGrams = 99_999
/** "Do not look at what was bought." */
const unlookedFamily = '992'

/**
 * What a manufacturer's coupon asks for and gives.
 *
 * Of several units of a purchase of which some are free, the cheapest are. A percentage takes as many units as are asked
 * for; where money or weight is asked for, all of them. What must be spent on the whole sale is looked at after item
 * offers, like every basket spend.
 *
 * Source: North American Coupon Application Guideline, release 2.0, chapters 5 and 8
 */
export function manufacturerTerms(coupon: ManufacturerCoupon): CouponTerms | CouponTrouble {
  const { purchases, purchaseRule, appliesTo } = coupon
  const trouble = plainTrouble(coupon)
  if (trouble) return trouble
  const [first, ...others] = purchases
  if (!first) return contradicts('purchases')
  if (others.length === 0) return ofOne(coupon, first, setOf([first]))
  switch (purchaseRule) {
    case '0':
      return appliesTo === '0' && purchases.every(isOneUnit) ? ofOne(coupon, first, setOf(purchases)) : tooIntricate('purchaseRule')
    case '1':
      return ofAll(coupon, purchases.map((each) => ({ asked: each, set: setOf([each]) })))
    case '2':
      if (appliesTo !== '0' || !others.every(isOneUnit)) return tooIntricate('purchaseRule')
      return ofAll(coupon, [{ asked: first, set: setOf([first]) }, { asked: others[0] ?? first, set: setOf(others) }])
    default:
      return tooIntricate('purchaseRule')
  }
}

function plainTrouble({ purchases, purchaseRule, storeCoupon, saveValue, saveValueCode, appliesTo }: ManufacturerCoupon): CouponTrouble | undefined {
  if (storeCoupon !== '0') return { refused: 'of-store', field: 'storeCoupon' }
  for (const [index, { code, value, familyCode }] of purchases.entries()) {
    if (code === '9') return { refused: 'for-cashier', field: `purchases[${index}].code` }
    if (familyCode === unlookedFamily) return { refused: 'for-cashier', field: `purchases[${index}].familyCode` }
    if (value === 0 || (code === '0' && value > mostUnits) || (code === '3' && gramsOfPounds(value) > mostGrams)) return contradicts(`purchases[${index}].value`)
  }
  if (purchases.length > 1 && purchaseRule === undefined) return contradicts('purchaseRule')
  if (!purchases[Number(appliesTo)]) return contradicts('appliesTo')
  if ((saveValue === 0 && saveValueCode !== '1') || (saveValueCode === '5' && saveValue > 100)) return contradicts('saveValue')
  return undefined
}

/** One purchase, or several of which any single unit will do. */
function ofOne({ saveValue, saveValueCode }: ManufacturerCoupon, asked: PurchaseRequirement, set: ItemSet): CouponTerms | CouponTrouble {
  const condition = conditionOf(asked, set)
  const unitCount = asked.code === '0' ? asked.value : undefined
  if (saveValueCode === '6') return { condition, reward: { kind: 'basket-amount-off', amountMinor: saveValue } }
  // A spend on the whole sale says nothing of which goods the value is taken off.
  if (condition.kind === 'basket') return tooIntricate('purchases[0].code')
  switch (saveValueCode) {
    case '0':
      return { condition, reward: { kind: 'amount-off', amountMinor: saveValue, per: 'once' }, perTransaction: 1 }
    case '1':
      return unitCount === undefined ? tooIntricate('saveValueCode') : { ...freeUnits(condition, unitCount, 1), ...(saveValue === 0 ? {} : { mostMinor: saveValue }) }
    case '2':
      if (unitCount === undefined) return tooIntricate('saveValueCode')
      return saveValue > unitCount ? contradicts('saveValue') : freeUnits(condition, unitCount, saveValue)
    case '5':
      return { condition, reward: { kind: 'percent-off', basisPoints: saveValue * 100 }, ...(unitCount === undefined ? {} : { perTransaction: unitCount }) }
    default:
      return tooIntricate('saveValueCode')
  }
}

function freeUnits(condition: Condition, unitCount: number, freeCount: number): CouponTerms {
  if (freeCount === unitCount) return { condition, reward: { kind: 'percent-off', basisPoints: 10_000 }, perTransaction: unitCount }
  return { condition, reward: { kind: 'n-for-m', takeCount: unitCount, payCount: unitCount - freeCount }, perTransaction: 1 }
}

interface Purchase {
  readonly asked: PurchaseRequirement
  readonly set: ItemSet
}

/** Several purchases together, each a number of units. */
function ofAll({ saveValue, saveValueCode, appliesTo }: ManufacturerCoupon, purchases: readonly Purchase[]): CouponTerms | CouponTrouble {
  const otherwise = purchases.findIndex(({ asked }) => asked.code !== '0')
  if (otherwise >= 0) return tooIntricate(`purchases[${otherwise}].code`)
  const parts = purchases.map(({ asked, set }): SetPart => ({ set, unitCount: asked.value }))
  const condition: Condition = { kind: 'sets', parts }
  if (saveValueCode === '6') return { condition, reward: { kind: 'basket-amount-off', amountMinor: saveValue } }
  if (saveValueCode === '0') return appliesTo === '0' ? { condition, reward: { kind: 'amount-off', amountMinor: saveValue, per: 'once' }, perTransaction: 1 } : tooIntricate('appliesTo')
  return ofAllWithTarget(saveValueCode, saveValue, parts, Number(appliesTo))
}

/** One unit of one purchase free, or with a percentage off, when the others were made. */
function ofAllWithTarget(saveValueCode: string, saveValue: number, parts: readonly SetPart[], target: number): CouponTerms | CouponTrouble {
  const got = parts[target]
  if (got?.unitCount !== 1) return tooIntricate(`purchases[${target}].value`)
  if (saveValueCode === '2' && saveValue > 1) return contradicts('saveValue')
  const basisPoints = saveValueCode === '5' ? saveValue * 100 : 10_000
  const others = parts.filter((_, index) => index !== target)
  const [only] = others
  const condition: Condition = only && others.length === 1 ? { kind: 'quantity', ...only } : { kind: 'sets', parts: others }
  return { condition, reward: { kind: 'get-percent-off', set: got.set, unitCount: 1, basisPoints }, perTransaction: 1, ...(saveValueCode === '1' && saveValue > 0 ? { mostMinor: saveValue } : {}) }
}

function conditionOf({ code, value }: PurchaseRequirement, set: ItemSet): Condition {
  switch (code) {
    case '1':
      return { kind: 'spend', set, spendMinor: value }
    case '2':
      return { kind: 'basket', spendMinor: value }
    case '3':
      return { kind: 'weight', set, grams: gramsOfPounds(value) }
    case '4':
      return { kind: 'weight', set, grams: value }
    default:
      return { kind: 'quantity', set, unitCount: value }
  }
}

/** Whole grams from which so many hundredths of a pound are reached; a pound is 453.59237 g. */
function gramsOfPounds(hundredths: number): number {
  return Math.ceil((hundredths * 45_359_237) / 10_000_000)
}

function setOf(purchases: readonly PurchaseRequirement[]): ItemSet {
  return { families: purchases.map(({ companyPrefix, familyCode }) => ({ companyPrefix, familyCode })) }
}

function isOneUnit({ code, value }: PurchaseRequirement): boolean {
  return code === '0' && value === 1
}

function contradicts(field: string): CouponTrouble {
  return { refused: 'contradicts', field }
}

function tooIntricate(field: string): CouponTrouble {
  return { refused: 'too-intricate', field }
}
