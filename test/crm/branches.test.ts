import { describe, expect, it } from 'vitest'
import { contentHash } from '../../src/contract/chain.ts'
import type { UploadRequest } from '../../src/contract/sync.ts'
import { openJournals } from '../../src/crm/store/allowance-rows.ts'
import { testJournal, type TestJournal } from '../support/crm-journal.ts'
import { testItem, testMember, testSale, testSettings } from '../support/crm-shop.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()
const ana = 'member-ana'
const branchId = 'journal-branch'

const sell = (journal: TestJournal, receiptNumber: number): void => void journal.write(testSale({ receiptNumber, memberId: ana, points: 10, items: [testItem('milk')] }))

async function openShop(url?: string) {
  const crm = await openTestCrm(url ?? (await databases.fresh()))
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.importMembers([testMember(ana)])
  return { crm }
}

/** Receipts 1 and 2 before the copy of the disk; the lost branch gave 3 and 4, the old disk 3, 4 and 5 until it knew. */
function forkedLane() {
  const lost = testJournal()
  const kept = testJournal({ journalId: lost.journalId })
  for (const receipt of [1, 2]) sell(lost, receipt)
  for (const record of lost.records) kept.records.push(record)
  for (const receipt of [3, 4]) sell(lost, receipt)
  for (const receipt of [3, 4, 5]) sell(kept, receipt)
  const afterHash = lost.records[1]?.hash ?? ''
  kept.write({ kind: 'journal-branched', journalId: branchId, ancestorId: lost.journalId, afterNumber: 2, afterHash, branchedAt: '2026-03-02T11:00:00.000Z' })
  const branch = { ancestorId: lost.journalId, afterNumber: 2, afterHash, names: [lost.journalId] }
  const upload = (from: number, until?: number): UploadRequest => ({ ...kept.slice(from, until), branch })
  return { lost, kept, branch, upload }
}

describe('a journal that branches off another', () => {
  it('brings what either branch sold into the books once, and tells people of every receipt number given twice', async () => {
    const { crm } = await openShop()
    const { lost, kept, upload } = forkedLane()
    await crm.ingest(lost.journalId, lost.slice(1))
    expect(await crm.ingest(lost.journalId, kept.slice(1))).toMatchObject({ result: 'forked' })
    for (const [from, until] of [[3, 4], [3, 5], [4, 6], [3, 6]] as const) expect(await crm.ingest(branchId, upload(from, until))).toMatchObject({ result: 'accepted' })
    expect(await crm.journal(branchId)).toMatchObject({ acceptedThrough: 6, acceptedHash: kept.records[5]?.hash, forked: false })
    expect(await crm.totals()).toMatchObject({ saleCount: 7, pointsEarned: 70 })
    expect((await crm.member(ana))?.pointsBalance).toBe(70)
    const told = (await crm.exceptions(10)).exceptions.map(({ kind, subject }) => `${kind} ${subject}`).sort()
    expect(told).toEqual([`journal-forked ${lost.journalId}`, 'receipt-number-twice 3', 'receipt-number-twice 4'])
    await crm.rebuild()
    expect(await crm.totals()).toMatchObject({ saleCount: 7, pointsEarned: 70 })
  })

  it('is given back whole, as one chain from its first record', async () => {
    const { crm } = await openShop()
    const { lost, kept, upload } = forkedLane()
    await crm.ingest(lost.journalId, lost.slice(1))
    await crm.ingest(branchId, upload(3))
    const read = []
    for (let page = await crm.journalRecords(branchId, 0); page.length > 0; page = await crm.journalRecords(branchId, read.length)) read.push(...page)
    expect(read).toEqual(kept.records)
    expect(await crm.journalRecords(branchId, 6)).toEqual([])
  })

  it('is the one its lane writes now, so it gets the allowances', async () => {
    const url = await databases.fresh()
    const { crm } = await openShop(url)
    const { lost, upload } = forkedLane()
    await crm.ingest(lost.journalId, lost.slice(1))
    await crm.ingest(branchId, upload(3))
    const database = await openDatabase(url, (error) => { throw error })
    expect(await openJournals(database)).toEqual([branchId])
    await database.close()
  })

  it('waits for its ancestor where the database was restored, and is refused where that says something else', async () => {
    const { crm } = await openShop()
    const { lost, upload } = forkedLane()
    await crm.ingest(lost.journalId, lost.slice(1, 1))
    expect(await crm.ingest(branchId, upload(3))).toMatchObject({ result: 'gap', acceptedThrough: 0 })
    const other = testJournal({ journalId: lost.journalId })
    for (const record of lost.records.slice(0, 1)) other.records.push(record)
    sell(other, 2)
    await crm.ingest(lost.journalId, other.slice(2))
    expect(await crm.ingest(branchId, upload(3))).toMatchObject({ result: 'forked', acceptedThrough: 0 })
    expect(await crm.totals()).toMatchObject({ saleCount: 2 })
  })

  it('begins at its first record where nothing is common', async () => {
    const { crm } = await openShop()
    const [one, other] = [testJournal(), testJournal()]
    for (const journal of [one, other]) sell(journal, 1)
    await crm.ingest(one.journalId, one.slice(1))
    const branch = { ancestorId: one.journalId, afterNumber: 0, afterHash: '0'.repeat(64), names: [other.journalId] }
    expect(await crm.ingest(branchId, { ...other.slice(1), branch })).toMatchObject({ result: 'accepted', acceptedThrough: 1 })
    expect(await crm.journalRecords(branchId, 0)).toEqual(other.records)
  })

  it('whose place was changed on the way is not taken', async () => {
    const { crm } = await openShop()
    const { lost, upload } = forkedLane()
    await crm.ingest(lost.journalId, lost.slice(1))
    const request = { ...upload(3), batchId: 'batch-1' }
    const hashed = { ...request, contentHash: contentHash({ journalId: branchId, ...request }) }
    expect(await crm.ingest(branchId, { ...hashed, branch: { ...request.branch, ancestorId: 'another', afterNumber: 2, afterHash: '', names: [] } })).toMatchObject({ result: 'damaged' })
    expect(await crm.ingest(branchId, hashed)).toMatchObject({ result: 'accepted' })
  })
})
