import { expect, it } from 'vitest'
import { storeSettings } from '../../src/contract/feed.ts'
import { earnRules } from '../../src/contract/loyalty.ts'
import { demoSettings } from '../../src/crm/demo/demo-settings.ts'

const settings = demoSettings({ couponSecret: 'a secret for coupons', memberSecret: 'a secret for members' })
const troubleOf = (change: object): string[] => storeSettings.safeParse({ ...settings, ...change }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

it('rules of one rate, as stores had them before, are rules', () => {
  expect(earnRules.parse({ points: 1, perMinor: 100 })).toEqual({ points: 1, perMinor: 100 })
  expect(troubleOf({ earnRules: { points: 1, perMinor: 100 }, loyalty: undefined })).toEqual([])
})

it('a factor for a tier that the store does not have is refused by its path', () => {
  expect(troubleOf({ earnRules: { ...settings.earnRules, tierFactors: { gold: 20_000, golden: 20_000 } } })).toEqual(['earnRules.tierFactors.golden: there is no such tier in loyalty.tiers'])
})

it('a store without rules for tiers may have factors for tiers that are given by hand', () => {
  expect(troubleOf({ earnRules: { points: 1, perMinor: 100, tierFactors: { staff: 20_000 } }, loyalty: { redeem: { points: 1, amountMinor: 1 } } })).toEqual([])
})
