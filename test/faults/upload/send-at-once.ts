import { contentHash } from '../../../src/contract/chain.ts'
import { uploadAnswer, type JournalRecord } from '../../../src/contract/sync.ts'
import { writtenRecords } from './written-records.ts'
import { laneToken, type Office } from './open-office.ts'

const [journalCount, atOnce, recordCount] = [3, 6, 300]

/** Sends one upload several times in the same moment, as a line that doubles does. @returns a sentence for each journal that has it other than once */
export async function sendAtOnce({ url, database }: Office): Promise<string[]> {
  const wrong: string[] = []
  for (let index = 1; index <= journalCount; index += 1) {
    const journalId = `sent-at-once-${index}`
    const [first, ...others] = writtenRecords(journalId, recordCount)
    const send = async (records: readonly JournalRecord[]): Promise<string> => {
      const asked = { storeId: 'store-1', laneNumber: 1, batchId: `${journalId}-${records.length}`, records }
      const response = await fetch(`${url}/v1/journals/${journalId}/records`, {
        method: 'PUT', headers: { authorization: `Bearer ${laneToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ ...asked, contentHash: contentHash({ journalId, ...asked }) }),
      })
      return response.ok ? uploadAnswer.parse(await response.json()).result : `status ${response.status}`
    }
    // Of a journal that is new every upload waits for the first to enter it.
    await send(first ? [first] : [])
    const results = await Promise.all(Array.from({ length: atOnce }, () => send(others)))
    const { rows } = await database.query<{ count: number }>('select count(*)::integer as count from journal_record where journal_id = $1', [journalId])
    if (rows[0]?.count !== recordCount || results.some((result) => result !== 'accepted')) wrong.push(`of ${recordCount} records sent ${atOnce} times at once head office has ${rows[0]?.count}: ${results.join(', ')}`)
  }
  return wrong
}
