import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaneConfig } from '../../src/contract/config.ts'
import type { DeviceMessage, DeviceOrder, Devices } from '../../src/contract/devices.ts'
import type { FeedTopic, StoreSettings } from '../../src/contract/feed.ts'
import { memberKey } from '../../src/contract/keyed-hash.ts'
import type { NoticeFrame } from '../../src/contract/frames.ts'
import type { LaneCommand, LaneQuestion } from '../../src/contract/lane-commands.ts'
import type { TaxClassId } from '../../src/domain/ids.ts'
import { openLane, type Lane } from '../../src/lane/lane.ts'
import type { Clock } from '../../src/lane/real-clock.ts'
import type { StoreWire } from '../../src/lane/store-network/store-wire.ts'
import type { LaneKey } from '../../src/lane/store/lane-key.ts'
import { openLaneStore, type LaneStore } from '../../src/lane/store/open-lane-store.ts'

export const memberSecret = 'member secret of the tests'
export const couponSecret = 'coupon secret of the tests'

export const testSettings: StoreSettings = {
  storeId: 'test-store',
  storeName: 'Test Market',
  receiptHeader: ['Test Market', '1 Example Street'],
  receiptFooter: ['Thank you'],
  language: 'en',
  timeZone: 'Europe/Lisbon',
  dayChangeMinute: 240,
  currency: { code: 'EUR', decimals: 2, symbol: '€' },
  taxClasses: [
    { taxClassId: 'a' as TaxClassId, name: 'VAT', letter: 'A', rateBasisPoints: 2300, kind: 'included' },
    { taxClassId: 'b' as TaxClassId, name: 'VAT', letter: 'B', rateBasisPoints: 600, kind: 'included' },
  ],
  earnRules: { points: 1, perMinor: 100 },
  ownCodes: [
    { kind: 'price-label', pattern: '21IIIIIPPPPPC' },
    { kind: 'weight-label', pattern: '22IIIIIWWWWWC' },
    { kind: 'receipt', pattern: '27RRRRRRRRRRC' },
    { kind: 'list', pattern: '28LLLLLLLLLLC' },
    { kind: 'member-card', pattern: '29MMMMMMMMMMC' },
  ],
  couponSecret,
  memberSecret,
  nextVisit: { validDays: 21, minimumDueMinor: 0 },
}

export const cardKey = (digits: string): string => memberKey(memberSecret, 'card', digits)
export const phoneKey = (digits: string): string => memberKey(memberSecret, 'phone', digits)

/** A device process the test plays: it sees the orders and sends what it likes. */
export interface PlayedDevices extends Devices {
  readonly orders: DeviceOrder[]
  send(message: DeviceMessage): void
}

export function playDevices(): PlayedDevices {
  let listener: (message: DeviceMessage) => void = () => {}
  const orders: DeviceOrder[] = []
  return { orders, order: (order) => void orders.push(order), onMessage: (called) => void (listener = called), send: (message) => listener(message), close: async () => {} }
}

/** A clock that stands still until the test moves it. Waits never end by themselves. */
export function standingClock(at = '2026-11-22T14:32:00.000Z'): Clock & { at: string } {
  return { at, now() { return this.at }, after: () => () => {} }
}

export interface TestLane {
  readonly lane: Lane
  readonly store: LaneStore
  readonly devices: PlayedDevices
  readonly clock: Clock & { at: string }
  readonly notices: NoticeFrame[]
  readonly dataDir: string
  /** Sends a command under a new id and gives the outcome. */
  ask(body: LaneCommand | LaneQuestion): ReturnType<Lane['handle']>
  scan(text: string): ReturnType<Lane['handle']>
  /** Closes the database as a stopped process would and opens the lane anew. */
  restart(): TestLane
  end(): void
}

export type Rows = Partial<Record<FeedTopic, readonly { readonly key: string; readonly body: unknown }[]>>

/** A real lane on a real database in a folder of its own, filled as the feed would. */
export function openTestLane(rows: Rows, { laneNumber = 7, dataDir = mkdtempSync(join(tmpdir(), 'lanewise-lane-')), clock = standingClock(), journalId = crypto.randomUUID() as string, wire = undefined as StoreWire | undefined, key = undefined as LaneKey | undefined } = {}): TestLane {
  const config: LaneConfig = {
    storeId: testSettings.storeId,
    laneNumber,
    dataDir,
    crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' },
    kiosk: { port: 0 },
    cashier: { cashierId: 'maria', name: 'Maria S.' },
    devices: [],
  }
  const store = openLaneStore({ dataDir, lane: { storeId: config.storeId, laneNumber }, key, newJournalId: () => journalId })
  for (const [topic, changes] of Object.entries({ settings: [{ key: 'store', body: testSettings }], ...rows })) {
    const numbered = changes.map((change, index) => ({ ...change, change: index + 1 }))
    const { unreadableCount } = store.replica.storePage({ topic: topic as FeedTopic, changes: numbered, next: numbered.length, complete: true })
    if (unreadableCount > 0) throw new Error(`${unreadableCount} rows of ${topic} do not fit their schema`)
  }
  const devices = playDevices()
  const notices: NoticeFrame[] = []
  const lane = openLane({ config, store, devices, clock, newId: () => crypto.randomUUID(), wire })
  lane.onNotice((notice) => void notices.push(notice))
  const ask: TestLane['ask'] = (body) => lane.handle({ id: crypto.randomUUID(), body })
  return {
    lane, store, devices, clock, notices, dataDir, ask,
    scan: (text) => ask({ name: 'scan', text }),
    restart() {
      store.close()
      return openTestLane(rows, { laneNumber, dataDir, clock, key })
    },
    end() {
      store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
