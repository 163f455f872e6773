import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import type { CouponCode } from '../../src/domain/ids.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testSale, testSettings } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

const ana = 'member-ana'

/** A lane's day: sales of Ana, each worth 10 points and one milk. */
function day(saleCount: number, change: Parameters<typeof testJournal>[0] = {}): TestJournal {
  const journal = testJournal(change)
  journal.write({ kind: 'payment-card-rejected' })
  for (let index = 1; index <= saleCount; index += 1) {
    journal.write({ kind: 'drawer-asked', reason: 'no-sale' })
    journal.write(testSale({ receiptNumber: index, memberId: ana, points: 10, items: [testItem('milk')] }))
  }
  return journal
}

async function openShop(): Promise<Crm> {
  const crm = await openTestCrm(await databases.fresh())
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.importMembers([testMember(ana)])
  return crm
}

async function booksOf(crm: Crm): Promise<{ saleCount: number; netMinor: number; pointsEarned: number; balance: number; purchaseLines: number }> {
  const { saleCount, netMinor, pointsEarned } = await crm.totals()
  const account = await crm.member(ana)
  return { saleCount, netMinor, pointsEarned, balance: account?.pointsBalance ?? 0, purchaseLines: account?.history.length ?? 0 }
}

describe('an upload', () => {
  it('brings sales, points and purchases into the books and says how far it got', async () => {
    const crm = await openShop()
    const journal = day(3)
    const answer = await crm.ingest(journal.journalId, journal.slice(1))
    expect(answer).toEqual({ result: 'accepted', acceptedThrough: 7, acceptedHash: journal.records[6]?.hash })
    expect(await booksOf(crm)).toEqual({ saleCount: 3, netMinor: 597, pointsEarned: 30, balance: 30, purchaseLines: 3 })
    expect(await crm.journal(journal.journalId)).toEqual({ journalId: journal.journalId, acceptedThrough: 7, acceptedHash: journal.records[6]?.hash, forked: false })
    expect((await crm.exceptions(10)).totalCount).toBe(0)
  })

  it('books a sale at what it came to, whatever cash rounding made of it', async () => {
    const crm = await openShop()
    const journal = testJournal()
    const sale = testSale({ memberId: ana, points: 10 })
    journal.write({ ...sale, tenders: sale.tenders.map((tender) => ({ ...tender, amountMinor: 200 })), roundingMinor: 1 })
    await crm.ingest(journal.journalId, journal.slice(1))
    expect(await booksOf(crm)).toMatchObject({ saleCount: 1, netMinor: 199 })
    expect((await crm.totals()).dueMinor).toBe(199)
    expect((await crm.exceptions(10)).totalCount).toBe(0)
  })

  it('counts nothing twice when it is sent again, in whole or in part', async () => {
    const crm = await openShop()
    const journal = day(3)
    await crm.ingest(journal.journalId, journal.slice(1, 4))
    const again = await crm.ingest(journal.journalId, journal.slice(2, 6))
    expect(again).toMatchObject({ result: 'accepted', acceptedThrough: 6 })
    expect(await crm.ingest(journal.journalId, journal.slice(1, 2))).toMatchObject({ result: 'accepted', acceptedThrough: 6 })
    await crm.ingest(journal.journalId, journal.slice(7))
    expect(await booksOf(crm)).toMatchObject({ saleCount: 3, balance: 30, purchaseLines: 3 })
  })

  it('is told what is missing when records before it have not come', async () => {
    const crm = await openShop()
    const journal = day(3)
    await crm.ingest(journal.journalId, journal.slice(1, 2))
    expect(await crm.ingest(journal.journalId, journal.slice(4))).toEqual({ result: 'gap', acceptedThrough: 2, acceptedHash: journal.records[1]?.hash, detail: 'records 3 to 3 are missing' })
    expect(await booksOf(crm)).toMatchObject({ saleCount: 0 })
  })

  it('is refused as a whole when one text was changed on the way', async () => {
    const crm = await openShop()
    const journal = day(2)
    const batch = journal.slice(1)
    const damaged = { ...batch, records: batch.records.map((record) => (record.number === 3 ? { ...record, body: record.body.replace('199', '100') } : record)) }
    expect(await crm.ingest(journal.journalId, damaged)).toEqual({ result: 'damaged', acceptedThrough: 0, detail: 'the hash of record 3 does not match its text' })
    expect(await booksOf(crm)).toMatchObject({ saleCount: 0 })
    expect(await crm.ingest(journal.journalId, batch)).toMatchObject({ result: 'accepted', acceptedThrough: 5 })
  })

  it.each([
    ['left out in the middle', (numbers: number[]) => numbers.filter((number) => number !== 3), 'record 4 follows 2'],
    ['out of order', (numbers: number[]) => numbers.toReversed(), 'record 4 follows 5'],
  ])('is refused when a record is %s', async (_what, reorder, detail) => {
    const crm = await openShop()
    const journal = day(2)
    const batch = journal.slice(1)
    const records = reorder(batch.records.map((record) => record.number)).flatMap((number) => batch.records[number - 1] ?? [])
    expect(await crm.ingest(journal.journalId, { ...batch, records })).toMatchObject({ result: 'damaged', detail })
  })

  it('that tells another story under known numbers is set aside, and the true journal goes on', async () => {
    const url = await databases.fresh()
    const crm = await openTestCrm(url)
    const journal = day(3)
    await crm.ingest(journal.journalId, journal.slice(1, 5))
    const restored = testJournal({ journalId: journal.journalId })
    for (const record of journal.records.slice(0, 3)) restored.writeText(record.body, record.at)
    restored.write(testSale({ receiptNumber: 2 }))
    restored.write(testSale({ receiptNumber: 3 }))
    expect(await crm.ingest(journal.journalId, restored.slice(1))).toMatchObject({ result: 'forked', acceptedThrough: 5, acceptedHash: journal.records[4]?.hash })
    expect(await crm.ingest(journal.journalId, restored.slice(5))).toMatchObject({ result: 'forked', acceptedThrough: 5 })
    expect(await crm.journal(journal.journalId)).toMatchObject({ forked: true })
    expect(await crm.ingest(journal.journalId, journal.slice(6))).toMatchObject({ result: 'accepted', acceptedThrough: 7 })
    expect(await crm.totals()).toMatchObject({ saleCount: 3 })
    expect((await crm.exceptions(10)).exceptions.filter((exception) => exception.kind === 'journal-forked')).toHaveLength(1)
  })

  it('that goes on from a record the CRM never saw is a fork, not a continuation', async () => {
    const crm = await openShop()
    const journal = day(1)
    await crm.ingest(journal.journalId, journal.slice(1))
    const other = day(2, { journalId: journal.journalId })
    expect(await crm.ingest(journal.journalId, other.slice(4))).toMatchObject({ result: 'forked', acceptedThrough: 3 })
  })
})

describe('exactly once', () => {
  it('holds for any slices of a journal, sent in any order, twice, and at the same moment', async () => {
    const slices = fc.array(fc.record({ from: fc.integer({ min: 1, max: 21 }), length: fc.integer({ min: 1, max: 21 }) }), { minLength: 1, maxLength: 12 })
    await fc.assert(fc.asyncProperty(slices, fc.integer({ min: 1, max: 4 }), async (sent, atOnce) => {
      const crm = await openShop()
      const journal = day(10)
      const waiting = sent.map(({ from, length }) => journal.slice(from, Math.min(21, from + length - 1)))
      while (waiting.length > 0) await Promise.all(waiting.splice(0, atOnce).map((batch) => crm.ingest(journal.journalId, batch)))
      // Whatever arrived is a beginning of the journal, and its books are those of that beginning.
      const { acceptedThrough } = await crm.journal(journal.journalId)
      const saleCount = Math.floor((acceptedThrough - 1) / 2)
      expect(await booksOf(crm)).toEqual({ saleCount: Math.max(0, saleCount), netMinor: Math.max(0, saleCount) * 199, pointsEarned: Math.max(0, saleCount) * 10, balance: Math.max(0, saleCount) * 10, purchaseLines: Math.max(0, saleCount) })
      await Promise.all([crm.ingest(journal.journalId, journal.slice(1)), crm.ingest(journal.journalId, journal.slice(1))])
      expect(await booksOf(crm)).toEqual({ saleCount: 10, netMinor: 1990, pointsEarned: 100, balance: 100, purchaseLines: 10 })
      expect((await crm.exceptions(10)).totalCount).toBe(0)
      await crm.close()
    }), { numRuns: 12, seed: 20260302 })
  })

  it('holds when many lanes upload at once through two CRMs on one database', async () => {
    const url = await databases.fresh()
    const [one, two] = [await openTestCrm(url), await openTestCrm(url)]
    await one.publish('settings', [{ key: 'store', body: testSettings }])
    await one.importMembers([testMember(ana)])
    const journals = Array.from({ length: 6 }, (_, index) => day(5, { laneNumber: index + 1 }))
    await Promise.all(journals.flatMap((journal) => [one.ingest(journal.journalId, journal.slice(1)), two.ingest(journal.journalId, journal.slice(1, 6)), two.ingest(journal.journalId, journal.slice(1))]))
    expect(await booksOf(one)).toMatchObject({ saleCount: 30, balance: 300 })
  })

  it('counts a sale once when a second journal brings it again, and tells people', async () => {
    const crm = await openShop()
    const [first, second] = [testJournal(), testJournal()]
    const sale = testSale({ memberId: ana, points: 10 })
    first.write(sale)
    second.write(sale)
    await crm.ingest(first.journalId, first.slice(1))
    expect(await crm.ingest(second.journalId, second.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 1 })
    expect(await booksOf(crm)).toMatchObject({ saleCount: 1, balance: 10 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'sale-twice', subject: sale.saleId, journalId: second.journalId }])
  })
})

describe('a record that cannot be used', () => {
  it.each([
    ['is no JSON', 'half a fact {', 'record-unreadable'],
    ['holds a NUL', 'half\0a fact', 'record-unreadable'],
    ['has no envelope', '{"kind":"sale-completed"}', 'record-unreadable'],
  ])('is stored and shown when its text %s, and the line behind it goes on', async (_what, text, kind) => {
    const crm = await openShop()
    const journal = testJournal()
    journal.writeText(text)
    journal.write(testSale({ memberId: ana, points: 10 }))
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 2 })
    expect(await booksOf(crm)).toMatchObject({ saleCount: 1, balance: 10 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind, journalId: journal.journalId, number: 1 }])
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 2 })
  })

  it('is stored and named when its kind is from a newer lane', async () => {
    const crm = await openShop()
    const journal = testJournal()
    journal.write({ kind: 'loyalty-card-gifted' })
    journal.write({ kind: 'loyalty-card-gifted' })
    journal.write(testSale())
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ acceptedThrough: 3 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'unknown-fact-kind', subject: 'loyalty-card-gifted' }])
  })

  it.each([
    ['lacks its totals', (sale: object) => ({ ...sale, priced: {} })],
    ['has a date no database can hold', (sale: object) => ({ ...sale, businessDay: '0000-01-01' })],
  ])('becomes an exception when a sale %s, and the sales around it count', async (_what, spoil) => {
    const crm = await openShop()
    const journal = testJournal()
    journal.write(testSale())
    journal.write({ kind: 'sale-completed', ...spoil(testSale()) })
    journal.write(testSale())
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 3 })
    expect(await crm.totals()).toMatchObject({ saleCount: 2 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'record-unreadable', number: 2 }])
  })

  it('comes back byte for byte, whatever letters are in it and in its neighbours', async () => {
    const crm = await openShop()
    const journal = testJournal()
    const texts = ['a\u0001b', '\u0001\u0001', '{"a":"\\"{}\\\\,NULL"}', 'NULL', '{}', '\\x01', 'e\'\\x01\'', '牛奶 \u{1f95b}', 'a\0b']
    for (const text of texts) journal.writeText(text)
    const fact = journal.write({ kind: 'odd "kind", {of} \\ NULL', saleId: 'NULL' })
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: texts.length + 1 })
    expect((await crm.journalRecords(journal.journalId, 0)).map(({ body }) => body)).toEqual([...texts, fact.body])
    expect((await crm.exceptions(20)).exceptions.find(({ kind }) => kind === 'unknown-fact-kind')).toMatchObject({ subject: 'odd "kind", {of} \\ NULL', saleId: 'NULL' })
  })

  it('is taken with whatever letters and clock a broken lane writes', async () => {
    const crm = await openShop()
    const journal = testJournal()
    journal.write({ kind: 'odd\u0000kind\ud800' }, '0000-01-01T00:00:00.000Z')
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 1 })
  })
})

describe('a clash between lanes', () => {
  const code = '9521234567890000042' as CouponCode

  it('lets both sales stand when a single-use coupon is redeemed twice, tells people and all lanes', async () => {
    const crm = await openShop()
    const journals = [testJournal({ laneNumber: 1 }), testJournal({ laneNumber: 2 })]
    for (const journal of journals) journal.write(testSale({ redeemed: [{ couponCode: code }] }))
    await Promise.all(journals.map((journal) => crm.ingest(journal.journalId, journal.slice(1))))
    expect(await crm.totals()).toMatchObject({ saleCount: 2 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'coupon-redeemed-twice', subject: code }])
    await crm.settle()
    expect((await crm.feed('coupons', 0, 10)).changes).toMatchObject([{ key: code, body: { couponCode: code } }])
  })

  it('finds the second use within one upload as well, and leaves coupons for everybody alone', async () => {
    const crm = await openShop()
    const journal = testJournal()
    for (let index = 0; index < 3; index += 1) journal.write(testSale({ redeemed: [{ couponCode: code }, { couponCode: '95212345678900' as CouponCode, singleUse: false }] }))
    await crm.ingest(journal.journalId, journal.slice(1))
    expect((await crm.exceptions(10)).exceptions.map((exception) => exception.number)).toEqual(expect.arrayContaining([2, 3]))
    expect((await crm.exceptions(10)).totalCount).toBe(2)
  })

  it('keeps the points of a member the CRM does not know until she is entered', async () => {
    const crm = await openShop()
    const journal = testJournal()
    journal.write(testSale({ memberId: 'member-new', points: 7 }))
    await crm.ingest(journal.journalId, journal.slice(1))
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'unknown-member', subject: 'member-new' }])
    await crm.importMembers([testMember('member-new')])
    expect(await crm.member('member-new')).toMatchObject({ pointsBalance: 7 })
  })
})
