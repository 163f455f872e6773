import type { JournalId, MemberId } from '../ids.ts'
import type { Member } from './member.ts'

/** Points one fact of this lane's journal moved. */
export interface OwnPoints {
  /** The fact's number in the journal. */
  readonly number: number
  readonly memberId: MemberId
  /** Above zero when earned, below when spent or clawed back. */
  readonly points: number
}

/**
 * The member's balance as this lane knows it: what the CRM last worked out, and this lane's own facts since.
 *
 * The CRM says up to which number of each journal its figure counts, so a fact is never counted twice
 * and never forgotten, whenever the two last spoke. The balance may be below zero.
 */
export function pointsBalance({ member, journalId, own }: { readonly member: Member; readonly journalId: JournalId; readonly own: readonly OwnPoints[] }): number {
  const countedThrough = member.pointsThrough[journalId] ?? 0
  const since = own.filter((entry) => entry.memberId === member.memberId && entry.number > countedThrough)
  return since.reduce((sum, entry) => sum + entry.points, member.pointsSynced)
}
