import type { JournalId, MemberId } from '../ids.ts'
import type { LoyaltyRules } from './loyalty-rules.ts'
import type { Member, SyncedPoints } from './member.ts'
import type { PointsEntry } from './points-entry.ts'
import { pointsStanding, type PointsStanding } from './points-standing.ts'

/** What one fact of this lane's journal did to a member's points, or one of another lane that has told so. */
export interface OwnPoints extends PointsEntry {
  /** Of another lane; this lane's own unless told. */
  readonly journalId?: string | undefined
  /** The fact's number in the journal. */
  readonly number: number
  readonly memberId: MemberId
}

/**
 * A member's points as this lane knows them: what head office last worked out, and this lane's own facts since, read on
 * the lane's own trading day.
 *
 * Head office says up to which number of each journal its figures count, so a fact is never counted twice
 * and never forgotten, whenever the two last spoke. The balance may be below zero.
 */
export function pointsBalance({ member, journalId, own, rules, day }: { readonly member: Member; readonly journalId: JournalId; readonly own: readonly OwnPoints[]; readonly rules: LoyaltyRules; readonly day: string }): PointsStanding {
  const entries = own.filter((entry) => entry.memberId === member.memberId && entry.number > (member.pointsThrough[entry.journalId ?? journalId] ?? 0))
  return pointsStanding({ entries, rules, day, opening: member.points ?? plainly(member.pointsSynced) })
}

/** From a head office that sends one figure: points that can be spent and do not end, or that are owed. */
function plainly(balance: number): SyncedPoints {
  return { lots: balance > 0 ? [{ fromDay: '0001-01-01', points: balance }] : [], owed: Math.max(0, -balance) }
}
