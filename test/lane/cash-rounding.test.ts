import { describe, expect, test } from 'vitest'
import { storeSettings, type StoreSettings } from '../../src/contract/feed.ts'
import { showCustomer } from '../../src/lane/show-customer.ts'
import { codes, openShop, payCash, restarted, rows } from '../support/lane-shop.ts'
import { testSettings, type TestLane } from '../support/lane.ts'

const openStore = (more: Partial<StoreSettings>): TestLane => openShop({ rows: { ...rows, settings: [{ key: 'store', body: { ...testSettings, ...more } }] } })

/** A yoghurt of 1.89 and a coffee of 4.99 are 6.88. */
function atPayment(more: Partial<StoreSettings>): TestLane {
  const lane = openStore(more)
  for (const code of [codes.yoghurt, codes.coffee]) lane.scan(code)
  lane.ask({ name: 'openTender' })
  return lane
}

const saysRounding = (lane: TestLane): boolean => JSON.stringify(lane.ask({ name: 'showReceipt' })).includes('>rounding<')

describe('a lane in a store without one-cent coins', () => {
  test('rounds cash, says by how much, and gives change in coins that there are', () => {
    const lane = atPayment({ cashRounding: 'FI' })
    expect(lane.ask({ name: 'takeCash', givenMinor: 1000 })).toEqual({ kind: 'ok' })
    expect(lane.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 310, roundingMinor: 2, basket: { totals: { dueMinor: 688 } } })
    expect(saysRounding(lane)).toBe(true)
  })

  test('takes cards to the cent, and rounds only the cash beside them', () => {
    const byCard = atPayment({ cashRounding: 'FI' })
    byCard.ask({ name: 'takeCardConfirmed', amountMinor: 688 })
    expect(byCard.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 0 })
    expect(byCard.lane.view().sale).not.toHaveProperty('roundingMinor')
    expect(saysRounding(byCard)).toBe(false)

    const mixed = atPayment({ cashRounding: 'FI' })
    mixed.ask({ name: 'takeCardConfirmed', amountMinor: 500 })
    mixed.ask({ name: 'takeCash', givenMinor: 200 })
    expect(mixed.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 10, roundingMinor: 2 })
  })

  test('lets the rest go that no coin pays', () => {
    const lane = atPayment({ cashRounding: 'FI' })
    lane.ask({ name: 'takeCardConfirmed', amountMinor: 686 })
    expect(lane.ask({ name: 'takeCash', givenMinor: 0 })).toEqual({ kind: 'ok' })
    expect(lane.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 0, roundingMinor: -2, tenders: [{ tenderKind: 'card-confirmed' }] })
  })

  test('tells its screens the rule, and the customer what she would pay in cash', () => {
    const lane = atPayment({ cashRounding: 'FI' })
    expect(lane.lane.view().lane.cashRounding).toEqual({ incrementMinor: 5, ties: 'up' })
    const shown = (): readonly string[] => Object.values(showCustomer(lane.lane.view(), { language: 'en', columnCount: 20 }))
    expect(shown()).toEqual(['TOTAL           6.88', 'In cash         6.90'])
    lane.ask({ name: 'takeCardConfirmed', amountMinor: 88 })
    expect(shown()).toEqual(['TOTAL           6.88', 'To pay          6.00'])
  })

  test('keeps the rounding in the journal, over a restart', () => {
    const lane = atPayment({ cashRounding: 'FI' })
    lane.ask({ name: 'takeCash', givenMinor: 690 })
    expect(restarted(lane).store.journal.completedSale()?.fact.roundingMinor).toBe(2)
  })
})

test('a lane takes cash to the cent where its store says nothing of rounding', () => {
  const lane = atPayment({})
  expect(lane.lane.view().lane).not.toHaveProperty('cashRounding')
  lane.ask({ name: 'takeCash', givenMinor: 1000 })
  expect(lane.lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 312 })
})

// 378 × 6 / 106 is 21.40; 189 × 6 / 106 is 10.70, twice.
test.each([['receipt', 357, 21], ['line', 356, 22]] as const)('tax is rounded per %s where the store has set it so', (taxRounding, netMinor, taxMinor) => {
  const lane = openStore({ taxRounding })
  for (const code of [codes.yoghurt, codes.yoghurt]) lane.scan(code)
  payCash(lane, 378)
  expect(lane.store.journal.completedSale()?.fact.priced.tax).toMatchObject([{ netMinor, taxMinor }])
})

describe('the settings’ door', () => {
  test.each([
    ['a country', { cashRounding: 'NZ' }, true],
    ['a rule of the store’s own', { cashRounding: { incrementMinor: 10, ties: 'up' } }, true],
    ['a country nobody knows the rule of', { cashRounding: 'XX' }, false],
    ['steps of nothing', { cashRounding: { incrementMinor: 0, ties: 'up' } }, false],
    ['half a cent', { cashRounding: { incrementMinor: 2.5, ties: 'up' } }, false],
    ['tax by line', { taxRounding: 'line' }, true],
    ['tax by item', { taxRounding: 'item' }, false],
  ])('%s', (_what, more, isTaken) => {
    expect(storeSettings.safeParse({ ...testSettings, ...more }).success).toBe(isTaken)
  })
})
