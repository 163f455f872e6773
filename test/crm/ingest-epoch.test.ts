import { describe, expect, it } from 'vitest'
import { believedHash, contentHash } from '../../src/contract/chain.ts'
import type { UploadRequest } from '../../src/contract/sync.ts'
import { testJournal } from '../support/crm-journal.ts'
import { testSale } from '../support/crm-shop.ts'
import { openTestCrm } from '../support/crm.ts'
import { withCrmDatabase } from '../support/postgres.ts'

const databases = withCrmDatabase()

function twoSales(): ReturnType<typeof testJournal> {
  const journal = testJournal()
  journal.write(testSale({ saleId: 'sale-1', receiptNumber: 1 }))
  journal.write(testSale({ saleId: 'sale-2', receiptNumber: 2 }))
  return journal
}

describe('the state of the database', () => {
  it('has a name that every answer says again, with the request it belongs to', async () => {
    const crm = await openTestCrm(await databases.fresh(), { newEpoch: () => 'first' })
    const journal = twoSales()
    const request = { ...journal.slice(1), batchId: 'batch-1', epoch: 'first' }
    const hash = contentHash({ journalId: journal.journalId, ...request })
    expect(await crm.journal(journal.journalId, { askId: 'ask-1' })).toMatchObject({ askId: 'ask-1', epoch: 'first' })
    expect(await crm.ingest(journal.journalId, { ...request, contentHash: hash })).toMatchObject({ result: 'accepted', batchId: 'batch-1', contentHash: hash, epoch: 'first' })
  })

  it('keeps its name when the CRM is started again', async () => {
    const url = await databases.fresh()
    for (const name of ['first', 'second']) {
      const crm = await openTestCrm(url, { newEpoch: () => name })
      expect(await crm.journal('a journal', { askId: 'ask' })).toMatchObject({ epoch: 'first' })
      await crm.close()
    }
  })

  it('gets another when a lane was told more than is there: it was put back, and people are told once', async () => {
    const crm = await openTestCrm(await databases.fresh(), { newEpoch: countingNames() })
    const journal = twoSales()
    const { epoch = '' } = await crm.journal(journal.journalId, { askId: 'ask' })
    const believed = { epoch, acknowledged: 2 }
    const asked = await crm.journal(journal.journalId, { askId: 'ask', ...believed, believedHash: believedHash({ journalId: journal.journalId, ...believed }) })
    expect(asked.epoch).not.toBe(epoch)
    expect(await crm.ingest(journal.journalId, { ...journal.slice(1), epoch })).toMatchObject({ result: 'other-epoch', acceptedThrough: 0 })
    expect((await crm.exceptions(10)).exceptions).toMatchObject([{ kind: 'database-restored', subject: journal.journalId }])
  })

  it('is not given up for a question that was changed on the way', async () => {
    const crm = await openTestCrm(await databases.fresh(), { newEpoch: countingNames() })
    const { epoch = '' } = await crm.journal('a journal', { askId: 'ask' })
    expect(await crm.journal('a journal', { askId: 'ask', epoch, acknowledged: 9, believedHash: '0'.repeat(64) })).toMatchObject({ epoch })
    expect((await crm.exceptions(10)).totalCount).toBe(0)
  })
})

describe('an upload', () => {
  it.each<[string, (request: UploadRequest) => UploadRequest]>([
    ['the store', (request) => ({ ...request, storeId: 'store-7' })],
    ['the lane', (request) => ({ ...request, laneNumber: 7 })],
    ['the time of a record', (request) => ({ ...request, records: request.records.map((record) => ({ ...record, at: '2026-03-02T10:00:07.000Z' })) })],
  ])('is refused as a whole when %s was changed on the way', async (_what, change) => {
    const crm = await openTestCrm(await databases.fresh())
    const journal = twoSales()
    const request = { ...journal.slice(1), batchId: 'batch-1' }
    const sent = change({ ...request, contentHash: contentHash({ journalId: journal.journalId, ...request }) })
    expect(await crm.ingest(journal.journalId, sent)).toMatchObject({ result: 'damaged', acceptedThrough: 0 })
  })

  it('counts nothing twice however many years later it comes again', async () => {
    let at = '2026-03-02T12:00:00.000Z'
    const crm = await openTestCrm(await databases.fresh(), { now: () => at })
    const journal = twoSales()
    await crm.ingest(journal.journalId, journal.slice(1))
    at = '2036-03-02T12:00:00.000Z'
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toMatchObject({ result: 'accepted', acceptedThrough: 2 })
    expect(await crm.totals()).toMatchObject({ saleCount: 2 })
    expect((await crm.exceptions(10)).totalCount).toBe(0)
  })

  it('of a lane too old to name its request is taken as before', async () => {
    const crm = await openTestCrm(await databases.fresh())
    const journal = twoSales()
    expect(await crm.ingest(journal.journalId, journal.slice(1))).toEqual({ result: 'accepted', acceptedThrough: 2, acceptedHash: journal.records[1]?.hash })
  })
})

function countingNames(): () => string {
  let count = 0
  return () => `epoch-${(count += 1)}`
}
