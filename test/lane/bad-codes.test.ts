import { describe, expect, test } from 'vitest'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { z } from 'zod'
import { basketOf, codes, openShop, payCash, rows } from '../support/lane-shop.ts'

describe('a code that cannot be sold', () => {
  test.each([
    ['an unknown code', codes.unknown, 'unknown-code'],
    ['a wrong check digit', '9521234500019', 'unreadable'],
    ['half a code', '95212345', 'unreadable'],
    ['two codes glued together', codes.yoghurt + codes.coffee, 'unreadable'],
    ['ten kilobytes', '9'.repeat(10_240), 'unreadable'],
    ['binary noise', '\u0001\u0002\u007f', 'unreadable'],
    ['a coupon of the Positive Offer File', ']e081121195212340000773123456789', 'coupon-needs-clearing'],
    ['the label of a pallet', ']C100395212340000000014', 'not-for-sale'],
    ['a compressed web code', ']Q1https://dlnkd.tn.gg/ARFKk4XB0CDKWcnpq', 'unreadable'],
    ['an item number in a library’s card', `]A0${codes.yoghurt}`, 'unreadable'],
    ['a forged list', writeOwnCode('28LLLLLLLLLLC', { L: '7777777777' }), 'list-unknown'],
  ])('%s gets a message, and the next scan goes on', (_what, code, refused) => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    expect(lane.scan(code)).toMatchObject({ kind: 'refused', refusal: { refused } })
    expect(lane.lane.view().message).toMatchObject({ level: 'warn', code: refused })
    lane.scan(codes.yoghurt)
    expect(basketOf(lane).lines.length).toBe(2)
    expect(lane.lane.view().message).toBeUndefined()
  })

  test('an item of a tax class that the settings do not name is not sold, and the lane goes on', () => {
    const [item] = rows.items ?? []
    const lane = openShop({ rows: { items: [{ key: 'yoghurt', body: { ...z.looseObject({}).parse(item?.body), taxClassId: 'gone' } }] } })
    expect(lane.scan(codes.yoghurt)).toMatchObject({ kind: 'refused', refusal: { refused: 'item-has-no-tax' } })
    expect(lane.lane.view().sale.kind).toBe('idle')
  })

  test('digits beside a magazine that come on their own are told, add nothing and sound no alarm', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    expect(lane.scan(']E107')).toEqual({ kind: 'ok' })
    expect(lane.lane.view().message).toMatchObject({ level: 'info', code: 'add-on-read', data: { code: '07' } })
    expect(basketOf(lane).lines.length).toBe(1)
  })

  test('an unknown code stays counted until the sale ends', () => {
    const lane = openShop()
    lane.scan(codes.yoghurt)
    lane.scan(codes.unknown)
    lane.scan(codes.yoghurt)
    expect(lane.lane.view().unknownCount).toBe(1)
    payCash(lane, 500)
    expect(lane.lane.view().unknownCount).toBe(0)
  })
})
