import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaneConfig } from '../../src/contract/config.ts'
import type { DeviceMessage, DeviceOrder, Devices } from '../../src/contract/devices.ts'
import type { FeedTopic } from '../../src/contract/feed.ts'
import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import { openPaymentTerminalCore, type PaymentTerminalCore } from '../../drivers/simulator/payment-terminal-core.ts'
import { outcomeOf } from '../../drivers/driver.ts'
import { openLane, type Lane } from '../../src/lane/lane.ts'
import type { Clock } from '../../src/lane/real-clock.ts'
import { openLaneStore, type LaneStore } from '../../src/lane/store/open-lane-store.ts'
import { readFact } from '../../src/lane/store/journal.ts'
import { manualTimers, type ManualTimers } from './drivers-manual-timers.ts'
import { testSettings } from './lane.ts'
import { codes, rows } from './lane-shop.ts'
import { openTerminalDevices, terminalName } from './payment-terminal.ts'

/** A real lane on a real database, the real driver and a simulated terminal, on one clock that the test moves; any of them can be killed at any moment. */
export interface PayingLane {
  readonly core: PaymentTerminalCore
  readonly timers: ManualTimers
  ask(body: LaneCommand): ReturnType<Lane['handle']>
  view(): LaneView
  scan(): void
  /** The lane and its device process stop at once and start again on the same database. */
  killLane(): void
  /** Only the device process stops, and starts again. */
  killDevices(): void
  /** The next commit finds the disk full. */
  failDiskOnce(): void
  facts(): Fact[]
  end(): void
}

export function openPayingLane(seed: number): PayingLane {
  const timers = manualTimers()
  const core = openPaymentTerminalCore({ timers, seed })
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-paying-'))
  let running = start(true)

  function start(isFirst = false): { readonly lane: Lane; readonly store: LaneStore; readonly process: MortalDevices; readonly life: { isOver: boolean } } {
    const life = { isOver: false }
    const store = openStore(dataDir, isFirst)
    const process = openMortalDevices(core, timers)
    const lane = openLane({ config: configFor(dataDir), store, devices: process, clock: clockOf(timers, life), newId: () => crypto.randomUUID() })
    return { lane, store, process, life }
  }

  return {
    core, timers,
    ask: (body) => running.lane.handle({ id: crypto.randomUUID(), body }),
    view: () => running.lane.view(),
    scan: () => void running.lane.handle({ id: crypto.randomUUID(), body: { name: 'scan', text: codes.coffee } }),
    killLane() {
      running.life.isOver = true
      running.process.kill()
      running.store.close()
      running = start()
    },
    killDevices: () => running.process.restart(),
    failDiskOnce() {
      const { journal } = running.store
      const { append } = journal
      Object.assign(journal, { append: () => { Object.assign(journal, { append }); throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) } })
    },
    facts: () => running.store.journal.recordsAfter(0, 100_000).map((record) => readFact(record.body)),
    end() {
      running.life.isOver = true
      running.process.kill()
      running.store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Card money by the journal: what the terminal took less what it gave back. */
export function cardMinor(facts: readonly Fact[]): number {
  const taken = facts.flatMap((fact) => (fact.kind === 'tender-taken' && fact.tender.tenderKind === 'card' ? [fact.tender] : []))
  const returned = new Set<string>(facts.flatMap((fact) => (fact.kind === 'tender-returned' ? [fact.tenderId] : [])))
  return taken.reduce((sum, { tenderId, amountMinor }) => (returned.has(tenderId) ? sum : sum + amountMinor), 0)
}

interface MortalDevices extends Devices {
  kill(): void
  restart(): void
}

/** A device process as the lane has it: killed, its open orders are answered `unknown` and nothing more is heard of the old one. */
function openMortalDevices(core: PaymentTerminalCore, timers: ManualTimers): MortalDevices {
  let listener: (message: DeviceMessage) => void = () => undefined
  const open = new Map<string, DeviceOrder>()
  let edition = 0
  let devices = begin()

  function begin(): Devices {
    const mine = ++edition
    const born = openTerminalDevices(core, timers)
    born.onMessage((message) => mine === edition && tell(message))
    return born
  }

  function tell(message: DeviceMessage): void {
    if (message.type === 'outcome' && !open.delete(message.orderId)) return
    listener(message)
  }

  function kill(): void {
    edition++
    void devices.close()
  }

  return {
    order(order) {
      open.set(order.orderId, order)
      devices.order(order)
    },
    onMessage: (next) => void (listener = next),
    close: async () => kill(),
    kill,
    restart() {
      kill()
      const orphans = [...open.values()]
      listener({ type: 'state', device: terminalName, role: 'payment-terminal', state: 'away', trouble: 'offline' })
      for (const order of orphans) tell(outcomeOf(order, 'unknown', 'device-process-ended'))
      devices = begin()
    },
  }
}

function openStore(dataDir: string, isFirst: boolean): LaneStore {
  const store = openLaneStore({ dataDir, lane: { storeId: testSettings.storeId, laneNumber: 7 } })
  const topics = Object.entries({ settings: [{ key: 'store', body: testSettings }], items: rows.items ?? [] })
  for (const [topic, changes] of isFirst ? topics : []) {
    const numbered = changes.map((change, index) => ({ ...change, change: index + 1 }))
    store.replica.storePage({ topic: topic as FeedTopic, changes: numbered, next: numbered.length, complete: true })
  }
  return store
}

function configFor(dataDir: string): LaneConfig {
  return { storeId: testSettings.storeId, laneNumber: 7, dataDir, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
}

/** A lane that has been killed waits for nothing any more. */
function clockOf(timers: ManualTimers, life: { readonly isOver: boolean }): Clock {
  const beganAtMs = Date.parse('2026-11-22T14:00:00.000Z')
  return {
    now: () => new Date(beganAtMs + Math.floor(timers.nowMs())).toISOString(),
    after: (delayMs, call) => timers.after(delayMs, () => void (life.isOver || call())),
  }
}
