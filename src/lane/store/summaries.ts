import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { chainHash, chainStart } from '../../contract/chain.ts'
import type { Lasting } from './lasting.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What is kept of a run of records that were taken out of the lane's database: `body` is the text of a `SummaryBody`, and
 * `hash` is its `chainHash`, chained to the summary before it.
 */
export const summary = z.object({ through: z.number().int().min(1), body: z.string().min(2), previousHash: hash, hash })
export type Summary = z.infer<typeof summary>

/** Where a journal begins: the last record before its first one. Number 0 and `chainStart` where nothing was taken out. */
export interface JournalStart {
  readonly number: number
  readonly hash: string
  /** The last receipt given by then, or left out; undefined where those records are lost and nobody knows. */
  readonly receiptNumber: number | undefined
}

export interface SummaryBody extends JournalStart {
  /** What the first of these records is chained to. */
  readonly from: { readonly number: number; readonly hash: string }
  /** What lasts of them, by number; the tables of the lane can be worked out from it. */
  readonly lasting: readonly (readonly [number, Lasting])[]
}

export const wholeJournal: JournalStart = { number: 0, hash: chainStart, receiptNumber: 0 }

/** @returns the summary that follows on `previous` */
export function makeSummary(body: SummaryBody, previous: Summary | undefined): Summary {
  // Most sales have no coupon: what is empty is not written down.
  const text = JSON.stringify(body, (_key, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value))
  const chained = { previousHash: previous?.hash ?? chainStart, number: body.number, body: text }
  return { through: body.number, body: text, previousHash: chained.previousHash, hash: chainHash(chained) }
}

export function readSummary({ body }: Summary): SummaryBody {
  const read = JSON.parse(body) as Omit<SummaryBody, 'lasting'> & { readonly lasting?: SummaryBody['lasting'] }
  return { ...read, lasting: read.lasting ?? [] }
}

/** Summaries from a journal's beginning on; ends before the first that its own hash or the chain does not prove. */
export function proven(summaries: Iterable<Summary>): Summary[] {
  const found: Summary[] = []
  let start = wholeJournal
  for (const next of summaries) {
    if (next.previousHash !== (found.at(-1)?.hash ?? chainStart) || chainHash({ ...next, number: next.through }) !== next.hash) break
    const body = readSummary(next)
    if (body.number !== next.through || body.from.number !== start.number || body.from.hash !== start.hash) break
    found.push(next)
    start = body
  }
  return found
}

/** Where a journal begins behind these summaries. */
export function startAfter(summaries: readonly Summary[]): JournalStart {
  const last = summaries.at(-1)
  if (!last) return wholeJournal
  const { number, hash: own, receiptNumber } = readSummary(last)
  return { number, hash: own, receiptNumber }
}

/** The summaries in a lane's database, oldest first. */
export interface Summaries {
  start(): JournalStart
  last(): Summary | undefined
  after(through: number, limit: number): Summary[]
  /** Inside the transaction that takes the records out. */
  put(summary: Summary): void
}

export function openSummaries(db: Database): Summaries {
  const columns = 'through, body, previous_hash as previousHash, hash'
  const last = db.prepare<[], Summary>(`select ${columns} from summary order by through desc limit 1`)
  const after = db.prepare<[number, number], Summary>(`select ${columns} from summary where through > ? order by through limit ?`)
  const put = db.prepare('insert into summary (through, body, previous_hash, hash) values (?, ?, ?, ?)')
  return {
    start: () => startAfter([last.get()].filter((one) => one !== undefined)),
    last: () => last.get(),
    after: (through, limit) => after.all(through, limit),
    put: ({ through, body, previousHash, hash: own }) => void put.run(through, body, previousHash, own),
  }
}
