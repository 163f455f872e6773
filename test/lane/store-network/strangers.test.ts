import { afterEach, describe, expect, test } from 'vitest'
import { openSealer } from '../../../src/lane/store-network/open-sealer.ts'
import { couponSecret, testSettings } from '../../support/lane.ts'
import { rows } from '../../support/small-shop.ts'
import { openStoreLanes, type StoreLanes } from '../../support/store-lanes.ts'

let store: StoreLanes
let recorded: Uint8Array[] = []
const openStore = (): void => {
  recorded = []
  store = openStoreLanes({ count: 2, rows, meddle: (datagram, from) => (from === 'lane 2' && recorded.push(datagram), datagram) })
}
afterEach(() => store.end())

const lanes = (): unknown => store.lanes[0]?.lane.view().lanes
/** Lane 1 hears these, as if lane 2 had sent them. */
const hears = (...datagrams: readonly Uint8Array[]): unknown => {
  for (const datagram of datagrams) store.network.play(datagram, 'lane 2', 'lane 1')
  return lanes()
}
const bye = (sealedWith: { readonly secret?: string; readonly storeId?: string; readonly journalId?: string }): Uint8Array =>
  openSealer({ secret: couponSecret, storeId: testSettings.storeId, session: crypto.randomUUID(), ...sealedWith }).seal(JSON.stringify({ journalId: sealedWith.journalId ?? 'journal-02', laneNumber: 2, body: { kind: 'bye' } }))

describe('what is said on the store network by anybody else', () => {
  test('in another store, or with another secret, is dropped and counted', () => {
    openStore()
    expect(hears(bye({ storeId: 'next-door' }), bye({ secret: 'not the secret of this chain' }))).toMatchObject({ presentCount: 1, silent: [], droppedCount: 2 })
  })

  test('cut or changed by a bit, is dropped and counted', () => {
    openStore()
    const [said = new Uint8Array()] = recorded.slice(-1)
    const cuts = Array.from({ length: said.length }, (_, length) => said.slice(0, length))
    const flips = Array.from({ length: said.length }, (_, index) => said.map((byte, at) => (at === index ? byte ^ 1 : byte)))
    expect(hears(...cuts, ...flips)).toMatchObject({ presentCount: 1, droppedCount: cuts.length + flips.length })
  })

  test('once more, is dropped and counted', () => {
    openStore()
    expect(hears(...recorded)).toMatchObject({ presentCount: 1, droppedCount: recorded.length })
  })

  test('by a session that has not shown that it speaks now, is not listened to: a recording, with the right secret', () => {
    openStore()
    expect(hears(bye({}))).toMatchObject({ presentCount: 1, droppedCount: 1 })
  })

  test('from before a lane was restarted, is dropped by a lane that was restarted too', () => {
    openStore()
    store.time.pass(2_000)
    const old = [...recorded]
    store.restart(1)
    store.restart(0)
    store.time.pass(2_500)
    expect(hears(...old)).toMatchObject({ presentCount: 1, silent: [] })
    store.time.pass(10_000)
    expect(lanes()).toMatchObject({ presentCount: 1, silent: [] })
  })
})
