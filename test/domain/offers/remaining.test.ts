import { describe, expect, it } from 'vitest'
import type { CouponCode, JournalId, OfferId } from '../../../src/domain/ids.ts'
import { limitArmed } from '../../../src/domain/offers/limit-armed.ts'
import type { OfferLimits } from '../../../src/domain/offers/offer.ts'
import { remainingOf, type KnownUses } from '../../../src/domain/offers/remaining.ts'
import { byCoupon, offer } from '../../support/domain-baskets.ts'

const journalId = 'j1' as JournalId
const nothing: KnownUses = { journalId, day: '2026-11-22', ownOfMember: [], ownTotal: { rewardCount: 0, amountMinor: 0 } }
const left = (limits: OfferLimits, known: Partial<KnownUses> = {}): ReturnType<typeof remainingOf> => remainingOf({ offerId: 'o' as OfferId, limits }, { ...nothing, ...known })
const counted = (rewardCount: number, through: Record<string, number>, days: { day: string; rewardCount: number }[] = []): KnownUses['member'] => ({ offerUses: [{ offerId: 'o' as OfferId, rewardCount, days, through }] })
const stranger: KnownUses['member'] = {}

describe('what a limited offer has left', () => {
  it.each<[title: string, limits: OfferLimits, known: Partial<KnownUses>, expected: object | undefined]>([
    ['an offer without limits over many sales is not asked', { perTransaction: 2 }, {}, undefined],
    ['a member has her limit', { perMember: 3 }, { member: stranger }, { rewardCount: 3, limitedBy: 'member-limit' }],
    ['less what head office has counted', { perMember: 3 }, { member: counted(2, { j1: 9 }) }, { rewardCount: 1, limitedBy: 'member-limit' }],
    ["less this lane's own since", { perMember: 3 }, { member: counted(1, { j1: 9 }), ownOfMember: [{ number: 12, day: '2026-11-22', rewardCount: 1 }] }, { rewardCount: 1, limitedBy: 'member-limit' }],
    ["this lane's own that head office has counted counts once", { perMember: 3 }, { member: counted(1, { j1: 12 }), ownOfMember: [{ number: 12, day: '2026-11-22', rewardCount: 1 }] }, { rewardCount: 2, limitedBy: 'member-limit' }],
    ["another lane's numbers say nothing of this journal", { perMember: 3 }, { member: counted(1, { other: 99 }), ownOfMember: [{ number: 12, day: '2026-11-22', rewardCount: 1 }] }, { rewardCount: 1, limitedBy: 'member-limit' }],
    ['never below nothing', { perMember: 1 }, { member: counted(4, {}) }, { rewardCount: 0, limitedBy: 'member-limit' }],
    ['nobody identified, nobody to count for', { perMember: 1 }, {}, { rewardCount: 0, limitedBy: 'needs-member' }],
    ['yesterday does not count for a day', { perMemberDay: 1 }, { member: counted(1, { j1: 3 }, [{ day: '2026-11-21', rewardCount: 1 }]), ownOfMember: [{ number: 4, day: '2026-11-21', rewardCount: 1 }] }, { rewardCount: 1, limitedBy: 'member-day-limit' }],
    ['today does, wherever it was', { perMemberDay: 3 }, { member: counted(1, { j1: 3 }, [{ day: '2026-11-22', rewardCount: 1 }]), ownOfMember: [{ number: 4, day: '2026-11-22', rewardCount: 1 }] }, { rewardCount: 1, limitedBy: 'member-day-limit' }],
    ['the tightest limit gives the reason', { perMember: 5, perMemberDay: 1, total: 100 }, { member: stranger, allowance: { rewardCount: 40 } }, { rewardCount: 1, limitedBy: 'member-day-limit' }],
    ['in total, what was released', { total: 100 }, { allowance: { rewardCount: 40 } }, { rewardCount: 40, limitedBy: 'used-up' }],
    ["less what this lane's journal has given", { total: 100 }, { allowance: { rewardCount: 40 }, ownTotal: { rewardCount: 40, amountMinor: 0 } }, { rewardCount: 0, limitedBy: 'used-up' }],
    ['nothing was released to this lane', { total: 100 }, {}, { rewardCount: 0, limitedBy: 'no-allowance' }],
    ['rewards were released and money was not', { total: 100, budgetMinor: 500 }, { allowance: { rewardCount: 40 } }, { rewardCount: 40, budgetMinor: 0, limitedBy: 'no-allowance' }],
    ['a budget in money', { budgetMinor: 9000 }, { allowance: { budgetMinor: 700 }, ownTotal: { rewardCount: 3, amountMinor: 250 } }, { budgetMinor: 450, limitedBy: 'used-up' }],
    ['a budget that is gone', { perMember: 2, budgetMinor: 9000 }, { member: stranger, allowance: { budgetMinor: 700 }, ownTotal: { rewardCount: 3, amountMinor: 701 } }, { rewardCount: 2, budgetMinor: 0, limitedBy: 'used-up' }],
  ])('%s', (_, limits, known, expected) => {
    expect(left(limits, known)).toEqual(expected)
  })
})

describe('several coupons of one offer', () => {
  const coupons = (terms: Parameters<typeof offer>[1]) => ['1', '2', '3'].map((code) => byCoupon(offer('o', terms), code as CouponCode))

  it('share what is left, each counting on the ones before', () => {
    const armed = limitArmed(coupons({ kind: 'amount-off', amountMinor: 100, per: 'once' }), () => ({ rewardCount: 2, budgetMinor: 250 }))
    expect(armed.map(({ remaining }) => remaining)).toEqual([{ rewardCount: 2, budgetMinor: 250 }, { rewardCount: 1, budgetMinor: 150 }, { rewardCount: 0, budgetMinor: 50 }])
  })

  it('of points share the count alone', () => {
    const armed = limitArmed(coupons({ kind: 'bonus-points', points: 50 }), () => ({ rewardCount: 1 }))
    expect(armed.map(({ remaining }) => remaining?.rewardCount)).toEqual([1, 0, 0])
  })

  it('of a reward per unit are told the same: the first takes it all', () => {
    const armed = limitArmed(coupons({ kind: 'percent-off', basisPoints: 1000 }), () => ({ rewardCount: 1 }))
    expect(armed.map(({ remaining }) => remaining?.rewardCount)).toEqual([1, 1, 1])
  })
})
