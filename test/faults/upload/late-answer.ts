import { join } from 'node:path'
import type { UploadAnswer } from '../../../src/contract/sync.ts'
import type { CommandId } from '../../../src/domain/ids.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { CrmTrouble, type CrmClient } from '../../../src/lane/sync/crm-client.ts'
import { uploadNext } from '../../../src/lane/sync/upload.ts'
import { standingClock } from '../../support/lane.ts'
import { quietFeed } from '../../support/played-feed.ts'

/** The third upload of a lane gets the answer to its first, which was held up on the way. @returns what it made of that, if anything */
export async function answerLate(folder: string): Promise<string[]> {
  const store = openLaneStore({ dataDir: join(folder, 'late-answer'), lane: { storeId: 'demo', laneNumber: 1 } })
  const clock = standingClock()
  const given: UploadAnswer[] = []
  const crm: CrmClient = {
    status: (journalId) => Promise.resolve({ journalId, acceptedThrough: 0, forked: false }),
    upload(_, { records, batchId, contentHash }) {
      const last = records.at(-1)
      given.push({ result: 'accepted', acceptedThrough: last?.number ?? 0, ...(last ? { acceptedHash: last.hash } : {}), batchId, contentHash })
      const [first = given.at(-1)] = given
      return Promise.resolve((given.length < 3 ? given.at(-1) : first) as UploadAnswer)
    },
    feed: quietFeed(),
  }
  try {
    for (let count = 1; count <= 3; count += 1) {
      store.journal.append({ commandId: `command-${count}` as CommandId, at: clock.now(), facts: [{ kind: 'payment-card-rejected' }] })
      await uploadNext({ store, crm, clock })
    }
    return [store.upload.acceptedThrough() < 2 ? 'the cursor went back by an answer to an earlier request' : 'an answer to an earlier request was taken']
  } catch (error) {
    if (error instanceof CrmTrouble) return []
    throw error
  } finally {
    store.close()
  }
}
