import type { StoreSettings } from '../../contract/feed.ts'

/** A point for every euro, three for fruit and vegetables; newspapers and infant formula earn none. */
export const demoEarnRules: StoreSettings['earnRules'] = {
  points: 1,
  perMinor: 100,
  excluded: [{ categoryIds: ['press', 'infant-formula'] }],
  rates: [{ name: { en: 'Fruit and vegetables', zh: '果蔬' }, set: { departmentIds: ['produce'] }, points: 3, perMinor: 100 }],
  tierFactors: { silver: 12_000, gold: 15_000, platinum: 15_000 },
  membershipFactors: { paid: 11_000 },
  birthday: { daysBefore: 3, daysAfter: 3, factorBasisPoints: 20_000 },
  bonuses: [{ name: { en: 'Ground coffee', zh: '咖啡粉' }, set: { categoryIds: ['coffee'] }, unitCount: 1, points: 5 }],
  mostPerSale: 500,
}

/** Points can be spent once goods are no longer brought back, and end a year later. */
export const demoLoyalty: StoreSettings['loyalty'] = {
  pendingDays: 14,
  expiry: { kind: 'month-end', months: 12 },
  redeem: { points: 100, amountMinor: 100, minimumPoints: 200 },
  tiers: {
    by: 'spend',
    windowDays: 180,
    keepDays: 30,
    steps: [
      { tier: 'classic', name: { en: 'Classic', zh: '普通会员' }, from: 0 },
      { tier: 'silver', name: { en: 'Silver', zh: '银卡' }, from: 60_000 },
      { tier: 'gold', name: { en: 'Gold', zh: '金卡' }, from: 90_000 },
      { tier: 'platinum', name: { en: 'Platinum', zh: '白金卡' }, from: 200_000 },
    ],
  },
}
