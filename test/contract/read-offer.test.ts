import { describe, expect, test } from 'vitest'
import { readOffer } from '../../src/contract/read-offer.ts'
import { offer } from '../support/lane-shop.ts'

const known = offer('o1', {})
const read = (change: object): unknown => {
  const each = readOffer({ ...known, ...change })
  return each.kind === 'malformed' ? { kind: each.kind, path: each.issues[0]?.path.join('.') } : each
}

describe('an offer from the feed', () => {
  test('of known kinds is read', () => {
    expect(read({})).toEqual({ kind: 'known', offer: known })
  })

  test.each([
    ['reward', { reward: { kind: 'lottery', odds: 7 } }, ['reward.kind']],
    ['condition', { condition: { kind: 'weather' } }, ['condition.kind']],
    ['activation', { activation: { kind: 'beacon' } }, ['activation.kind']],
    ['condition and reward', { condition: { kind: 'weather' }, reward: { kind: 'lottery' } }, ['condition.kind', 'reward.kind']],
  ])('of an unknown %s is kept with its id and name', (_, change, fields) => {
    expect(read(change)).toMatchObject({ kind: 'unknown', fields, offer: { offerId: 'o1', name: { en: 'o1' } } })
  })

  test.each([
    ['at its top', { dayParts: ['lunch'] }, 'dayParts'],
    ['in its limits', { limits: { perWeek: 1 } }, 'limits.perWeek'],
    ['deep in its condition', { condition: { kind: 'sets', parts: [{ set: { tags: ['new'] }, unitCount: 1, weekly: true }, { set: {}, unitCount: 1 }] } }, 'condition.parts.0.weekly'],
  ])('with a field this program does not know is not given by what is left of it: %s', (_, change, field) => {
    expect(read(change)).toMatchObject({ kind: 'unknown', fields: [field], offer: { offerId: 'o1' } })
  })

  test('of an unknown reward still says what it asks for and what arms it', () => {
    expect(read({ reward: { kind: 'lottery' }, condition: { kind: 'sets', parts: [{ set: { brands: ['Sol'] }, unitCount: 1 }, { set: { tags: ['new'] }, unitCount: 1 }] } })).toMatchObject({ offer: { activation: { kind: 'list' }, sets: [{ brands: ['Sol'] }, { tags: ['new'] }] } })
    expect(read({ reward: { kind: 'lottery' }, condition: { kind: 'basket', spendMinor: 100 } })).toMatchObject({ offer: { sets: [] } })
    expect(read({ condition: { kind: 'weather' } })).toMatchObject({ offer: { sets: undefined } })
  })

  test('without a name that can be read goes by its id', () => {
    expect(read({ reward: { kind: 'lottery' }, name: ['Wheel'] })).toMatchObject({ kind: 'unknown', offer: { offerId: 'o1', name: { en: 'o1' } } })
  })

  test.each([
    ['a known reward with a wrong field', { reward: { kind: 'percent-off', basisPoints: 20_000 } }, 'reward.basisPoints'],
    ['terms that contradict each other', { window: { fromDay: '2026-02-01', untilDay: '2026-01-01' } }, 'window.untilDay'],
    ['an unknown kind without an id', { offerId: '', reward: { kind: 'lottery' } }, 'offerId'],
    ['a reward that is no object', { reward: 'half price' }, 'reward'],
    ['a kind that is no word', { reward: { kind: 7 } }, 'reward.kind'],
  ])('that is malformed is told by the path of its field: %s', (_, change, path) => {
    expect(read(change)).toEqual({ kind: 'malformed', path })
  })

  test.each([null, 'offer', [], {}])('that is no offer at all is malformed: %j', (body) => {
    expect(readOffer(body).kind).toBe('malformed')
  })
})
