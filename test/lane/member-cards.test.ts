import { expect, it } from 'vitest'
import type { MemberId } from '../../src/domain/ids.ts'
import { writeOwnCode } from '../../src/domain/barcode/own-codes.ts'
import { cardKey, testSettings } from '../support/lane.ts'
import { basketOf, codes, openShop } from '../support/lane-shop.ts'
import { aMember } from '../support/sale.ts'

const settings = { ...testSettings, ownCodes: [...testSettings.ownCodes, { kind: 'member-card', pattern: 'UUUUUUUU' }, { kind: 'member-card', pattern: '04UUUUUUUUUUUU' }, { kind: 'member-card', pattern: '634004MMMMMMMMMMMC' }] }
const cy = aMember({ memberId: 'm3' as MemberId, displayName: 'Cy O.', nextVisit: [] })
const shop = () => openShop({ rows: { settings: [{ key: 'store', body: settings }], members: [{ key: cy.memberId, body: { ...cy, keys: [cardKey('A23B1C5D6E80'), cardKey('12345670'), cardKey('00000000123')] } }] } })

it('a member is found by the UID of her card, as by a card number', () => {
  const lane = shop()
  lane.devices.send({ type: 'swiped', device: 'nfc', text: '04A23B1C5D6E80' })
  expect(basketOf(lane).member).toMatchObject({ displayName: 'Cy O.' })
  expect(lane.lane.view().message).toMatchObject({ code: 'member-attached' })
})

it('a UID of digits alone is a card at the reader, and under the scanner an item', () => {
  const atReader = shop()
  atReader.devices.send({ type: 'swiped', device: 'nfc', text: '12345670' })
  expect(basketOf(atReader).member).toMatchObject({ displayName: 'Cy O.' })
  const underScanner = shop()
  underScanner.devices.send({ type: 'scanned', device: 'scanner', text: '12345670' })
  expect(underScanner.lane.view().message).toMatchObject({ code: 'unknown-code', data: { code: '00000012345670' } })
})

it('a UID that nobody has is an unknown member', () => {
  const lane = shop()
  lane.devices.send({ type: 'swiped', device: 'nfc', text: '04000000000000' })
  expect(lane.lane.view().message).toMatchObject({ code: 'member-unknown' })
})

it('a card of the chain’s own range finds its member although it looks like a payment card, swiped and keyed', () => {
  const number = writeOwnCode('634004MMMMMMMMMMMC', { M: '00000000123' })
  const swiped = shop()
  swiped.devices.send({ type: 'swiped', device: 'card-reader', text: number })
  expect(basketOf(swiped).member).toMatchObject({ displayName: 'Cy O.' })
  const keyed = shop()
  expect(keyed.ask({ name: 'keyCode', text: number })).toMatchObject({ kind: 'ok' })
  expect(basketOf(keyed).member).toMatchObject({ displayName: 'Cy O.' })
})

it('a card that is none of the shop’s is told as such, and the sale goes on', () => {
  const lane = shop()
  lane.devices.send({ type: 'garbled', device: 'card-reader', reason: 'foreign-card' })
  expect(lane.lane.view().message).toEqual({ level: 'warn', code: 'foreign-card', data: {} })
  expect(lane.scan(codes.coffee)).toMatchObject({ kind: 'ok' })
  expect(lane.lane.view().message).toBeUndefined()
})
