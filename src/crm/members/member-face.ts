import type { z } from 'zod'
import type { feedMember } from '../../contract/feed.ts'
import { memberKey, phoneForms } from '../../contract/keyed-hash.ts'
import type { MemberId } from '../../domain/ids.ts'
import type { NextVisitCandidate } from '../../domain/loyalty/member.ts'
import type { PointsStanding } from '../store/ledger-rows.ts'
import type { MemberRow } from '../store/member-rows.ts'

export type MemberFace = z.infer<typeof feedMember>

/** What lanes may know of a member: first name and initial, the end of her card number, and keys instead of numbers. */
export function memberFace(member: MemberRow, known: { readonly points: PointsStanding; readonly nextVisit: readonly NextVisitCandidate[]; readonly memberSecret: string }): MemberFace {
  return {
    memberId: member.memberId as MemberId,
    displayName: displayName(member),
    cardLast4: member.cardNumber.slice(-4),
    memberSince: member.memberSince,
    tier: member.tier,
    ...(member.language === 'en' || member.language === 'zh' ? { language: member.language } : {}),
    pointsSynced: known.points.balance,
    pointsThrough: { ...known.points.through },
    nextVisit: [...known.nextVisit],
    keys: memberKeys(member, known.memberSecret),
  }
}

/** "Ana F." */
function displayName({ firstName, lastName }: MemberRow): string {
  const initial = [...lastName][0]
  return initial === undefined ? firstName : `${firstName} ${initial}.`
}

function memberKeys({ cardNumber, phone }: MemberRow, memberSecret: string): string[] {
  return [memberKey(memberSecret, 'card', cardNumber), ...phoneForms(phone).map((digits) => memberKey(memberSecret, 'phone', digits))]
}
