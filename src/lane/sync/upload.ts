import type { LaneStore } from '../store/open-lane-store.ts'
import type { Clock } from '../real-clock.ts'
import { CrmTrouble, type CrmClient } from './crm-client.ts'

/** Records in one request. */
const batchSize = 400

export type UploadResult = 'drained' | 'moved' | 'forked'

/**
 * Sends the next batch behind the cursor and takes the CRM's word for how far it has got.
 * The cursor may move back: a CRM restored from an older backup is filled again.
 * @throws CrmTrouble when there is no usable answer; nothing has changed then
 */
export async function uploadNext({ store, crm, clock }: { readonly store: LaneStore; readonly crm: CrmClient; readonly clock: Clock }): Promise<UploadResult> {
  const { journal, upload, identity } = store
  const from = upload.acceptedThrough()
  const records = journal.recordsAfter(from, batchSize)
  if (records.length === 0) return 'drained'
  const answer = await crm.upload(identity.journalId, { storeId: identity.storeId, laneNumber: identity.laneNumber, records })
  if (answer.result === 'forked') return 'forked'
  if (answer.result === 'damaged') throw new CrmTrouble('bad-answer', `The CRM found a damaged record: ${answer.detail ?? ''}. It is sent again.`)
  upload.setAccepted(Math.min(answer.acceptedThrough, journal.lastNumber()), clock.now())
  return 'moved'
}

/** Asks how far the CRM has got, before the first upload: its answer counts, not our memory. */
export async function shakeHands({ store, crm, clock }: { readonly store: LaneStore; readonly crm: CrmClient; readonly clock: Clock }): Promise<'agreed' | 'forked'> {
  const { journal, upload, identity } = store
  const status = await crm.status(identity.journalId)
  const ahead = status.acceptedThrough > journal.lastNumber()
  if (status.forked || ahead) return 'forked'
  upload.setAccepted(status.acceptedThrough, clock.now())
  return 'agreed'
}
