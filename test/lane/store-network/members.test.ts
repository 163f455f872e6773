import { afterEach, describe, expect, test } from 'vitest'
import type { CommandId } from '../../../src/domain/ids.ts'
import { testSettings, type TestLane } from '../../support/lane.ts'
import { ana, card, codes, offer, offers, rows } from '../../support/small-shop.ts'
import { acquaintedMs, openStoreLanes, type StoreLanes, type StoreLanesParts } from '../../support/store-lanes.ts'

const settings = { ...testSettings, loyalty: { redeem: { points: 100, amountMinor: 100, minimumPoints: 100 } } }
const rich = { ...ana, pointsSynced: 500, pointsThrough: {} }
const members = (rows.members ?? []).map((row) => (row.key === ana.memberId ? { ...row, body: { ...(row.body as object), ...rich } } : row))
const oncePerMember = offer('coffee-once', { activation: { kind: 'member' }, limits: { perMember: 1 } })

let store: StoreLanes
const openStore = (more: Partial<StoreLanesParts> = {}): readonly [TestLane, TestLane] => {
  const own = [...offers, oncePerMember].map((body) => ({ key: body.offerId, body }))
  store = openStoreLanes({ count: 2, rows: { ...rows, settings: [{ key: 'store', body: settings }], offers: own, members, lists: [] }, ...more })
  const [one, two] = store.lanes
  if (!one || !two) throw new Error('two lanes were asked for')
  return [one, two]
}
afterEach(() => store.end())

const ringUp = (lane: TestLane): void => {
  lane.scan(card('0000004821'))
  lane.scan(codes.coffee)
}
const balance = ({ lane }: TestLane): number | undefined => {
  const { sale } = lane.view()
  return sale.kind === 'idle' ? undefined : sale.basket.member?.pointsBalance
}
const spend = (lane: TestLane, amountMinor: number): unknown => {
  lane.ask({ name: 'openTender' })
  const answer = lane.ask({ name: 'payWithPoints', amountMinor })
  store.time.pass(200)
  return answer
}
const payRest = (lane: TestLane): void => {
  lane.ask({ name: 'takeCash', givenMinor: 1_000 })
  store.time.pass(20)
}
const paidWithPoints = ({ lane }: TestLane): boolean => {
  const { sale } = lane.view()
  return sale.kind === 'tendering' && sale.tenders.some(({ tenderKind }) => tenderKind === 'points')
}

describe('a member at two lanes that hear each other', () => {
  test('has at the next lane what she has left, before head office knows', () => {
    const [one, two] = openStore()
    ringUp(one)
    spend(one, 300)
    payRest(one)
    ringUp(two)
    const earned = one.store.journal.completedSale()?.fact.points?.earned ?? 0
    expect(balance(two)).toBe(200 + earned)
  })

  test('has the same at the next lane when this one’s journal becomes another, and whatever it sells as that', () => {
    const [one, two] = openStore()
    ringUp(one)
    spend(one, 300)
    payRest(one)
    const { journal, lineage, identity } = one.store
    one.store.branchOff({ commandId: 'branch' as CommandId, at: one.clock.now(), facts: [{ kind: 'journal-branched', journalId: 'journal-00', ancestorId: identity.journalId, afterNumber: 1, afterHash: journal.hashOf(1) ?? '', branchedAt: one.clock.now() }] })
    one.lane.journalChanged()
    store.time.pass(acquaintedMs)
    expect([lineage.current().journalId, two.lane.view().lanes?.presentCount, two.lane.view().lanes?.silent]).toEqual(['journal-00', 1, []])
    ringUp(one)
    spend(one, 100)
    payRest(one)
    ringUp(two)
    const earned = one.store.own.points(ana.memberId, {}).reduce((sum, { kind, points }) => sum + (kind === 'earned' ? points : 0), 0)
    expect(balance(two)).toBe(100 + earned)
  })

  test('does not spend the same points at both, though both have her on the screen', () => {
    const [one, two] = openStore()
    ;[one, two].forEach(ringUp)
    ;[one, two].forEach((lane) => lane.ask({ name: 'openTender' }))
    ;[one, two].forEach((lane) => lane.ask({ name: 'payWithPoints', amountMinor: 300 }))
    store.time.pass(200)
    expect([one, two].map(paidWithPoints).toSorted()).toEqual([false, true])
    expect([one, two].map(({ lane }) => lane.view().message?.code)).toContain('points-at-other-lane')
  })

  test('is asked for no more than is left when the other lane has been paid meanwhile, and its news got lost', () => {
    let isDeaf = false
    const [one, two] = openStore({ meddle: (datagram, from) => (isDeaf && from === 'lane 1' ? undefined : datagram) })
    ;[one, two].forEach(ringUp)
    spend(one, 300)
    isDeaf = true
    payRest(one)
    isDeaf = false
    two.ask({ name: 'openTender' })
    two.ask({ name: 'payWithPoints', amountMinor: 300 })
    store.time.pass(200)
    expect(paidWithPoints(two)).toBe(false)
    expect(two.lane.view().message?.code).toBe('points-too-few')
  })

  test('has an offer that she may have once at one of them', () => {
    const [one, two] = openStore()
    ringUp(one)
    one.ask({ name: 'openTender' })
    payRest(one)
    expect(one.store.journal.completedSale()?.fact.priced.totals.discountMinor).toBeGreaterThan(0)
    ringUp(two)
    two.ask({ name: 'openTender' })
    payRest(two)
    expect(two.store.journal.completedSale()?.fact.priced.totals.discountMinor).toBe(0)
  })

  test('has the points of a return at the next lane too', () => {
    const [one, two] = openStore()
    ringUp(one)
    spend(one, 300)
    payRest(one)
    one.ask({ name: 'voidLastSale' })
    one.ask({ name: 'giveBack', tender: 'cash' })
    store.time.pass(50)
    ringUp(two)
    expect(balance(two)).toBe(500)
  })
})
