import { z } from 'zod'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const number = z.number().int().min(1)

/** One record of a journal on its way up; `body` is the exact text that was hashed. */
export const journalRecord = z.object({ number, at: z.iso.datetime(), body: z.string().min(2).max(4_000_000), previousHash: hash, hash })
export type JournalRecord = z.infer<typeof journalRecord>

/** The text behind `body`: one fact in its envelope. */
export const recordBody = z.object({ journalId: z.string(), at: z.iso.datetime(), commandId: z.string(), fact: z.object({ kind: z.string() }).loose() })

/**
 * Which state of the CRM's database is spoken of: restored from a backup, copied or made anew it is another.
 * What one epoch acknowledged says nothing in the next.
 */
const epoch = z.string().min(1).max(64)

/** What ties an answer to its request and to nothing else. Optional everywhere: the other side may be older. */
const echo = {
  /** New for every request. */
  batchId: z.string().min(1).max(64).optional(),
  /** Of the whole request, see `contentHash`. */
  contentHash: hash.optional(),
  epoch: epoch.optional(),
}

/**
 * Where a journal leaves another: its first record is chained to record `afterNumber` of the ancestor and has the number
 * behind it. `names` are the journals its records may name as theirs: those the lane wrote before it knew.
 */
const branch = z.object({ ancestorId: z.string().min(1).max(64), afterNumber: z.number().int().min(0), afterHash: hash, names: z.array(z.string().min(1).max(64)).min(1).max(50) })
export type Branch = z.infer<typeof branch>

/**
 * PUT /v1/journals/{journalId}/records: records in order, without gaps inside the batch.
 * `acknowledged` is how far the CRM has got by the lane's last word of it in this `epoch`.
 */
export const uploadRequest = z.object({ storeId: z.string(), laneNumber: z.number().int().min(0), records: z.array(journalRecord).min(1).max(1000), ...echo, acknowledged: z.number().int().min(0).optional(), branch: branch.optional() })
export type UploadRequest = z.infer<typeof uploadRequest>

/**
 * What became of an upload; `acceptedThrough` is always the truth, so a lost answer costs nothing.
 * - accepted: stored, or had been before, up to `acceptedThrough`
 * - gap: records between `acceptedThrough` and the first sent are missing: send from there
 * - forked: same number, other hash: an old disk was restored. Set aside for people; the lane goes on under a new journal that branches off this one
 * - damaged: a hash does not match its text: nothing of the batch was taken
 * - other-epoch: the request speaks of a database that is no more: nothing was taken, ask anew how far the CRM has got
 */
export const uploadAnswer = z.object({ result: z.enum(['accepted', 'gap', 'forked', 'damaged', 'other-epoch']), acceptedThrough: z.number().int().min(0), acceptedHash: hash.optional(), detail: z.string().optional(), ...echo })
export type UploadAnswer = z.infer<typeof uploadAnswer>

/**
 * What a lane may add to the question how far the CRM has got: `askId`, new for every question, and what it believes, under
 * one hash (`believedHash`). One that has given no receipt yet names itself, to hear which numbers it gave before it was begun anew.
 */
export const statusAsked = z.object({ askId: z.string().min(1).max(64).optional(), storeId: z.string().min(1).max(64).optional(), laneNumber: z.coerce.number().int().min(0).optional(), epoch: epoch.optional(), acknowledged: z.coerce.number().int().min(0).optional(), believedHash: hash.optional() })
export type StatusAsked = z.infer<typeof statusAsked>

/**
 * GET /v1/journals/{journalId}: how far the CRM has got; 0 and no hash when it knows nothing of it. `lastReceiptNumber`, for
 * a lane that named itself: the highest of all its journals; absent where it has sold nothing.
 */
export const journalStatus = z.object({ journalId: z.string(), acceptedThrough: z.number().int().min(0), acceptedHash: hash.optional(), forked: z.boolean(), askId: z.string().optional(), epoch: epoch.optional(), lastReceiptNumber: number.optional() })
export type JournalStatus = z.infer<typeof journalStatus>

const saleCount = z.number().int().min(0)

/**
 * What came of pricing sales again at head office. `checked` is agreed and different together; `waiting` are in the books
 * and not looked at yet. `reasons` say why a sale could not be checked:
 * - older-lane: its fact does not say what it was priced with
 * - edition-gone: the settings or offers of its edition were replaced longer ago than they are kept
 * - edition-unknown: head office has lost what it was priced with: it was restored from a backup
 * - unreadable: the fact cannot be read back
 */
export const pricingReport = z.object({ checked: saleCount, agreed: saleCount, different: saleCount, notCheckable: saleCount, waiting: saleCount, reasons: z.record(z.string(), saleCount) })
export type PricingReport = z.infer<typeof pricingReport>

/** Any refusal of the CRM: what was wrong and what to do. */
export const problem = z.object({ problem: z.string(), detail: z.string().optional() })
