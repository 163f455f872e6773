import { believedHash, contentHash } from '../../contract/chain.ts'
import type { JournalRecord, StatusAsked, UploadAnswer, UploadRequest } from '../../contract/sync.ts'
import type { LaneStore } from '../store/open-lane-store.ts'
import type { Part } from '../store/lineage.ts'
import type { Clock } from '../real-clock.ts'
import { driftOf, growBatch, newContact, nextAskId, shrinkBatch, type Contact } from './contact.ts'
import { CrmTrouble, type CrmClient } from './crm-client.ts'
import { goOnBehind, whoAsks } from './leave-out-receipts.ts'

/** A request is no longer than this, unless a single record is. */
const mostBytes = 2_000_000

/** `moved`: some of the queue is gone, or the CRM has said where to go on. `greet`: ask anew how far the CRM has got. */
export type UploadResult = 'drained' | 'moved' | 'forked' | 'greet'

interface Uploading {
  readonly store: LaneStore
  readonly crm: CrmClient
  readonly clock: Clock
  readonly contact?: Contact
}

interface Greeting extends Uploading {
  readonly newId: () => string
}

/**
 * Sends the next batch behind the cursor and takes the CRM's word for how far it has got.
 * The cursor may move back: a CRM restored from an older backup is filled again.
 * @throws CrmTrouble when there is no usable answer to this very request; nothing has changed then
 */
export async function uploadNext({ store, crm, clock, contact = newContact() }: Uploading): Promise<UploadResult> {
  const { journal, upload, lineage } = store
  const from = upload.acceptedThrough()
  const part = lineage.partOf(from + 1)
  const records = batchOf(journal.recordsAfter(from, Math.min(contact.batchCount, part.through - from)))
  if (records.length === 0) return 'drained'
  const request = requestOf(store, part, records, contact)
  const triedCount = contact.batchCount
  // Until the answer is in, this one counts as lost.
  shrinkBatch(contact)
  const answer = await crm.upload(part.journalId, request)
  if (!answers(answer, request)) throw notToThis()
  growBatch(contact, triedCount)
  switch (answer.result) {
    case 'accepted':
    case 'gap':
      return uploadResults[takeWord(store, part, answer, clock)]
    case 'forked':
      return 'forked'
    case 'damaged':
      throw new CrmTrouble('bad-answer', `The CRM found a damaged record: ${answer.detail ?? ''}. It is sent again.`)
    case 'other-epoch':
      return 'greet'
  }
}

/** `unknown`: the CRM has never heard of this branch, or not any more; how far it has got its ancestor says. */
type Word = 'agreed' | 'forked' | 'unknown'
const uploadResults = { agreed: 'moved', forked: 'forked', unknown: 'greet' } as const

/** Asks how far the CRM has got, before the first upload: its answer counts, not our memory. @throws CrmTrouble */
export async function shakeHands(asking: Greeting): Promise<'agreed' | 'forked'> {
  for (const part of asking.store.lineage.parts().toReversed()) {
    const word = await askAbout(part, asking)
    if (word !== 'unknown') return word
  }
  return 'forked'
}

async function askAbout(part: Part, { store, crm, clock, contact = newContact(), newId }: Greeting): Promise<Word> {
  const { journalId } = part
  const askId = nextAskId(contact, journalId, 'status')
  const asked = clock.now()
  const status = await crm.status(journalId, { askId, ...whoAsks(store), ...believed(store, part, contact) })
  contact.driftSeconds = driftOf({ asked, given: crm.answeredAt?.(), answered: clock.now() }) ?? contact.driftSeconds
  if (status.journalId !== journalId || (status.askId ?? askId) !== askId) throw notToThis()
  const word = takeWord(store, part, status, clock)
  goOnBehind(status, { store, clock, newId })
  contact.epoch = word === 'agreed' ? status.epoch : undefined
  return word
}

/** What the lane was told last, in the epoch in which it was. */
function believed(store: LaneStore, { journalId, ...part }: Part, contact: Contact): StatusAsked {
  const told = toldOf(store, part, contact)
  return !told ? {} : { ...told, believedHash: believedHash({ journalId, ...told }) }
}

/** How far the CRM has got with this journal, where it has said so in this epoch: a branch that has nothing there yet is not known. */
function toldOf({ upload }: LaneStore, { afterNumber, through }: Pick<Part, 'afterNumber' | 'through'>, { epoch }: Contact): { readonly epoch: string; readonly acknowledged: number } | undefined {
  const accepted = Math.min(upload.acceptedThrough(), through)
  return epoch === undefined ? undefined : { epoch, acknowledged: accepted > afterNumber ? accepted : 0 }
}

/** As many of these as fit into one request, at least one. */
function batchOf(records: readonly JournalRecord[]): readonly JournalRecord[] {
  let bytes = 0
  const tooMany = records.findIndex(({ body }, index) => (bytes += body.length) > mostBytes && index > 0)
  return tooMany < 0 ? records : records.slice(0, tooMany)
}

function requestOf(store: LaneStore, part: Part, records: readonly JournalRecord[], contact: Contact): UploadRequest {
  const { identity: { storeId, laneNumber }, lineage } = store
  const { journalId, ancestorId, afterNumber, afterHash } = part
  const batchId = nextAskId(contact, journalId, records.at(-1)?.hash ?? '')
  const branch = ancestorId === undefined ? {} : { branch: { ancestorId, afterNumber, afterHash, names: lineage.names().filter((name) => name !== journalId) } }
  const request = { storeId, laneNumber, records: [...records], batchId, ...toldOf(store, part, contact), ...branch }
  return { ...request, contentHash: contentHash({ journalId, ...request }) }
}

/** An answer to an earlier request, or one from another state of the database, settles nothing. A CRM too old to say which request it answers is believed. */
function answers(answer: UploadAnswer, { batchId, contentHash: asked, epoch }: UploadRequest): boolean {
  if (answer.batchId === undefined) return true
  return answer.batchId === batchId && answer.contentHash === asked && (epoch === undefined || answer.epoch === epoch || answer.result === 'other-epoch')
}

/** Moves the cursor to where the CRM is, if what it holds there is ours. What it has behind the end of a part, another branch has written. */
function takeWord(store: LaneStore, { afterNumber, through }: Part, { acceptedThrough, acceptedHash }: Pick<UploadAnswer, 'acceptedThrough' | 'acceptedHash'>, clock: Clock): Word {
  const { journal, upload } = store
  if (acceptedThrough < afterNumber) return 'unknown'
  assertReaches(store, acceptedThrough)
  const accepted = Math.min(acceptedThrough, through)
  if (accepted > journal.lastNumber()) return 'forked'
  if (acceptedThrough <= through && acceptedHash !== undefined && acceptedHash !== journal.hashOf(accepted)) return 'forked'
  upload.setAccepted(accepted, clock.now())
  return 'agreed'
}

/** Not a fork: all of it was there once. Sent from where the lane begins, it would never get through. */
function assertReaches({ journal }: LaneStore, acceptedThrough: number): void {
  const { number } = journal.start()
  if (acceptedThrough < number) throw new CrmTrouble('bad-answer', `The CRM ends at record ${acceptedThrough} of this journal, and the lane has taken out all through ${number}, which the CRM has had for 90 days: it was restored from an older backup, or begun anew. Restore a newer backup; sales are kept here until then.`)
}

function notToThis(): CrmTrouble {
  return new CrmTrouble('no-answer', 'What came from the CRM answers another request. It settles nothing; the question is asked again.')
}
