import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalId, OfferId } from '../../../src/domain/ids.ts'
import { remainingOf } from '../../../src/domain/offers/remaining.ts'
import { shareAllowance, type LaneShare } from '../../../src/domain/offers/share-allowance.ts'

const lane = (released = 0, used = 0, isOpen = true): LaneShare => ({ released, used, isOpen })

describe('what is left of a limited offer', () => {
  it.each<[title: string, limit: number, smallest: number, lanes: readonly LaneShare[], released: readonly number[]]>([
    ['half of it is spread over the lanes', 100, 1, [lane(), lane()], [25, 25]],
    ['a lane that has used half of its part is filled up', 100, 1, [lane(25, 15), lane(25, 2)], [15 + 20, 25]],
    ['one that has not keeps what it has', 100, 1, [lane(25, 12), lane(25, 0)], [25, 25]],
    ['the last of it goes one by one, first lane first', 100, 1, [lane(33, 33), lane(33, 33), lane(32, 32)], [34, 34, 32]],
    ['nothing is left', 10, 1, [lane(5, 5), lane(5, 5)], [5, 5]],
    ['money is not released in crumbs', 1200, 500, [lane(), lane(), lane(), lane()], [500, 500, 200, 0]],
    ['a lane with a new disk gets nothing more under the old journal', 100, 1, [lane(10, 10, false), lane()], [10, 45]],
    ['what a lane gave beyond its allowance is gone too', 100, 1, [lane(10, 95), lane()], [96, 1]],
    ['a limit that was lowered below what is out releases nothing', 20, 1, [lane(25, 20), lane(25, 20)], [25, 25]],
    ['no lane, nothing to share', 20, 1, [], []],
  ])('%s', (_, limit, smallest, lanes, released) => {
    expect(shareAllowance({ limit, smallest }, lanes)).toEqual(released)
  })

  it('is never released twice, and what was released is never taken back', () => {
    const someLane = fc.record({ released: fc.integer({ min: 0, max: 40 }), usedShare: fc.integer({ min: 0, max: 100 }), isOpen: fc.boolean() }).map(({ released, usedShare, isOpen }) => lane(released, Math.floor((released * usedShare) / 100), isOpen))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 30 }), fc.array(someLane, { maxLength: 8 }), (limit, smallest, lanes) => {
        const before = lanes.reduce((sum, { released }) => sum + released, 0)
        const after = shareAllowance({ limit, smallest }, lanes)
        expect(after.every((released, index) => released >= (lanes[index]?.released ?? 0))).toBe(true)
        expect(after.reduce((sum, released) => sum + released, 0)).toBeLessThanOrEqual(Math.max(limit, before))
      }),
      { seed: 20_261_122, numRuns: 2_000 },
    )
  })
})

interface Simulated {
  /** What the lane's own journal has given, and how much of it has come up. */
  given: number
  cameUp: number
  /** What it has heard of. */
  allowance: number | undefined
  /** What head office has released to it. */
  released: number
}

type Step = { readonly kind: 'sell' | 'upload' | 'download' | 'lose-answer'; readonly lane: number; readonly wanted: number } | { readonly kind: 'share' }

const total = 60
const laneCount = 4
const offer = { offerId: 'o' as OfferId, limits: { total } }

/** Sales, uploads and downloads of lanes that come and go in any order; a lane sells whether head office hears of it or not. */
function play(steps: readonly Step[]): { readonly lanes: readonly Simulated[]; readonly mostGiven: number } {
  const lanes = Array.from({ length: laneCount }, (): Simulated => ({ given: 0, cameUp: 0, allowance: undefined, released: 0 }))
  let mostGiven = 0
  for (const step of steps) {
    if (step.kind === 'share') {
      const released = shareAllowance({ limit: total, smallest: 1 }, lanes.map(({ released, cameUp }) => lane(released, cameUp)))
      for (const [index, each] of lanes.entries()) each.released = released[index] ?? 0
      continue
    }
    const each = lanes[step.lane]
    if (!each) continue
    if (step.kind === 'sell') {
      const allowance = each.allowance === undefined ? undefined : { rewardCount: each.allowance }
      const left = remainingOf(offer, { journalId: 'j' as JournalId, day: '2026-11-22', ownOfMember: [], ownTotal: { rewardCount: each.given, amountMinor: 0 }, allowance })
      each.given += Math.min(step.wanted, left?.rewardCount ?? 0)
      mostGiven = Math.max(mostGiven, lanes.reduce((sum, { given }) => sum + given, 0))
    }
    if (step.kind === 'upload') each.cameUp = each.given
    // Part of the journal has come up and its answer was lost: head office knows less than the lane.
    if (step.kind === 'lose-answer') each.cameUp += Math.floor((each.given - each.cameUp) / 2)
    if (step.kind === 'download') each.allowance = each.released
  }
  return { lanes, mostGiven }
}

const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('sell' as const, 'sell' as const, 'sell' as const, 'upload' as const, 'download' as const, 'lose-answer' as const), lane: fc.nat({ max: laneCount - 1 }), wanted: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'share' }) },
)

describe('lanes that come and go', () => {
  it('never give more together than there is, whatever is cut off and for how long', () => {
    fc.assert(fc.property(fc.array(someStep, { maxLength: 300 }), (steps) => void expect(play(steps).mostGiven).toBeLessThanOrEqual(total)), { seed: 20_261_122, numRuns: 500 })
  })

  it('give all of it in the end, if they all hear of head office', () => {
    const round = [{ kind: 'share' } as const, ...Array.from({ length: laneCount }, (_, index) => (['download', 'sell', 'upload'] as const).map((kind) => ({ kind, lane: index, wanted: 3 }))).flat()]
    expect(play(Array.from({ length: 60 }, () => round).flat()).mostGiven).toBe(total)
  })

  it('leave at most the parts of those that stay away', () => {
    const alone = [{ kind: 'share' } as const, ...(['download', 'sell', 'upload'] as const).map((kind) => ({ kind, lane: 0, wanted: 3 }))]
    const { lanes, mostGiven } = play(Array.from({ length: 80 }, () => alone).flat())
    const away = lanes.slice(1).reduce((sum, { released }) => sum + released, 0)
    expect({ mostGiven, away }).toEqual({ mostGiven: total - away, away: 3 * Math.floor(total / 2 / laneCount) })
  })
})
