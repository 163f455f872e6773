import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../src/lane/real-clock.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import type { LineLimits } from '../../../src/lane/sync/http-line.ts'
import { startSync } from '../../../src/lane/sync/start-sync.ts'
import { assert } from '../../../src/domain/assert.ts'
import { openLane, type Lane } from '../../../src/lane/lane.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { playDevices } from '../../support/lane.ts'
import { laneToken } from './open-office.ts'

/** A real lane on a real disk with its real line to head office, at which somebody scans. */
export interface ScanningLane {
  readonly store: LaneStore
  /** Has its goods from head office. */
  readonly ready: Promise<void>
  /** Resolves when head office has answered next, or is next found not to. */
  nextContact(): Promise<void>
  /** Scans a code. @returns milliseconds until the lane had answered */
  scan(code: string): number
  /** Takes cash for what was scanned. */
  pay(): void
  close(): Promise<void>
}

export interface ScanningAsked {
  readonly dataDir: string
  readonly storeId: string
  readonly url: string
  readonly clock: Clock
  readonly limits: LineLimits
  readonly token?: string
}

export function openScanningLane({ dataDir, storeId, url, clock, limits, token = laneToken }: ScanningAsked): ScanningLane {
  const store = openLaneStore({ dataDir, lane: { storeId, laneNumber: 1 } })
  const closing = new AbortController()
  const config = { storeId, laneNumber: 1, dataDir, crm: { url, token }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
  let sync: ReturnType<typeof startSync> | undefined
  const lane: Lane = openLane({ config, store, devices: playDevices(), clock, newId: () => crypto.randomUUID(), onFacts: () => sync?.nudge() })
  const waiting: (() => void)[] = []
  const ready = new Promise<void>((resolve) => {
    sync = startSync({ store, crm: openCrmClient({ url, token, closing: closing.signal, limits }), clock, newId: randomUUID, onContact: (online) => {
      lane.syncChanged(online)
      if (online) resolve()
      for (const wake of waiting.splice(0)) wake()
    }, onShop: () => lane.shopChanged(), onTrouble: (code, about) => lane.trouble(code, about) })
  })
  const ask = (body: Parameters<Lane['handle']>[0]['body']): void => {
    const outcome = lane.handle({ id: crypto.randomUUID(), body })
    assert(outcome.kind === 'ok', `${body.name} is not taken: ${JSON.stringify(outcome)}`)
  }
  return {
    store, ready,
    nextContact: () => new Promise((resolve) => void waiting.push(resolve)),
    scan(code) {
      const startedAtMs = performance.now()
      ask({ name: 'scan', text: code })
      return performance.now() - startedAtMs
    },
    pay() {
      ask({ name: 'openTender' })
      const { sale } = lane.view()
      assert(sale.kind === 'tendering', `the sale is ${sale.kind}`)
      ask({ name: 'takeCash', givenMinor: sale.basket.totals.dueMinor })
    },
    async close() {
      const ended = sync?.close()
      closing.abort()
      await ended
      await lane.close()
      store.close()
    },
  }
}
