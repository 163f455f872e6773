/** One field of a row, and something it cannot be. `path` as in `conditions[0].set`. */
export interface BadField {
  readonly what: string
  readonly path: string
  readonly value: unknown
  /** Where the trouble is said to be, if not at the field itself. */
  readonly saidAt?: string
  /** Fields the row has besides. */
  readonly with?: object
}

const reward = (kind: string, terms: object): object => ({ reward: { kind, ...terms } })
const condition = (kind: string, terms: object): object => ({ condition: { kind, ...terms } })
const two = [{ set: {}, unitCount: 1 }, { set: {}, unitCount: 1 }]
const tiers = [{ from: 2, basisPoints: 500 }, { from: 4, basisPoints: 1000 }]
const below = (path: string, least: number, more: Partial<BadField> = {}): BadField => ({ what: `${path} below ${least}`, path, value: least - 1, ...more })
const above = (path: string, most: number, more: Partial<BadField> = {}): BadField => ({ what: `${path} above ${most}`, path, value: most + 1, ...more })
const half = (path: string, more: Partial<BadField> = {}): BadField => ({ what: `${path} of half a unit`, path, value: 1.5, ...more })
const between = (path: string, least: number, most: number, more: Partial<BadField> = {}): BadField[] => [below(path, least, more), above(path, most, more), half(path, more)]
const missing = (path: string): BadField => ({ what: `no ${path}`, path, value: undefined })

/** Everything an offer's schema sets a bound to, one wrong field at a time. */
export const badOfferFields: readonly BadField[] = [
  ...['name', 'activation', 'window', 'condition', 'reward', 'limits', 'stackingGroup', 'funding'].map(missing),
  { what: 'an empty id', path: 'offerId', value: '' },
  { what: 'an id without end', path: 'offerId', value: 'x'.repeat(81) },
  { what: 'a name in no language', path: 'name.en', value: undefined },
  { what: 'a coupon number with a letter', path: 'activation.reference', value: '952123400001X', with: { activation: { kind: 'coupon', reference: '', singleUse: true } } },
  { what: 'a coupon nobody can tell the use of', path: 'activation.singleUse', value: 'yes', with: { activation: { kind: 'coupon', reference: '9521234000018', singleUse: true } } },
  { what: 'no tier', path: 'activation.tiers', value: [], with: { activation: { kind: 'tier', tiers: ['gold'] } } },
  { what: 'a tier without a name', path: 'activation.tiers[0]', value: '', with: { activation: { kind: 'tier', tiers: ['gold'] } } },
  { what: 'a first day that is none', path: 'window.fromDay', value: '2026-02-30' },
  { what: 'a last day in words', path: 'window.untilDay', value: 'tomorrow' },
  { what: 'a last day before the first', path: 'window.untilDay', value: '2025-12-31' },
  { what: 'no weekday', path: 'window.weekdays', value: [] },
  { what: 'an eighth weekday', path: 'window.weekdays[0]', value: 8 },
  { what: 'a weekday nought', path: 'window.weekdays[0]', value: 0 },
  { what: 'a minute before midnight', path: 'window.minutes.from', value: -1, with: { window: { fromDay: '2026-01-01', untilDay: '2026-12-31', minutes: { from: 1, until: 2 } } } },
  { what: 'a minute after midnight', path: 'window.minutes.until', value: 1441, with: { window: { fromDay: '2026-01-01', untilDay: '2026-12-31', minutes: { from: 1, until: 2 } } } },
  { what: 'hours that end before they begin', path: 'window.minutes.until', value: 0, with: { window: { fromDay: '2026-01-01', untilDay: '2026-12-31', minutes: { from: 1, until: 2 } } } },
  ...between('condition.unitCount', 1, 999),
  ...between('condition.grams', 1, 99_999, { with: condition('weight', { set: {}, grams: 1 }) }),
  ...between('condition.spendMinor', 1, 99_999_999, { with: condition('spend', { set: {}, spendMinor: 1 }) }),
  ...between('condition.spendMinor', 0, 99_999_999, { with: condition('basket', { spendMinor: 0 }) }),
  { what: 'an item without an id in a set', path: 'condition.set.itemIds[0]', value: '' },
  { what: 'a category without a name', path: 'condition.set.categoryIds[0]', value: '' },
  { what: 'several sets that are one', path: 'condition.parts', value: [two[0]], with: { ...condition('sets', { parts: two }), ...reward('bundle-price', { priceMinor: 1 }) } },
  { what: 'nine sets', path: 'condition.parts', value: Array.from({ length: 9 }, () => two[0]), with: { ...condition('sets', { parts: two }), ...reward('bundle-price', { priceMinor: 1 }) } },
  ...between('condition.parts[1].unitCount', 1, 999, { with: { ...condition('sets', { parts: two }), ...reward('bundle-price', { priceMinor: 1 }) } }),
  ...between('reward.basisPoints', 1, 10_000),
  ...between('reward.amountMinor', 1, 99_999_999, { with: reward('amount-off', { amountMinor: 1, per: 'unit' }) }),
  { what: 'an amount off per litre', path: 'reward.per', value: 'litre', with: reward('amount-off', { amountMinor: 1, per: 'unit' }) },
  ...between('reward.unitCount', 1, 999, { with: reward('fixed-price', { unitCount: 1, priceMinor: 1 }) }),
  ...between('reward.priceMinor', 0, 99_999_999, { with: reward('fixed-price', { unitCount: 1, priceMinor: 1 }) }),
  ...between('reward.priceMinor', 0, 99_999_999, { with: reward('price-per-kg', { priceMinor: 1 }) }),
  ...between('reward.takeCount', 2, 999, { with: reward('n-for-m', { takeCount: 3, payCount: 1 }) }),
  ...between('reward.payCount', 1, 999, { with: reward('n-for-m', { takeCount: 3, payCount: 2 }) }),
  { what: 'three for three', path: 'reward.payCount', value: 3, with: reward('n-for-m', { takeCount: 3, payCount: 2 }) },
  ...between('reward.basisPoints', 1, 10_000, { with: reward('n-for-m', { takeCount: 3, payCount: 2, basisPoints: 1 }) }),
  { what: 'tiers by weight', path: 'reward.by', value: 'grams', with: reward('tiered-percent-off', { by: 'units', tiers }) },
  { what: 'no tier to reach', path: 'reward.tiers', value: [], with: reward('tiered-percent-off', { by: 'units', tiers }) },
  { what: 'a tier that is not above the one before', path: 'reward.tiers[1]', value: { from: 2, basisPoints: 1000 }, with: reward('tiered-percent-off', { by: 'units', tiers }) },
  { what: 'a tier that gives less than the one before', path: 'reward.tiers[1]', value: { from: 4, basisPoints: 400 }, with: reward('tiered-percent-off', { by: 'units', tiers }) },
  ...between('reward.tiers[0].from', 1, 99_999_999, { with: reward('tiered-percent-off', { by: 'spend', tiers: [{ from: 1, basisPoints: 1 }] }) }),
  ...between('reward.tiers[0].from', 1, 999, { with: reward('tiered-percent-off', { by: 'units', tiers: [{ from: 1, basisPoints: 1 }] }) }),
  ...between('reward.tiers[0].basisPoints', 1, 10_000, { with: reward('tiered-percent-off', { by: 'units', tiers: [{ from: 1, basisPoints: 1 }] }) }),
  ...between('reward.priceMinor', 0, 99_999_999, { with: { ...condition('sets', { parts: two }), ...reward('bundle-price', { priceMinor: 1 }) } }),
  { what: 'a bundle of one set', path: 'reward.priceMinor', value: 100, saidAt: 'reward.kind', with: reward('bundle-price', { priceMinor: 1 }) },
  { what: 'tiers on several sets', path: 'reward.by', value: 'units', saidAt: 'reward.kind', with: { ...condition('sets', { parts: two }), ...reward('tiered-percent-off', { by: 'units', tiers }) } },
  ...between('reward.unitCount', 1, 999, { with: reward('get-percent-off', { set: {}, unitCount: 1, basisPoints: 1 }) }),
  ...between('reward.basisPoints', 1, 10_000, { with: reward('get-percent-off', { set: {}, unitCount: 1, basisPoints: 1 }) }),
  ...between('reward.basisPoints', 1, 10_000, { with: reward('basket-percent-off', { basisPoints: 1 }) }),
  ...between('reward.amountMinor', 1, 99_999_999, { with: reward('basket-amount-off', { amountMinor: 1 }) }),
  ...between('reward.points', 1, 99_999_999, { with: reward('bonus-points', { points: 1 }) }),
  ...between('reward.factorBasisPoints', 0, 1_000_000, { with: reward('points-multiplier', { factorBasisPoints: 1 }) }),
  ...['perTransaction', 'perMember', 'perMemberDay', 'total', 'budgetMinor'].flatMap((limit) => between(`limits.${limit}`, 1, 99_999_999)),
  { what: 'an empty stacking group', path: 'stackingGroup', value: '' },
  { what: 'combinable by word', path: 'combinable', value: 'no' },
  { what: 'a payer nobody knows', path: 'funding.by', value: 'bank' },
  { what: 'a supplier without an id', path: 'funding.supplierId', value: '' },
  ...between('funding.supplierShareBasisPoints', 0, 10_000),
  { what: 'a tax base nobody can tell', path: 'funding.reducesTaxBase', value: undefined },
]

/** Everything an item's schema sets a bound to. */
export const badItemFields: readonly BadField[] = [
  { what: 'an empty id', path: 'itemId', value: '' },
  { what: 'a code of 13 digits', path: 'gtins[0]', value: '9521234500018' },
  { what: 'an item number with a letter', path: 'plu', value: '12A' },
  { what: 'goods sold by length', path: 'soldBy', value: 'metre' },
  ...between('tareGrams', 0, 9_999),
  ...between('prices[0].priceMinor', 0, 99_999_999),
  { what: 'a price from no day', path: 'prices[0].fromDay', value: '2026-13-01' },
  { what: 'two prices from one day', path: 'prices[1]', value: { fromDay: '2020-01-01', priceMinor: 1 }, saidAt: 'prices[1].fromDay' },
  { what: 'prices in disorder', path: 'prices[1]', value: { fromDay: '2019-01-01', priceMinor: 1 }, saidAt: 'prices[1].fromDay' },
  { what: 'no price', path: 'prices', value: [] },
  ...between('ageYears', 0, 120),
  { what: 'a family code of two digits', path: 'familyCodes[0]', value: '12' },
  { what: 'discountable by word', path: 'discountable', value: 'yes' },
]

/** What only a whole item needs; a price document has its own defaults. */
export const missingItemFields: readonly BadField[] = ['name', 'gtins', 'soldBy', 'departmentId', 'categoryId', 'tags', 'taxClassId', 'discountable'].map(missing)

/** The row with that field made wrong. */
export function madeWrong(row: object, { path, value, with: more = {} }: BadField): object {
  const made: unknown = structuredClone({ ...row, ...more })
  const steps = path.match(/[^.[\]]+/g) ?? []
  let place: unknown = made
  for (const [index, step] of steps.entries()) {
    if (typeof place !== 'object' || place === null) throw new Error(`there is no ${path}`)
    const holder = place as Record<string, unknown>
    if (index === steps.length - 1) holder[step] = value
    else holder[step] ??= /^\d+$/.test(steps[index + 1] ?? '') ? [] : {}
    place = holder[step]
  }
  return JSON.parse(JSON.stringify(made)) as object
}

/** The path as the feed's doors say it. */
export const dotted = ({ path, saidAt = path }: BadField): string => saidAt.replace(/\[(\d+)\]/g, '.$1')
