import { contentHash } from '../../../src/contract/chain.ts'
import { uploadAnswer, type UploadRequest } from '../../../src/contract/sync.ts'
import { laneToken, type Office } from './open-office.ts'
import { writtenRecords } from './written-records.ts'

const journalId = 'altered-on-the-way'

/** Sends what a lane wrote with one thing changed on the way. Head office may take none of it; @returns a sentence for each that it took */
export async function sendAltered({ url }: Office): Promise<string[]> {
  const records = writtenRecords(journalId, 1)
  const asked = { storeId: 'store-1', laneNumber: 1, batchId: 'altered', records }
  const request: UploadRequest = { ...asked, contentHash: contentHash({ journalId, ...asked }) }
  const altered: readonly (readonly [string, UploadRequest])[] = [
    ['a text is not what the lane wrote', { ...request, records: records.map((record) => ({ ...record, body: record.body.replace('c1', 'c2') })) }],
    ['the lane is another in the books of head office', { ...request, laneNumber: 2 }],
    ['the time is another in the books of head office', { ...request, records: records.map((record) => ({ ...record, at: '2020-01-01T00:00:00.000Z' })) }],
  ]
  const taken: string[] = []
  for (const [what, body] of altered) {
    const response = await fetch(`${url}/v1/journals/${journalId}/records`, { method: 'PUT', headers: { authorization: `Bearer ${laneToken}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const { result } = uploadAnswer.parse(await response.json())
    if (result !== 'damaged') taken.push(`an upload changed on the way is ${result}: ${what}`)
  }
  return taken
}
