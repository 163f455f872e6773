import { describe, expect, it } from 'vitest'
import type { JournalId, MemberId } from '../../../src/domain/ids.ts'
import type { LoyaltyRules } from '../../../src/domain/loyalty/loyalty-rules.ts'
import { pointsBalance, type OwnPoints } from '../../../src/domain/loyalty/points-balance.ts'
import type { Member } from '../../../src/domain/loyalty/member.ts'

const ana = 'ana' as MemberId
const ben = 'ben' as MemberId
const here = 'journal-here' as JournalId
const day = '2026-11-22'

function member(pointsSynced: number, pointsThrough: Member['pointsThrough'], points?: Member['points']): Member {
  return { memberId: ana, displayName: 'Ana F.', cardLast4: '0001', memberSince: '2024-01-01', tier: 'basic', pointsSynced, pointsThrough, points, nextVisit: [] }
}

function own(number: number, points: number, part: Partial<OwnPoints> = {}): OwnPoints {
  return { number, memberId: ana, kind: 'earned', saleId: `sale-${number}`, day, at: `${day}T10:00:00.000Z`, entryId: `e${number}`, points, ...part }
}

function balance(of: Member, entries: readonly OwnPoints[], rules: LoyaltyRules = {}, on = day): number {
  return pointsBalance({ member: of, journalId: here, own: entries, rules, day: on }).balance
}

describe('the balance a lane knows', () => {
  it('is what came down the feed, while nothing has happened here', () => {
    expect(balance(member(340, {}), [])).toBe(340)
  })

  it('adds this lane’s own facts, as long as the feed does not count them', () => {
    expect(balance(member(340, {}), [own(7, 12), own(9, 30), own(10, 100, { kind: 'spent' })])).toBe(282)
  })

  it('counts no fact twice once head office has counted it', () => {
    expect(balance(member(352, { [here]: 7 }), [own(7, 12), own(9, 30)])).toBe(382)
    expect(balance(member(382, { [here]: 9 }), [own(7, 12), own(9, 30)])).toBe(382)
  })

  it('is not moved by how far another journal has been counted, nor by other members', () => {
    expect(balance(member(340, { 'journal-there': 99 }), [own(7, 12), own(8, 500, { memberId: ben })])).toBe(352)
  })

  it('may fall below zero when points already spent are clawed back', () => {
    expect(balance(member(10, {}), [own(3, 25, { kind: 'clawed-back', saleId: 'elsewhere' })])).toBe(-15)
    expect(balance(member(-15, {}), [own(4, 20)])).toBe(5)
  })

  it('is read by the lane’s own day: points become active and end while head office is away', () => {
    const synced = member(100, {}, { lots: [{ fromDay: '2026-01-01', untilDay: '2026-11-30', points: 100 }, { fromDay: '2026-11-25', untilDay: '2027-11-30', points: 40 }], owed: 0 })
    const rules: LoyaltyRules = { pendingDays: 14, expiry: { kind: 'month-end', months: 12 } }
    const spent = [own(5, 30, { kind: 'spent' }), own(6, 9)]
    expect(['2026-11-22', '2026-11-25', '2026-12-01', '2026-12-06'].map((on) => balance(synced, spent, rules, on))).toEqual([70, 110, 40, 49])
  })
})
