import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileUnknownOffers } from '../../src/domain/offers/unknown-offer.ts'
import { basketOf, card, codes, list, offer, openShop, payCash, restarted, rows } from '../support/lane-shop.ts'
import type { TestLane } from '../support/lane.ts'

const newer = (offerId: string, change: object): { key: string; body: object } => ({ key: offerId, body: { ...offer(offerId, {}), name: { en: 'Wheel of fortune' }, reward: { kind: 'lottery', odds: 7 }, ...change } })
const coffee = { condition: { kind: 'quantity', set: { itemIds: ['coffee'] }, unitCount: 1 } }
const feed = (lane: TestLane, changes: readonly { key: string; body: unknown }[], from = 10): ReturnType<TestLane['store']['replica']['storePage']> => {
  const numbered = changes.map((change, index) => ({ ...change, change: from + index }))
  const told = lane.store.replica.storePage({ topic: 'offers', changes: numbered, next: from + numbered.length, complete: true })
  lane.lane.shopChanged()
  return told
}
const offerStates = (lane: TestLane): string[] => basketOf(lane).offers.map(({ offerId, state }) => `${offerId} ${state.kind === 'excluded' ? state.reason : state.kind}`)

describe('an offer of a kind this lane does not know', () => {
  test('is shown where it would concern the basket, changes no price, and is counted', () => {
    const [lane, plain] = [openShop(), openShop()]
    expect(feed(lane, [newer('wheel', { activation: { kind: 'automatic' }, ...coffee })])).toEqual({ unreadableCount: 0, unreadable: [] })
    for (const each of [lane, plain]) each.scan(codes.coffee)
    expect(offerStates(lane)).toEqual(['wheel unknown-kind'])
    expect(basketOf(lane).totals).toEqual(basketOf(plain).totals)
    expect(lane.lane.view().sync.unknownOfferCount).toBe(1)
    expect(plain.lane.view().sync.unknownOfferCount).toBeUndefined()
    payCash(lane, 1_000)
    expect(lane.store.journal.completedSale()?.fact.priced.outcomes).toMatchObject([{ offerId: 'wheel', state: { kind: 'excluded', reason: 'unknown-kind' } }])
  })

  test('is shown on the list line that carries it', () => {
    const [line] = list.lines
    const carrying = { ...list, lines: list.lines.map((each) => (each === line ? { ...each, offerIds: [...each.offerIds, 'wheel'] } : each)) }
    const lane = openShop({ rows: { lists: [{ key: carrying.listId, body: carrying }] } })
    feed(lane, [newer('wheel', { activation: { kind: 'beacon' } })])
    lane.scan(card('0000004821'))
    lane.scan(codes.yoghurt)
    expect(basketOf(lane).member?.list?.lines[0]?.offers.map(({ offerId, state }) => `${offerId} ${state.kind}`)).toEqual(['coffee-20 armed', 'wheel excluded'])
  })

  test('takes the place of the known one it was, which is not given any more', () => {
    const lane = openShop({ rows: { offers: [{ key: 'off', body: offer('off', { activation: { kind: 'automatic' } }) }] } })
    lane.scan(codes.coffee)
    expect(basketOf(lane).totals.discountMinor).toBe(100)
    lane.ask({ name: 'voidSale' })
    feed(lane, [newer('off', { activation: { kind: 'automatic' } })])
    lane.scan(codes.coffee)
    expect([basketOf(lane).totals.discountMinor, offerStates(lane)]).toEqual([0, ['off unknown-kind']])
  })

  test('is kept as it came, so that an updated program reads it', () => {
    const lane = openShop()
    const { body } = newer('wheel', coffee)
    feed(lane, [{ key: 'wheel', body }])
    expect(fileUnknownOffers(lane.store.replica.unknownOffers()).all).toMatchObject([{ offerId: 'wheel', name: { en: 'Wheel of fortune' } }])
    const beside = new Database(join(lane.dataDir, 'replica-1.db'))
    expect(beside.prepare("select body from offer where offer_id = 'wheel'").get()).toEqual({ body: JSON.stringify(body) })
    // What the updated program does is turned round here: the kind becomes a known one, the stored row stays what it was.
    beside.exec(`update offer set body = replace(body, '{"kind":"lottery","odds":7}', '{"kind":"percent-off","basisPoints":1000}')`)
    beside.close()
    const updated = restarted(lane)
    expect(updated.store.replica.unknownOffers()).toEqual([])
    expect(updated.store.replica.offers().map(({ offerId }) => offerId)).toContain('wheel')
  })
})

test('a malformed offer of a known kind is skipped and counted, by the path of its field, and the one before stays', () => {
  const lane = openShop()
  const [good] = rows.offers ?? []
  const wrong = { ...offer('coffee-20', {}), reward: { kind: 'percent-off', basisPoints: 20_000 } }
  expect(feed(lane, [{ key: 'coffee-20', body: wrong }])).toEqual({ unreadableCount: 1, unreadable: [expect.stringMatching(/^offers\/coffee-20: reward\.basisPoints: /)] })
  expect(lane.store.replica.offers()).toContainEqual(good?.body)
})
