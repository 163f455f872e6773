import { describe, expect, it } from 'vitest'
import { storeSettings, item as itemSchema } from '../../../src/contract/feed.ts'
import { demoDepartments, demoItems } from '../../../src/crm/demo/demo-items.ts'
import { demoSettings } from '../../../src/crm/demo/demo-settings.ts'
import { hasCheckDigit } from '../../../src/domain/barcode/check-digit.ts'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { priceOn } from '../../../src/domain/catalog/item.ts'

const settings = demoSettings({ couponSecret: 'coupon-secret-of-a-test', memberSecret: 'member-secret-of-a-test' })

describe('the demo store', () => {
  it('has settings every lane understands', () => {
    expect(storeSettings.parse(settings)).toEqual(settings)
  })

  it('sells what a supermarket sells', () => {
    expect(demoItems.length).toBeGreaterThanOrEqual(220)
    expect(demoDepartments.length).toBeGreaterThanOrEqual(12)
    expect(demoItems.filter((item) => item.soldBy === 'weight').length).toBeGreaterThanOrEqual(12)
    expect(demoItems.filter((item) => item.ageYears === 18).length).toBeGreaterThanOrEqual(5)
    expect(demoItems.filter((item) => !item.discountable).length).toBeGreaterThanOrEqual(5)
  })

  it('sells nothing of a tax class it does not have, and something of each', () => {
    expect(new Set(demoItems.map((item) => item.taxClassId))).toEqual(new Set(settings.taxClasses.map((taxClass) => taxClass.taxClassId)))
    expect(settings.taxClasses.map((taxClass) => taxClass.kind)).toContain('added')
  })

  it('names every item in English and in Chinese, each name once', () => {
    expect(demoItems.filter((item) => !/\p{Script=Han}/u.test(item.name.zh ?? '')).map((item) => item.itemId)).toEqual([])
    expect(new Set(demoItems.map((item) => item.name.en)).size).toBe(demoItems.length)
    expect(new Set(demoItems.map((item) => item.name.zh)).size).toBe(demoItems.length)
  })

  it('never gives an id, a code or an item number twice', () => {
    const gtins = demoItems.flatMap((item) => item.gtins)
    const plus = demoItems.flatMap((item) => item.plu ?? [])
    expect(new Set(demoItems.map((item) => item.itemId)).size).toBe(demoItems.length)
    expect(new Set(gtins).size).toBe(gtins.length)
    expect(new Set(plus).size).toBe(plus.length)
  })

  it.each(demoItems.map((item) => [item.itemId, item] as const))('%s is sound', (_, item) => {
    expect(itemSchema.parse(item)).toEqual(item)
    expect(priceOn(item, '2026-01-01')?.priceMinor).toBeGreaterThan(0)
    // A weighed item is found by its item number, any other by a code under the demonstration prefix.
    expect(item.soldBy === 'weight' ? item.plu?.length : item.gtins.length).toBe(item.soldBy === 'weight' ? 5 : 1)
    for (const gtin of item.gtins) {
      expect(gtin).toMatch(/^0952/)
      expect(hasCheckDigit(gtin)).toBe(true)
      expect(identify(gtin.slice(1), { source: 'scanner', ownCodes: settings.ownCodes })).toEqual({ kind: 'item', gtin })
    }
  })
})
