import type { z } from 'zod'
import type { feedMember } from '../../contract/feed.ts'
import { memberKey, phoneForms } from '../../contract/keyed-hash.ts'
import type { CouponCode, MemberId, OfferId } from '../../domain/ids.ts'
import type { MemberOfferUses, NextVisitCandidate } from '../../domain/loyalty/member.ts'
import type { MemberRow } from '../store/member-rows.ts'
import type { UnusedCouponRow } from '../store/next-visit-rows.ts'
import type { MemberLoyalty } from './member-loyalty.ts'

export type MemberFace = z.infer<typeof feedMember>

/** What lanes may know of a member: first name and initial, the end of her card number, and keys instead of numbers. */
export function memberFace(member: MemberRow, known: { readonly loyalty: MemberLoyalty; readonly nextVisit: readonly NextVisitCandidate[]; readonly offerUses: readonly MemberOfferUses[]; readonly unusedCoupons: readonly UnusedCouponRow[]; readonly memberSecret: string }): MemberFace {
  return {
    memberId: member.memberId as MemberId,
    displayName: displayName(member),
    cardLast4: member.cardNumber.slice(-4),
    memberSince: member.memberSince,
    tier: known.loyalty.tier,
    ...(known.loyalty.nextTier ? { nextTier: known.loyalty.nextTier } : {}),
    ...(member.birthDate === undefined ? {} : { birthday: member.birthDate.slice(5) }),
    ...(member.paidUntilDay === undefined ? {} : { paidUntilDay: member.paidUntilDay }),
    ...(member.language === 'en' || member.language === 'zh' ? { language: member.language } : {}),
    pointsSynced: known.loyalty.standing.balance,
    points: { ...known.loyalty.points, lots: [...known.loyalty.points.lots] },
    pointsThrough: { ...known.loyalty.through },
    nextVisit: [...known.nextVisit],
    ...(known.unusedCoupons.length === 0 ? {} : { unusedCoupons: known.unusedCoupons.map(({ couponCode, offerId, expiresOn }) => ({ couponCode: couponCode as CouponCode, offerId: offerId as OfferId, expiresOn })) }),
    ...(known.offerUses.length === 0 ? {} : { offerUses: known.offerUses.map((uses) => ({ ...uses, days: [...uses.days], through: { ...uses.through } })) }),
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
