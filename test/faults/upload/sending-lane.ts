import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandId } from '../../../src/domain/ids.ts'
import type { SaleCompleted } from '../../../src/domain/sale/facts.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openCrmClient } from '../../../src/lane/sync/crm-client.ts'
import type { LineLimits } from '../../../src/lane/sync/http-line.ts'
import { startSync, type Sync } from '../../../src/lane/sync/start-sync.ts'
import { testItem, testSale } from '../../support/crm-shop.ts'
import { hastyClock } from './hasty-clock.ts'
import { laneToken, usualMembers } from './open-office.ts'

/** A lane's store and its line to head office, with sales that nobody had to ring up. */
export interface SendingLane {
  readonly store: LaneStore
  readonly saleCount: number
  /** Writes so many sales in one commit, and tells the line. */
  sell(count: number): void
  /** Resolves once head office has acknowledged everything, as the lane believes; `false` when so many pauses did not do. */
  drained(mostPauses: number): Promise<boolean>
  /** Resolves when so many pauses have passed, whatever came of them. */
  idle(pauses: number): Promise<void>
  /** Every move of the cursor that went back: head office lost nothing, so none should. */
  readonly stepsBack: readonly string[]
  readonly troubles: readonly string[]
  /** Ends the line; the journal can still be read. */
  settle(): Promise<void>
  close(): void
}

export interface LaneAsked {
  readonly folder: string
  readonly laneNumber: number
  /** Of head office, or of whatever stands in between. */
  readonly url: string
  readonly limits?: LineLimits
  /** Whom every second sale is drawn from. */
  readonly members?: number
}

const journalIdOf = (laneNumber: number): string => `00000000-0000-4000-8000-${String(laneNumber).padStart(12, '0')}`
const items = ['milk', 'bread', 'eggs'].map((itemId) => testItem(itemId))

export function laneFolder(folder: string, laneNumber: number): string {
  return join(folder, `lane-${laneNumber}`)
}

export function openSendingLane({ folder, laneNumber, url, limits = { silenceMs: 250, wholeMs: 10_000 }, members = usualMembers }: LaneAsked): SendingLane {
  const dataDir = laneFolder(folder, laneNumber)
  mkdirSync(dataDir)
  const store = openLaneStore({ dataDir, lane: { storeId: 'store-1', laneNumber }, newJournalId: () => journalIdOf(laneNumber) })
  const stepsBack: string[] = []
  const troubles: string[] = []
  const closing = new AbortController()
  const clock = hastyClock()
  let accepted = (): void => {}
  const watched: LaneStore = { ...store, upload: { ...store.upload, setAccepted(through, at) {
    if (through < store.upload.acceptedThrough()) stepsBack.push(`lane ${laneNumber}: the cursor went back from ${store.upload.acceptedThrough()} to ${through}`)
    store.upload.setAccepted(through, at)
    accepted()
  } } }
  const sync: Sync = startSync({ store: watched, crm: openCrmClient({ url, token: laneToken, closing: closing.signal, limits }), clock, newId: randomUUID, onContact: () => undefined, onShop: () => undefined, onTrouble: (code, { detail }) => void troubles.push(`${code}: ${detail}`) })
  let saleCount = 0
  return {
    store, stepsBack, troubles,
    get saleCount() { return saleCount },
    sell(count) {
      const facts = Array.from({ length: count }, () => saleOf(laneNumber, (saleCount += 1), members))
      store.journal.append({ commandId: `lane-${laneNumber}-${saleCount}` as CommandId, at: clock.now(), facts })
      sync.nudge()
    },
    async drained(mostPauses) {
      const until = clock.pauseCount() + mostPauses
      while (store.upload.acceptedThrough() < store.journal.lastNumber()) {
        if (clock.pauseCount() > until) return false
        await Promise.race([new Promise<void>((resolve) => (accepted = resolve)), clock.nextPause()])
      }
      return true
    },
    async idle(pauses) {
      const until = clock.pauseCount() + pauses
      while (clock.pauseCount() < until) await clock.nextPause()
    },
    async settle() {
      const ended = sync.close()
      closing.abort()
      await ended
    },
    close: () => store.close(),
  }
}

/** Three lines; every second of a member, for ten points; with every fourth a coupon of its own. */
function saleOf(laneNumber: number, number: number, members: number): SaleCompleted {
  const saleId = `sale-${laneNumber}-${number}`
  const coupon = { couponCode: `95212345${String(laneNumber).padStart(3, '0')}${String(number).padStart(8, '0')}` as SaleCompleted['redeemed'][number]['couponCode'] }
  const member = number % 2 === 0 ? { memberId: `m${(laneNumber * 7919 + number) % members}`, points: 10 } : {}
  return testSale({ saleId, receiptNumber: number, items, redeemed: number % 4 === 0 ? [coupon] : [], ...member })
}
