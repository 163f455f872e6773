import { describe, expect, it, onTestFinished } from 'vitest'
import { feedMember, type StoreSettings } from '../../src/contract/feed.ts'
import type { Crm } from '../../src/crm/crm.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { testJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testSale } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { openTestLane, testSettings, type TestLane } from '../support/lane.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

const ana = 'member-ana'
const cardNumber = '0000004821'
const code = '9521234500018'
const milk = testItem('milk', { gtins: [`0${code}`], prices: [{ fromDay: '2020-01-01', priceMinor: 600 }], taxClassId: testSettings.taxClasses[0]?.taxClassId ?? testItem('any').taxClassId })
const settings: StoreSettings = {
  ...testSettings,
  earnRules: { points: 10, perMinor: 100, membershipFactors: { paid: 20_000 }, birthday: { daysBefore: 0, daysAfter: 0, factorBasisPoints: 30_000 } },
  loyalty: {
    pendingDays: 7,
    expiry: { kind: 'month-end', months: 2 },
    redeem: { points: 50, amountMinor: 100 },
    tiers: { by: 'spend', windowDays: 30, keepDays: 0, steps: [{ tier: 'member', name: { en: 'Member' }, from: 0 }, { tier: 'gold', name: { en: 'Gold' }, from: 2_000 }] },
  },
}

interface Shop {
  readonly crm: Crm
  readonly lane: TestLane
  /** Both move to a day; head office looks at lists and tiers as it does every hour. */
  goTo(day: string): Promise<void>
  /** What the lane has goes up, what head office made of it comes down. */
  sync(): Promise<void>
}

/** Head office and one lane, each with its own clock on the same day. */
async function openShop(): Promise<Shop> {
  let today = '2026-11-22'
  const crm = await openTestCrm(await databases.fresh(), { today: () => today })
  const lane = openTestLane({ settings: [{ key: 'store', body: settings }], items: [{ key: milk.itemId, body: milk }] })
  onTestFinished(() => lane.end())
  await crm.publish('settings', [{ key: 'store', body: settings }])
  await crm.importMembers([testMember(ana, { cardNumber, tier: 'member', birthDate: '1980-11-22', paidUntilDay: '2026-11-25', openingPoints: { points: 300, day: '2026-10-30' } })])
  const sync = async (): Promise<void> => {
    const { journalId } = lane.store.identity
    const records = lane.store.journal.recordsAfter(lane.store.upload.acceptedThrough(), 1000)
    if (records.length > 0) lane.store.upload.setAccepted((await crm.ingest(journalId, { storeId: settings.storeId, laneNumber: 7, records })).acceptedThrough, lane.clock.now())
    await crm.settle()
    lane.store.replica.storePage(await crm.feed('members', lane.store.replica.place('members').change, 100))
  }
  await sync()
  return {
    crm, lane, sync,
    goTo: async (day) => {
      today = day
      lane.clock.at = `${day}T15:00:00.000Z`
      await crm.issueLists()
    },
  }
}

/** One bottle for Ana, paid in part with points. */
function sell({ lane }: Shop, pointsMinor = 0): void {
  lane.scan(code)
  lane.scan(writeOwnCode('29MMMMMMMMMMC', { M: cardNumber }))
  lane.ask({ name: 'openTender' })
  if (pointsMinor > 0) expect(lane.ask({ name: 'payWithPoints', amountMinor: pointsMinor })).toMatchObject({ kind: 'ok' })
  expect(lane.ask({ name: 'takeCash', givenMinor: 600 - pointsMinor })).toMatchObject({ kind: 'ok' })
}

/** What the lane shows of Ana's points when her card is scanned. */
function shownPoints({ lane }: Shop): { balance: number | undefined; pending: number; tier: string | undefined } {
  lane.scan(writeOwnCode('29MMMMMMMMMMC', { M: cardNumber }))
  const { sale } = lane.lane.view()
  const member = sale.kind === 'open' ? sale.basket.member : undefined
  lane.ask({ name: 'voidSale' })
  return { balance: member?.pointsBalance, pending: member?.pointsPending ?? 0, tier: member?.tier }
}

async function officePoints({ crm }: Shop): Promise<ReturnType<typeof shownPoints>> {
  const account = await crm.member(ana)
  return { balance: account?.pointsBalance, pending: account?.points.pending ?? 0, tier: account?.tier }
}

describe('points at the lane and at head office', () => {
  it('are the same after every sync, whatever was spent, earned, waits or has ended meanwhile', async () => {
    const shop = await openShop()
    expect(shownPoints(shop)).toEqual({ balance: 300, pending: 0, tier: 'member' })
    sell(shop, 400)
    // Before anything has gone up: 200 spent. A third of 60 points is for money: 20, doubled by the membership, tripled by the birthday.
    expect(shownPoints(shop)).toMatchObject({ balance: 100, pending: 120 })
    await shop.sync()
    expect(await officePoints(shop)).toEqual({ balance: 100, pending: 120, tier: 'member' })
    for (const day of ['2026-11-24', '2026-11-29', '2026-12-31', '2027-01-01', '2027-02-01']) {
      await shop.goTo(day)
      expect(shownPoints(shop), day).toMatchObject(await officePoints(shop).then(({ balance, pending }) => ({ balance, pending })))
      sell(shop, day === '2026-11-29' ? 200 : 0)
      const before = shownPoints(shop)
      await shop.sync()
      expect(await officePoints(shop), day).toMatchObject({ balance: before.balance, pending: before.pending })
      expect(shownPoints(shop), day).toEqual(await officePoints(shop))
    }
  }, 60_000)

  it('a tier rises with the sale that reaches it and falls by the calendar alone', async () => {
    const shop = await openShop()
    for (let count = 0; count < 4; count += 1) sell(shop)
    await shop.sync()
    expect(shownPoints(shop).tier).toBe('gold')
    expect(await shop.crm.member(ana)).toMatchObject({ tier: 'gold', tierUntilDay: '2026-12-21' })
    await shop.goTo('2026-12-21')
    await shop.sync()
    expect(shownPoints(shop).tier).toBe('gold')
    await shop.goTo('2026-12-22')
    await shop.sync()
    expect(shownPoints(shop).tier).toBe('member')
    expect(await shop.crm.member(ana)).toMatchObject({ tier: 'member', nextTier: { tier: 'gold', by: 'spend', missing: 2_000 } })
  }, 60_000)
})

describe('a member’s account', () => {
  it('shows her points by state, read by the day and never written', async () => {
    const shop = await openShop()
    sell(shop, 400)
    await shop.sync()
    const account = async (): Promise<unknown> => {
      const read = await shop.crm.member(ana)
      return { ...read?.points, balance: read?.pointsBalance, entries: read?.ledger.map(({ reason, points }) => [reason, points]) }
    }
    const entries = [['earned', 120], ['spent', -200], ['earned', 300]]
    expect(await account()).toEqual({ pending: 120, active: 100, spent: 200, expired: 0, negative: 0, balance: 100, expiring: { untilDay: '2026-12-31', points: 100 }, entries })
    await shop.goTo('2027-01-01')
    expect(await account()).toEqual({ pending: 0, active: 120, spent: 200, expired: 100, negative: 0, balance: 120, expiring: { untilDay: '2027-01-31', points: 120 }, entries })
  })

  it('tells lanes day and month of her birthday alone, and enters points from before once', async () => {
    const { crm } = await openShop()
    await crm.importMembers([testMember(ana, { cardNumber, birthDate: '1980-11-22', openingPoints: { points: 999, day: '2026-11-01' } })])
    await crm.settle()
    const { changes } = await crm.feed('members', 0, 10)
    expect(changes.map(({ body }) => feedMember.parse(body))).toMatchObject([{ birthday: '11-22', pointsSynced: 300 }])
    expect(JSON.stringify(changes)).not.toContain('1980')
  })

  it('is the same in whatever order the lanes’ sales come up', async () => {
    const sales = [
      { lane: 1, sale: testSale({ saleId: 's1', memberId: ana, points: 80, day: '2026-11-01' }) },
      { lane: 2, sale: { ...testSale({ saleId: 's2', memberId: ana, points: 5, day: '2026-11-10' }), points: { earned: 5, spent: 350, balanceBefore: 380, balanceAfter: 30 } } },
      { lane: 3, sale: testSale({ saleId: 's3', memberId: ana, points: 40, day: '2026-11-12', items: [testItem('bread')] }) },
    ]
    const standings = []
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
      const { crm } = await openShop()
      for (const index of order) {
        const made = sales[index]
        if (!made) continue
        const journal = testJournal({ laneNumber: made.lane, journalId: `journal-${made.lane}` })
        journal.write(made.sale)
        await crm.ingest(journal.journalId, journal.slice(1))
      }
      await crm.settle()
      const account = await crm.member(ana)
      standings.push({ ...account?.points, balance: account?.pointsBalance })
    }
    expect(standings[0]).toMatchObject({ spent: 350, balance: 75 })
    expect(standings).toEqual([standings[0], standings[0], standings[0]])
  }, 60_000)
})
