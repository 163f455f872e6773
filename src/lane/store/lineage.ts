import type { Database } from 'better-sqlite3'
import { chainStart } from '../../contract/chain.ts'
import { assert } from '../../domain/assert.ts'
import type { JournalId } from '../../domain/ids.ts'

/** The records of the lane's chain that are one journal to head office: those after `afterNumber`, up to `through`. */
export interface Part {
  readonly journalId: JournalId
  readonly afterNumber: number
  /** Of record `afterNumber`. */
  readonly afterHash: string
  /** Undefined for the journal the lane began with. */
  readonly ancestorId: string | undefined
  /** Infinity for the one the lane writes now. */
  readonly through: number
}

/**
 * The journals a lane's chain has gone by. Most have one. Where an old disk was put back the chain goes on as it is, and what
 * lies behind the last record that head office has too is a journal of its own; see the fact `journal-branched`.
 */
export interface Lineage {
  /** The one the chain began with: under its id lie the chain's files. */
  readonly firstId: JournalId
  /** What the lane writes now. */
  current(): Part
  /** From the first record on; a branch that another one left at or before its beginning has none any more. */
  parts(): readonly Part[]
  /** To which journal a record belongs, whatever it names itself. */
  partOf(number: number): Part
  /** All of them, also those without a record: what records may name as their journal. */
  names(): readonly string[]
  /** Reads it anew: a branch was written down. */
  renew(): void
}

interface Branch { readonly journalId: JournalId; readonly ancestorId: string; readonly afterNumber: number; readonly afterHash: string }

/** @param firstId as the lane's identity says */
export function openLineage(db: Database, firstId: JournalId): Lineage {
  const branches = db.prepare<[], Branch>('select journal_id as journalId, ancestor_id as ancestorId, after_number as afterNumber, after_hash as afterHash from branch order by number')
  const first = { journalId: firstId, ancestorId: undefined, afterNumber: 0, afterHash: chainStart }
  let parts: readonly Part[] = []
  let names: readonly string[] = []
  const renew = (): void => {
    const all = [first, ...branches.all()]
    const ends = all.map((_, index) => Math.min(Infinity, ...all.slice(index + 1).map(({ afterNumber }) => afterNumber)))
    parts = all.map((one, index) => ({ ...one, through: ends[index] ?? Infinity })).filter(({ afterNumber, through }) => afterNumber < through)
    names = all.map(({ journalId }) => journalId)
  }
  const partOf = (number: number): Part => {
    const part = parts.find(({ through }) => number <= through)
    assert(part !== undefined, 'the journal the lane writes now has no end')
    return part
  }
  renew()
  return { firstId, current: () => partOf(Infinity), parts: () => parts, partOf, names: () => names, renew }
}
