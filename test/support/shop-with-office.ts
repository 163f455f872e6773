import { randomUUID } from 'node:crypto'
import { afterEach, onTestFinished } from 'vitest'
import type { Crm } from '../../src/crm/crm.ts'
import { serveCrm } from '../../src/crm/http/serve-crm.ts'
import type { Offer } from '../../src/domain/offers/offer.ts'
import { openCrmClient, type CrmClient } from '../../src/lane/sync/crm-client.ts'
import { downloadChanges } from '../../src/lane/sync/download.ts'
import { shakeHands, uploadNext } from '../../src/lane/sync/upload.ts'
import { testMember } from './crm-shop.ts'
import { openTestCrm } from './crm.ts'
import { rows } from './lane-shop.ts'
import { openTestLane, testSettings, type TestLane } from './lane.ts'

const [laneToken, adminToken] = ['token-for-the-lanes', 'token-for-head-office']
const at = '2026-11-22T14:32:00.000Z'

export interface ShopLane {
  readonly test: TestLane
  /** The network holds for one round: what was sold goes up, what is new comes down. */
  sync(): Promise<void>
}

export interface ShopWithOffice {
  readonly crm: Crm
  readonly lane: (laneNumber: number) => ShopLane
}

let open: TestLane[] = []
afterEach(() => {
  for (const each of open) each.end()
  open = []
})

/** A real head office with the small shop's goods, one member and these offers, and real lanes that reach it over HTTP when the test says so. */
export async function openShopWithOffice(databaseUrl: string, offers: readonly Offer[]): Promise<ShopWithOffice> {
  const crm = await openTestCrm(databaseUrl, { now: () => at, today: () => '2026-11-22' })
  const served = await serveCrm({ crm, host: '127.0.0.1', port: 0, laneToken, adminToken })
  const closing = new AbortController()
  onTestFinished(async () => {
    closing.abort()
    await served.close()
  })
  await crm.publish('settings', [{ key: 'store', body: testSettings }])
  await crm.publish('items', rows.items ?? [])
  await crm.publish('offers', offers.map((body) => ({ key: body.offerId, body })))
  await crm.importMembers([testMember('m1')])
  await crm.settle()
  const client = openCrmClient({ url: served.url, token: laneToken, closing: closing.signal })
  return { crm, lane: (laneNumber) => openShopLane(laneNumber, crm, client) }
}

function openShopLane(laneNumber: number, crm: Crm, client: CrmClient): ShopLane {
  const lane = openTestLane({}, { laneNumber })
  open.push(lane)
  const parts = { store: lane.store, crm: client, clock: lane.clock, newId: randomUUID }
  return {
    test: lane,
    async sync() {
      await shakeHands(parts)
      while ((await uploadNext(parts)) !== 'drained');
      await crm.settle()
      await downloadChanges(parts)
      lane.lane.shopChanged()
    },
  }
}
