import { describe, expect, it } from 'vitest'
import type { JournalId, MemberId } from '../../../src/domain/ids.ts'
import { pointsBalance } from '../../../src/domain/loyalty/points-balance.ts'
import type { Member } from '../../../src/domain/loyalty/member.ts'

const ana = 'ana' as MemberId
const ben = 'ben' as MemberId
const here = 'journal-here' as JournalId

function member(pointsSynced: number, pointsThrough: Member['pointsThrough']): Member {
  return { memberId: ana, displayName: 'Ana F.', cardLast4: '0001', memberSince: '2024-01-01', tier: 'basic', pointsSynced, pointsThrough, nextVisit: [] }
}

describe('the balance a lane knows', () => {
  it('is what came down the feed, while nothing has happened here', () => {
    expect(pointsBalance({ member: member(340, {}), journalId: here, own: [] })).toBe(340)
  })

  it('adds this lane’s own facts, as long as the feed does not count them', () => {
    const own = [{ number: 7, memberId: ana, points: 12 }, { number: 9, memberId: ana, points: 30 }]
    expect(pointsBalance({ member: member(340, {}), journalId: here, own })).toBe(382)
  })

  it('counts no fact twice once head office has counted it', () => {
    const own = [{ number: 7, memberId: ana, points: 12 }, { number: 9, memberId: ana, points: 30 }]
    expect(pointsBalance({ member: member(352, { [here]: 7 }), journalId: here, own })).toBe(382)
    expect(pointsBalance({ member: member(382, { [here]: 9 }), journalId: here, own })).toBe(382)
  })

  it('is not moved by how far another journal has been counted, nor by other members', () => {
    const own = [{ number: 7, memberId: ana, points: 12 }, { number: 8, memberId: ben, points: 500 }]
    expect(pointsBalance({ member: member(340, { 'journal-there': 99 }), journalId: here, own })).toBe(352)
  })

  it('may fall below zero when points already spent are clawed back', () => {
    expect(pointsBalance({ member: member(10, {}), journalId: here, own: [{ number: 3, memberId: ana, points: -25 }] })).toBe(-15)
  })
})
