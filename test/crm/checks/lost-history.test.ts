import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm } from '../../../src/crm/crm.ts'
import type { ItemId, OfferId, TaxClassId } from '../../../src/domain/ids.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import type { SaleCompleted } from '../../../src/domain/sale/facts.ts'
import { testJournal } from '../../support/crm-journal.ts'
import { openOfficeLane } from '../../support/crm-lane.ts'
import { testMember, testOffer } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { testSettings } from '../../support/lane.ts'
import { card } from '../../support/lane-shop.ts'
import { withCrmDatabase } from '../../support/postgres.ts'
import { anItem } from '../../support/sale.ts'

const databases = withCrmDatabase()
const teaCode = '9521234500018'
const tea = anItem({ itemId: 'tea' as ItemId, gtins: [`0${teaCode}`], categoryId: 'tea', priceMinor: 450, taxClassId: 'a' as TaxClassId })
const cardNumber = '0000004821'
const ofTea: Offer['condition'] = { kind: 'quantity', set: { itemIds: ['tea' as ItemId] }, unitCount: 1 }
const deal = (basisPoints: number): Offer => testOffer('tea-deal', { condition: ofTea, reward: { kind: 'percent-off', basisPoints } })

/** Head office before it broke, and after its backup was put back: what both have published up to then is the same. */
let [lost, restored]: Crm[] = []
beforeEach(async () => {
  [lost, restored] = await Promise.all([0, 1].map(async () => openTestCrm(await databases.fresh())))
  for (const crm of offices()) {
    await crm.publish('settings', [{ key: 'store', body: testSettings }])
    await crm.publish('items', [{ key: 'tea', body: tea }])
    await crm.publish('offers', [{ key: 'tea-deal', body: deal(1000) }])
    await crm.importMembers([testMember('ana', { cardNumber })])
    await crm.settle()
  }
})
function offices(): [Crm, Crm] {
  if (!lost || !restored) throw new Error('there is no head office')
  return [lost, restored]
}

async function report(crm: Crm): Promise<object> {
  await crm.settle()
  const { agreed, different, notCheckable, reasons } = await crm.pricing()
  const { exceptions } = await crm.exceptions(100)
  return { agreed, different, notCheckable, reasons, told: exceptions.map(({ kind, saleId }) => ({ kind, saleId })) }
}

async function send(crm: Crm, sales: readonly SaleCompleted[]): Promise<void> {
  const journal = testJournal({ storeId: 'test-store' })
  for (const sale of sales) journal.write(sale)
  await crm.ingest(journal.journalId, journal.slice(1))
}

describe('a sale priced by what head office lost when its backup was put back', () => {
  it('cannot be checked, which is told once; no lane is accused, though the same numbers say something else now', async () => {
    const [before, after] = offices()
    const lane = await openOfficeLane(before)
    lane.scan(teaCode)
    const common = lane.pay()
    await before.publish('offers', [{ key: 'tea-deal', body: deal(2000) }])
    await after.publish('offers', [{ key: 'tea-deal', body: deal(5000) }])
    await lane.download()
    const [first, second] = [0, 1].map(() => {
      lane.scan(teaCode)
      return lane.pay()
    })
    if (!first || !second) throw new Error('nothing was sold')
    expect(first.pricedWith?.edition.offersChange).toBe(2)
    await send(after, [common, first, second])
    expect(await report(after)).toEqual({ agreed: 1, different: 0, notCheckable: 2, reasons: { 'edition-unknown': 2 }, told: [{ kind: 'edition-unknown', saleId: first.saleId }] })
    await send(before, [common, first, second])
    expect(await report(before)).toMatchObject({ agreed: 3, notCheckable: 0, told: [] })
  })

  it.each(['settings', 'items'] as const)('cannot be checked where it was the %s', async (topic) => {
    const [before, after] = offices()
    const news = (points: number) => ({ settings: { key: 'store', body: { ...testSettings, earnRules: { points, perMinor: 100 } } }, items: { key: 'tea', body: { ...tea, prices: [{ fromDay: '2020-01-01', priceMinor: 99 + points }] } } })
    for (const [index, crm] of [before, after].entries()) await crm.publish(topic, [news(3 + index)[topic]])
    const lane = await openOfficeLane(before)
    lane.scan(teaCode, card(cardNumber))
    await send(after, [lane.pay()])
    expect(await report(after)).toMatchObject({ different: 0, reasons: { 'edition-unknown': 1 } })
  })

  it('cannot be checked where an item was it, whose price came and went again between two books of offers', async () => {
    const [before, after] = offices()
    const lane = await openOfficeLane(before)
    lane.scan(teaCode)
    const { pricedWith: atOpening } = lane.pay()
    await before.publish('items', [{ key: 'tea', body: { ...tea, prices: [{ fromDay: '2020-01-01', priceMinor: 103 }] } }])
    await lane.download()
    lane.scan(teaCode)
    await before.publish('items', [{ key: 'tea', body: tea }])
    await lane.download()
    lane.scan(teaCode)
    const { pricedWith, ...paid } = lane.pay()
    expect(paid.lines.map(({ grossMinor }) => grossMinor)).toEqual([103, 450])
    expect(pricedWith?.itemsAt?.map(({ change }) => change)).toEqual([2, 3])
    if (!pricedWith || !atOpening) throw new Error('the sale does not say what it was priced with')
    // A lane's book of offers is older than its items: it names the place at which it was made.
    const sale = { ...paid, pricedWith: { ...pricedWith, edition: atOpening.edition } }
    // What it has published since bears the numbers of what it lost.
    await after.publish('items', [1, 2].map((index) => ({ key: `milk-${index}`, body: { ...tea, itemId: `milk-${index}`, gtins: [] } })))
    await send(after, [sale])
    expect(await report(after)).toMatchObject({ different: 0, reasons: { 'edition-unknown': 1 } })
    await send(before, [sale])
    expect(await report(before)).toMatchObject({ agreed: 1, different: 0 })
  })

  it('cannot be checked where it was what had been told of the member: a tier, which arms an offer', async () => {
    const [before, after] = offices()
    for (const crm of [before, after]) await crm.publish('offers', [{ key: 'gold', body: testOffer('gold', { offerId: 'gold' as OfferId, activation: { kind: 'tier', tiers: ['gold'] }, condition: ofTea, reward: { kind: 'amount-off', amountMinor: 50, per: 'once' }, stackingGroup: 'gold' }) }])
    await before.importMembers([testMember('ana', { cardNumber, tier: 'gold' })])
    await before.settle()
    const lane = await openOfficeLane(before)
    lane.scan(teaCode)
    const alone = lane.pay()
    lane.scan(teaCode, card(cardNumber))
    const hers = lane.pay()
    expect([alone, hers].map(({ priced }) => priced.totals.discountMinor)).toEqual([45, 95])
    await send(after, [alone, hers])
    expect(await report(after)).toMatchObject({ agreed: 1, different: 0, reasons: { 'edition-unknown': 1 } })
  })

  it('is checked by the numbers alone where its lane is older and names no history', async () => {
    const [before, after] = offices()
    const lane = await openOfficeLane(before)
    lane.scan(teaCode, card(cardNumber))
    const { pricedWith, ...sale } = lane.pay()
    if (!pricedWith) throw new Error('the sale does not say what it was priced with')
    const { edition: { marks: _marks, ...edition }, toldAt: _toldAt, itemsAt: _itemsAt, ...older } = pricedWith
    await send(after, [{ ...sale, pricedWith: { ...older, edition } }])
    expect(await report(after)).toMatchObject({ agreed: 1, notCheckable: 0 })
  })
})
