import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { uploadRequest } from '../../src/contract/sync.ts'
import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { Crm } from '../../src/crm/crm.ts'
import type { SaleCompleted } from '../../src/domain/sale/facts.ts'
import { noDevices } from '../../src/lane/hardware.ts'
import { openLane, type Lane } from '../../src/lane/lane.ts'
import { openLaneStore, type LaneStore } from '../../src/lane/store/open-lane-store.ts'
import type { CrmClient } from '../../src/lane/sync/crm-client.ts'
import { downloadChanges } from '../../src/lane/sync/download.ts'
import { uploadNext } from '../../src/lane/sync/upload.ts'
import { standingClock } from './lane.ts'

/** A real lane with a journal of its own, whose line to the CRM is moved by hand: nothing goes up or down unasked. */
export interface OfficeLane {
  readonly lane: Lane
  readonly store: LaneStore
  readonly clock: ReturnType<typeof standingClock>
  /** Takes everything new from the feed. */
  download(): Promise<void>
  /** Sends everything that waits. */
  upload(): Promise<void>
  scan(...codes: readonly string[]): void
  /** Pays in cash to the cent and gives the sale's fact. */
  pay(): SaleCompleted
}

/** Everything goes through JSON and the contract's schemas, as over the network. */
export function clientOf(crm: Crm): CrmClient {
  const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  return {
    status: (journalId) => crm.journal(journalId),
    upload: (journalId, request) => crm.ingest(journalId, uploadRequest.parse(overTheWire(request))),
    feed: crm.signedFeed,
  }
}

export async function openOfficeLane(crm: Crm, { laneNumber = 1, storeId = 'test-store', at = '2026-03-02T12:00:00.000Z' } = {}): Promise<OfficeLane> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-lane-'))
  const store = openLaneStore({ dataDir, lane: { storeId, laneNumber } })
  const clock = standingClock(at)
  const client = clientOf(crm)
  const config = { storeId, laneNumber, dataDir, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
  const lane = openLane({ config, store, devices: noDevices, clock, newId: () => crypto.randomUUID() })
  onTestFinished(() => {
    store.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const ask = (body: LaneCommand): void => {
    const outcome = lane.handle({ id: crypto.randomUUID(), body })
    if (outcome.kind !== 'ok') throw new Error(`${body.name}: ${JSON.stringify(outcome)}`)
  }
  const download = async (): Promise<void> => {
    while ((await downloadChanges({ store, crm: client })).changed.size > 0);
    lane.shopChanged()
  }
  await download()
  return {
    lane, store, clock, download,
    async upload() {
      while ((await uploadNext({ store, crm: client, clock })) === 'moved');
    },
    scan: (...codes) => codes.forEach((text) => ask({ name: 'scan', text })),
    pay() {
      ask({ name: 'openTender' })
      const { sale } = lane.view()
      if (sale.kind !== 'tendering') throw new Error(`the sale is ${sale.kind}`)
      ask({ name: 'takeCash', givenMinor: sale.basket.totals.dueMinor })
      const completed = store.journal.completedSale()
      if (!completed) throw new Error('no sale was completed')
      return completed.fact
    },
  }
}
