import { describe, expect, it } from 'vitest'
import { demoItems } from '../../../src/crm/demo/demo-items.ts'
import { demoMembers } from '../../../src/crm/demo/demo-members.ts'
import { demoThings } from '../../../src/crm/demo/demo-things.ts'
import { identify } from '../../../src/domain/barcode/identify.ts'
import { demoOwnCodes } from '../../../src/domain/barcode/own-codes.ts'
import { inItemSet } from '../../../src/domain/offers/item-set.ts'
import { manufacturerCode, manufacturerOffer } from '../../../src/domain/offers/manufacturer-offer.ts'
import type { Offer } from '../../../src/domain/offers/offer.ts'
import { seatSets } from '../../../src/domain/offers/seats.ts'

const lists = demoMembers.map((member, index) => ({ memberId: member.memberId, number: String(7_000_000_000 + index) }))
const things = demoThings(lists)
const ana = demoMembers[0]

function read(label: string): ReturnType<typeof identify> {
  const thing = things.find((each) => each.label === label)
  return identify(thing?.text ?? '', { source: thing?.how === 'swipe' ? 'card-reader' : 'scanner', ownCodes: demoOwnCodes })
}

describe('the things to scan', () => {
  it('have a label each, and every group has some', () => {
    expect(new Set(things.map((thing) => thing.label)).size).toBe(things.length)
    expect([...new Set(things.map((thing) => thing.group))]).toEqual(['items', 'weighed', 'age', 'members', 'lists', 'coupons', 'trouble'])
  })

  it.each([
    ['Bananas, loose, 1142 g', { kind: 'weight-label', plu: '10001', grams: 1142 }],
    ['Chicken breast fillet, 684 g', { kind: 'price-label', plu: '13001', priceMinor: 615 }],
    ['Ana F., card', { kind: 'member-card', number: ana?.cardNumber }],
    ['Ana F., card through the reader', { kind: 'member-card', number: ana?.cardNumber }],
    ['Shopping list of Ana F.', { kind: 'list', number: '7000000000' }],
    ['Suavela: 0.75 off shampoo or conditioner', { kind: 'manufacturer-coupon', coupon: { companyPrefix: '952220', saveValue: 75, purchases: [{ value: 1, code: '0', familyCode: '110' }] } }],
    ['Suavela: 1 of 2 from bath and body free', { kind: 'manufacturer-coupon', coupon: { saveValueCode: '1', saveValue: 0, purchases: [{ value: 2, familyCode: '120' }], mayMultiply: false } }],
    ['Suavela: ended', { kind: 'manufacturer-coupon', coupon: { expiresOn: '2024-01-01' } }],
    ['Unknown club card', { kind: 'member-card', number: '9999999999' }],
    ['Wrong check digit', { unreadable: 'check-digit' }],
    ['Half a code', { unreadable: expect.any(String) as string }],
  ])('%s is read as what it is', (label, expected) => {
    expect(read(label)).toMatchObject(expected)
  })

  it('sell, where they are items, what the store sells', () => {
    const gtins = new Set(demoItems.flatMap((item) => item.gtins))
    const codes = things.filter((thing) => thing.group === 'items' || thing.group === 'age').map((thing) => `0${thing.text}`)
    expect(codes.filter((gtin) => !gtins.has(gtin))).toEqual([])
    expect(demoItems.filter((item) => item.ageYears !== undefined && item.gtins.some((gtin) => codes.includes(gtin))).length).toBeGreaterThanOrEqual(1)
  })

  it('hold coupons that come off what the store sells, but for the one that has ended', () => {
    const coupons = things.filter((thing) => thing.group === 'coupons').map(({ label }) => read(label))
    const offers = coupons.flatMap((code) => ('digits' in code ? [manufacturerOffer(manufacturerCode(code.digits))] : []))
    const soldUnder = (offer: Offer): number => demoItems.filter((item) => seatSets(offer).some((set) => inItemSet(set, { ...item, gtin: item.gtins[0] }))).length
    expect(offers.map((own) => (own && 'offer' in own ? soldUnder(own.offer) > 0 : false))).toEqual([true, true, true])
  })

  it('hold one good code that nothing is sold under', () => {
    const unknown = read('Unknown item')
    expect(unknown).toMatchObject({ kind: 'item' })
    expect(demoItems.some((item) => 'gtin' in unknown && item.gtins.includes(unknown.gtin))).toBe(false)
  })

  it('hold no list for a member who has none', () => {
    expect(demoThings([]).filter((thing) => thing.group === 'lists')).toEqual([])
  })
})
