import { beforeEach, describe, expect, it } from 'vitest'
import type { Crm } from '../../../src/crm/crm.ts'
import { forgetVersions } from '../../../src/crm/store/feed-versions.ts'
import { openDatabase } from '../../../src/crm/store/open-database.ts'
import type { ItemId, OfferId, TaxClassId } from '../../../src/domain/ids.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import type { SaleCompleted } from '../../../src/domain/sale/facts.ts'
import { testJournal } from '../../support/crm-journal.ts'
import { openOfficeLane } from '../../support/crm-lane.ts'
import { testMember, testOffer, testSale } from '../../support/crm-shop.ts'
import { openTestCrm } from '../../support/crm.ts'
import { testSettings } from '../../support/lane.ts'
import { card } from '../../support/lane-shop.ts'
import { withCrmDatabase } from '../../support/postgres.ts'
import { anItem } from '../../support/sale.ts'

const databases = withCrmDatabase()

const codes = { tea: '9521234500018', rice: '9521234500025' }
const tea = anItem({ itemId: 'tea' as ItemId, gtins: [`0${codes.tea}`], categoryId: 'tea', priceMinor: 450, taxClassId: 'a' as TaxClassId })
const rice = anItem({ itemId: 'rice' as ItemId, gtins: [`0${codes.rice}`], categoryId: 'rice', priceMinor: 199 })
const ofTea: Offer['condition'] = { kind: 'quantity', set: { itemIds: ['tea' as ItemId] }, unitCount: 1 }
const teaDeal = testOffer('tea-deal', { condition: ofTea, reward: { kind: 'percent-off', basisPoints: 1000 } })
const forMembers = testOffer('for-members', { activation: { kind: 'member' }, condition: { kind: 'basket', spendMinor: 100 }, reward: { kind: 'bonus-points', points: 7 }, stackingGroup: 'points' })
const cardNumber = '0000004821'

let url: string
let crm: Crm
beforeEach(async () => {
  url = await databases.fresh()
  crm = await openTestCrm(url)
  await publish('settings', [{ key: 'store', body: testSettings }])
  await publish('items', [tea, rice].map((body) => ({ key: body.itemId, body })))
  await offer(teaDeal)
  await offer(forMembers)
  await crm.importMembers([testMember('ana', { cardNumber })])
  await crm.settle()
})

async function publish(topic: 'settings' | 'items' | 'offers', rows: readonly { key: string; body: unknown }[]): Promise<void> {
  await crm.publish(topic, rows)
}

const offer = (body: Offer): Promise<void> => publish('offers', [{ key: body.offerId, body }])

async function report(): Promise<{ checked: number; agreed: number; different: number; notCheckable: number; reasons: Record<string, number>; details: string[] }> {
  await crm.settle()
  const { checked, agreed, different, notCheckable, reasons, waiting } = await crm.pricing()
  expect(waiting).toBe(0)
  const { exceptions } = await crm.exceptions(100)
  return { checked, agreed, different, notCheckable, reasons, details: exceptions.filter(({ kind }) => kind === 'priced-differently').map(({ detail }) => detail) }
}

const allAgreed = (agreed: number): object => ({ checked: agreed, agreed, different: 0, notCheckable: 0, reasons: {}, details: [] })

/** A sale of the lane as it arrives with one thing in it changed; the hashes are right, as if the lane had meant it. */
async function sendChanged(sale: SaleCompleted, change: (sale: SaleCompleted) => object): Promise<void> {
  const journal = testJournal({ storeId: 'test-store' })
  journal.write({ ...sale, ...change(sale) })
  expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted' })
}

describe('a sale priced again by head office', () => {
  it('agrees with its lane in everything: offers, tax, points, a member and her card', async () => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea, codes.rice, card(cardNumber), codes.tea)
    const sale = lane.pay()
    expect(sale).toMatchObject({ pricedWith: { time: { day: '2026-03-02', weekday: 1, minuteOfDay: 720 }, edition: { settingsChange: 1, itemsChange: 2, offersChange: 2 }, member: { tier: 'member' } }, points: { earned: 17 } })
    await lane.upload()
    expect(await report()).toEqual(allAgreed(1))
  })

  it('is priced with the offers of its own day, however late it comes and however often they changed since', async () => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea)
    lane.pay()
    await offer({ ...teaDeal, reward: { kind: 'percent-off', basisPoints: 5000 } })
    lane.scan(codes.tea)
    const behind = lane.pay()
    await lane.download()
    lane.scan(codes.tea)
    const current = lane.pay()
    await publish('offers', [{ key: 'tea-deal', body: null }])
    await publish('settings', [{ key: 'store', body: { ...testSettings, taxClasses: testSettings.taxClasses.map((each) => ({ ...each, rateBasisPoints: 100 })) } }])
    await publish('items', [{ key: 'tea', body: { ...tea, prices: [{ fromDay: '2020-01-01', priceMinor: 999 }] } }])
    expect([behind, current].map(({ priced }) => priced.totals.discountMinor)).toEqual([45, 225])
    await lane.upload()
    expect(await report()).toEqual(allAgreed(3))
  })

  it('is looked at once, whoever sends it again and whichever process looks', async () => {
    const other = await openTestCrm(url)
    const lane = await openOfficeLane(crm)
    for (let count = 0; count < 60; count += 1) {
      lane.scan(codes.tea)
      lane.pay()
    }
    await lane.upload()
    const records = lane.store.journal.recordsAfter(0, 1000)
    await Promise.all([crm, other].map((each) => each.ingest(lane.store.identity.journalId, { storeId: 'test-store', laneNumber: 1, records })))
    await Promise.all([crm.settle(), other.settle()])
    expect(await report()).toEqual(allAgreed(60))
  })

  it('agrees with a lane that does not know an offer of this edition yet and leaves it out', async () => {
    const lane = await openOfficeLane(crm)
    lane.store.replica.storePage({ topic: 'offers', changes: [{ change: 1, key: 'tea-deal', body: { ...teaDeal, reward: { kind: 'lottery-ticket' } } }], next: 2, complete: true })
    lane.lane.shopChanged()
    lane.scan(codes.tea)
    expect(lane.pay()).toMatchObject({ priced: { totals: { discountMinor: 0 } }, pricedWith: { edition: { unknownOfferIds: ['tea-deal'] } } })
    await lane.upload()
    expect(await report()).toEqual(allAgreed(1))
  })

  it('waits in the database while head office is closed', async () => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea)
    lane.pay()
    await lane.upload()
    await crm.close()
    crm = await openTestCrm(url)
    expect(await report()).toEqual(allAgreed(1))
  })
})

describe('what head office does not agree with is told to people, and the sale stands', () => {
  it('an offer that gives another reward here', async () => {
    const lane = await openOfficeLane(crm)
    lane.store.replica.storePage({ topic: 'offers', changes: [{ change: 1, key: 'tea-deal', body: { ...teaDeal, reward: { kind: 'percent-off', basisPoints: 4000 } } }], next: 2, complete: true })
    lane.lane.shopChanged()
    lane.scan(codes.tea)
    lane.pay()
    await lane.upload()
    const { details, ...counts } = await report()
    expect(counts).toEqual({ checked: 1, agreed: 0, different: 1, notCheckable: 0, reasons: {} })
    expect(details[0]).toMatch(/^due 270 at the lane, 405 by head office; offers of edition 2: [0-9a-f]{16} at the lane, .*offer tea-deal: 180 and 0 points at the lane, 45 and 0 points by head office/)
    expect(await crm.totals()).toMatchObject({ saleCount: 1, dueMinor: 270 })
  })

  const tampered: readonly (readonly [what: string, change: (sale: SaleCompleted) => object, says: RegExp])[] = [
    ['a total', ({ priced }) => ({ priced: { ...priced, totals: { ...priced.totals, dueMinor: 1 } } }), /^due 1 at the lane, 604 by head office$/],
    ['a discount and all that follows from it', ({ priced }) => ({ priced: { ...priced, lines: priced.lines.map((line) => ({ ...line, discountMinor: 100, netMinor: line.grossMinor - 100 })) } }), /line 1 discount: 100 at the lane, 45 by head office/],
    ['the price of a line', ({ lines }) => ({ lines: lines.map((line) => ({ ...line, grossMinor: 10 })) }), /price of line 1: 10 at the lane, 450 by head office/],
    ['the price of a line and of its item', ({ lines }) => ({ lines: lines.map((line) => ({ ...line, grossMinor: 10, item: { ...line.item, unitPriceMinor: 10 } })) }), /item of line 1: tea at 10, tax a, .* at the lane, tea at 450, tax a/],
    ['a tax class', ({ lines }) => ({ lines: lines.map((line) => ({ ...line, item: { ...line.item, taxClassId: 'b' } })) }), /item of line 1: tea at 450, tax b.*tax a: 76 on 329 \(2300 included\) at the lane, nothing by head office/],
    ['a tax class that does not exist', ({ lines }) => ({ lines: lines.map((line) => ({ ...line, item: { ...line.item, taxClassId: 'none' } })) }), /head office cannot price it; pricing: due 604 at the lane, no tax class none by head office/],
    ['the tax alone', ({ priced }) => ({ priced: { ...priced, tax: [] } }), /tax a: nothing at the lane, 76 on 329/],
    ['points', ({ priced }) => ({ priced: { ...priced, pointsEarned: 500 } }), /points: 500 at the lane, 13 by head office/],
    ['points booked', ({ points }) => ({ points: { ...points, earned: 500 } }), /points booked: 500 at the lane, 13 by head office/],
    ['points spent', ({ points }) => ({ points: { ...points, spent: 40 } }), /points spent: 40 at the lane, 0 by head office/],
    ['money taken', () => ({ tenders: [] }), /paid: 0 at the lane, 604 by head office/],
    ['a redeemed coupon', () => ({ redeemed: [{ couponCode: '95212345000010001', offerId: 'tea-deal', amountMinor: 45, singleUse: true }] }), /coupon 95212345000010001: 45 by tea-deal, single use at the lane, nothing by head office/],
    ['a tier she never had, for its offers', ({ priced }) => ({ priced: { ...priced, outcomes: [...priced.outcomes, { ...priced.outcomes[0], offerId: 'gold', armedBy: 'tier', state: { kind: 'applied', amountMinor: 5, points: 0, lineIds: [] } }] } }), /offer gold: 5 and 0 points at the lane, nothing by head office/],
  ]
  it('whatever was changed in it on the way, with the hashes put right', async () => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea, codes.rice, card(cardNumber))
    const sale = lane.pay()
    const told: (readonly [string, string | undefined])[] = []
    for (const [what, change] of tampered) {
      const seen = new Set((await report()).details)
      await sendChanged({ ...sale, saleId: crypto.randomUUID() as SaleCompleted['saleId'] }, change)
      told.push([what, (await report()).details.find((detail) => !seen.has(detail))])
    }
    expect(told).toEqual(tampered.map(([what, , says]) => [what, expect.stringMatching(says)]))
  })

  it('a reward of an offer with limits, where the lane does not say what they had left', async () => {
    await offer(testOffer('once', { activation: { kind: 'member' }, condition: ofTea, reward: { kind: 'amount-off', amountMinor: 30, per: 'once' }, limits: { perMember: 1 }, stackingGroup: 'other' }))
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea, card(cardNumber))
    const sale = lane.pay()
    expect(sale.redeemed).toEqual([])
    await lane.upload()
    expect(await report()).toEqual(allAgreed(1))
    await sendChanged({ ...sale, saleId: 'silent' as SaleCompleted['saleId'] }, ({ priced }) => ({ priced: { ...priced, outcomes: priced.outcomes.map(({ remaining: _left, ...outcome }) => outcome) } }))
    expect((await report()).details).toEqual([expect.stringContaining('offer once: 30 and 0 points at the lane, nothing by head office')])
  })

  it('an offer that was never on the list the lane names, and one that was', async () => {
    const onList = testOffer('on-list', { activation: { kind: 'list' }, condition: ofTea, reward: { kind: 'amount-off', amountMinor: 60, per: 'once' } })
    await offer(onList)
    await crm.importPurchases(['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02'].map((day) => ({ memberId: testMember('ana').memberId, purchaseId: day, day, lines: [{ itemId: tea.itemId, unitCount: 1, netMinor: 450 }] })))
    await crm.settle()
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea, card(cardNumber))
    const sale = lane.pay()
    expect(sale.priced.outcomes).toContainEqual(expect.objectContaining({ offerId: 'on-list', armedBy: 'list', state: expect.objectContaining({ kind: 'applied' }) }))
    await lane.upload()
    expect(await report()).toEqual(allAgreed(1))
    await sendChanged({ ...sale, saleId: 'other' as SaleCompleted['saleId'] }, ({ list }) => ({ list: { ...list, listId: 'list-of-nobody' } }))
    expect((await report()).details).toEqual([expect.stringContaining('offer on-list: 60 and 0 points at the lane, nothing by head office')])
  })
})

describe('a sale that cannot be checked is counted as such, with the reason', () => {
  it('when its lane did not say what it priced with', async () => {
    const journal = testJournal({ storeId: 'test-store' })
    journal.write(testSale())
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await report()).toEqual({ checked: 0, agreed: 0, different: 0, notCheckable: 1, reasons: { 'older-lane': 1 }, details: [] })
  })

  it.each([
    ['is beyond what was ever published', { offersChange: 99 }],
    ['of the settings is', { settingsChange: 99 }],
  ])('when the edition %s', async (_what, change) => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea)
    await sendChanged(lane.pay(), ({ pricedWith }) => ({ pricedWith: { ...pricedWith, edition: { ...pricedWith?.edition, ...change } } }))
    expect(await report()).toEqual({ checked: 0, agreed: 0, different: 0, notCheckable: 1, reasons: { 'edition-unknown': 1 }, details: [] })
  })

  it('when the edition was replaced so long ago that it is gone; the one after it is still whole', async () => {
    const lane = await openOfficeLane(crm)
    lane.scan(codes.tea)
    lane.pay()
    await offer({ ...teaDeal, reward: { kind: 'percent-off', basisPoints: 2000 } })
    await lane.download()
    lane.scan(codes.tea)
    lane.pay()
    const database = await openDatabase(url, () => undefined)
    await forgetVersions(database, '2000-01-01T00:00:00.000Z')
    await forgetVersions(database, '2100-01-01T00:00:00.000Z')
    await database.close()
    await lane.upload()
    expect(await report()).toEqual({ checked: 1, agreed: 1, different: 0, notCheckable: 1, reasons: { 'edition-gone': 1 }, details: [] })
  })
})

it('keeps what was published before: an id that comes again is another offer', async () => {
  const lane = await openOfficeLane(crm)
  await publish('offers', [{ key: 'tea-deal', body: null }])
  await lane.download()
  lane.scan(codes.tea)
  expect(lane.pay().priced.totals.discountMinor).toBe(0)
  await offer(testOffer('tea-deal', { offerId: 'tea-deal' as OfferId, condition: ofTea, reward: { kind: 'fixed-price', unitCount: 1, priceMinor: 300 } }))
  await lane.download()
  lane.scan(codes.tea)
  expect(lane.pay().priced.totals.discountMinor).toBe(150)
  await lane.upload()
  expect(await report()).toEqual(allAgreed(2))
})
