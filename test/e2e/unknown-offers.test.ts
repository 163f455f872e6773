import { expect, test } from 'vitest'
import { writeFeedRows } from '../../src/crm/store/feed-rows.ts'
import { openDatabase } from '../../src/crm/store/open-database.ts'
import type { ItemId } from '../../src/domain/ids.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { basketOf, codes, offer, payCash } from '../support/lane-shop.ts'
import { withCrmDatabase } from '../support/postgres.ts'
import { openShopWithOffice } from '../support/shop-with-office.ts'

const databases = withCrmDatabase()
const onCoffee = (offerId: string, change: Partial<Offer>): Offer => offer(offerId, { activation: { kind: 'automatic' }, condition: { kind: 'quantity', set: { itemIds: ['coffee' as ItemId] }, unitCount: 1 }, ...change })

test('an offer of an unknown kind is refused at the door of head office, by the path of its field', async () => {
  const { crm } = await openShopWithOffice(await databases.fresh(), [])
  const publish = (change: object): Promise<unknown> => crm.publish('offers', [{ key: 'wheel', body: { ...onCoffee('wheel', {}), ...change } }])
  await expect(publish({ reward: { kind: 'lottery' } })).rejects.toThrow('offers: row 1: reward.kind: ')
  await expect(publish({ condition: { kind: 'weather' } })).rejects.toThrow('condition.kind')
})

test('one that a newer head office has published is left out by lane and head office alike: they price the same', async () => {
  const url = await databases.fresh()
  const { crm, lane } = await openShopWithOffice(url, [onCoffee('ten', { reward: { kind: 'percent-off', basisPoints: 1000 } })])
  const database = await openDatabase(url, () => undefined)
  const newer = { ...onCoffee('wheel', {}), reward: { kind: 'lottery', odds: 7 }, limits: { total: 5 } }
  await database.transaction((connection) => writeFeedRows(connection, 'offers', [{ key: 'wheel', body: JSON.stringify(newer) }]))
  await database.close()
  const one = lane(1)
  await one.sync()
  one.test.scan(codes.coffee)
  expect(basketOf(one.test).offers.map(({ offerId, state }) => `${offerId} ${state.kind === 'excluded' ? state.reason : state.kind}`)).toEqual(['ten applied', 'wheel unknown-kind'])
  payCash(one.test, 1_000)
  await one.sync()
  expect(await crm.pricing()).toMatchObject({ checked: 1, agreed: 1, different: 0, notCheckable: 0 })
})
