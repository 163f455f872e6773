import { usualStoreNetwork, type LaneConfig } from '../contract/config.ts'
import type { Devices } from '../contract/devices.ts'
import { openLane, type Lane } from './lane.ts'
import { realClock, type Clock } from './real-clock.ts'
import { laneKeyOf } from './store/lane-key.ts'
import { keepSecondCopy } from './store/keep-second-copy.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from './store/open-lane-store.ts'
import { openCrmClient } from './sync/crm-client.ts'
import { startSync, type Sync } from './sync/start-sync.ts'
import type { StoreWire } from './store-network/store-wire.ts'
import { openUdpWire } from './store-network/udp-wire.ts'

export interface LaneSetUp {
  readonly config: LaneConfig
  readonly devices: Devices
  /** The real one unless given. */
  readonly clock?: Clock
  /** Makes UUIDs; random ones unless given. */
  readonly newId?: () => string
  /** To the other lanes of the store; over UDP as the configuration says unless given. */
  readonly wire?: StoreWire
  /** Opened with `openConfiguredStore`, by whoever had to look at it first; the lane closes it. */
  readonly store?: LaneStore
}

/** A lane with its database and its line to head office. */
export interface RunningLane {
  readonly lane: Lane
  readonly store: LaneStore
  /** Resolves when it can sell; for a lane without any settings, when its first feed is in or head office cannot give it. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/** @throws StoreTrouble when the database cannot be used; its message says what to do */
export function runLane(setUp: LaneSetUp): RunningLane {
  const { config, devices, clock = realClock, newId = randomId, wire, store = openConfiguredStore(setUp) } = setUp
  const closing = new AbortController()
  let sync: Sync | undefined
  let sayReady = (): void => {}
  const ready = new Promise<void>((resolve) => {
    sayReady = resolve
  })
  const lane = openLane({ config, store, devices, clock, newId, onFacts: () => sync?.nudge(), wire: wire ?? storeWire(config) })
  if (store.replica.settings()) sayReady()
  sync = startSync({
    store,
    crm: openCrmClient({ ...config.crm, closing: closing.signal }),
    clock,
    newId,
    onContact(online) {
      lane.syncChanged(online)
      sayReady()
    },
    onDrift: (seconds) => lane.driftChanged(seconds),
    onBranch: () => lane.journalChanged(),
    onShop: () => lane.shopChanged(),
    onTrouble(code, about) {
      if (about.reason === 'io') store.reopen()
      lane.trouble(code, about)
      sayReady()
    },
  })
  const copy = keepSecondCopy({ store, folder: config.copyDir ?? usualCopyDir(config.dataDir), key: laneKeyOf(config), clock, onTrouble: (code, detail) => lane.trouble(code, { detail }) })
  return {
    lane,
    store,
    ready,
    async close() {
      const stopped = sync?.close()
      closing.abort()
      await stopped
      await lane.close()
      await copy.close()
      store.close()
    },
  }
}

/** The lane's database where its configuration puts it. @throws StoreTrouble */
export function openConfiguredStore({ config, newId = randomId }: LaneSetUp): LaneStore {
  const { dataDir, copyDir, storeId, laneNumber } = config
  return openLaneStore({ dataDir, copyDir, key: laneKeyOf(config), lane: { storeId, laneNumber }, newJournalId: newId })
}

function randomId(): string {
  return crypto.randomUUID()
}

function storeWire({ storeNetwork = {} }: LaneConfig): StoreWire | undefined {
  return storeNetwork === 'off' ? undefined : openUdpWire({ group: storeNetwork.group ?? usualStoreNetwork.group, port: storeNetwork.port ?? usualStoreNetwork.port, addresses: storeNetwork.addresses ?? [] })
}
