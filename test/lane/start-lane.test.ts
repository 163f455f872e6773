import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { LaneConfig } from '../../src/contract/config.ts'
import { startLane } from '../../src/lane/start-lane.ts'
import type { RunningLane } from '../../src/lane/run-lane.ts'
import { sayWhose } from '../../src/lane/store/copied-journals.ts'
import { openSecondCopy } from '../../src/lane/store/second-copy.ts'
import { openTestLane, playDevices, standingClock, testSettings } from '../support/lane.ts'
import { codes, rows } from '../support/small-shop.ts'

/** A lane that has given three receipts and has its second copy, closed. */
async function soldLane(): Promise<LaneConfig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lanewise-start-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const lane = openTestLane(rows, { dataDir })
  for (let sale = 0; sale < 3; sale += 1) {
    lane.scan(codes.coffee)
    lane.ask({ name: 'openTender' })
    lane.ask({ name: 'takeCash', givenMinor: 5_000 })
  }
  const folder = join(dataDir, 'copy')
  sayWhose(folder, lane.store.identity)
  await openSecondCopy({ folder, journalId: lane.store.identity.journalId }, lane.store.journal).catchUp()
  lane.store.close()
  return { storeId: testSettings.storeId, laneNumber: 7, dataDir, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [], storeNetwork: 'off' }
}

/** Writes nonsense over the first page: nothing can be read any more. */
function damage({ dataDir }: LaneConfig): void {
  const file = openSync(join(dataDir, 'lane.db'), 'r+')
  writeSync(file, Buffer.alloc(4_096, 0xff), 0, 4_096, 0)
  closeSync(file)
}

async function start(config: LaneConfig): Promise<RunningLane> {
  const running = await startLane({ config, devices: playDevices(), clock: standingClock() })
  onTestFinished(() => running.close())
  return running
}

/** @returns the number of the receipt that the next sale gets */
function nextReceipt({ lane, store }: RunningLane): number {
  lane.handle({ id: crypto.randomUUID(), body: { name: 'scan', text: codes.coffee } })
  lane.handle({ id: crypto.randomUUID(), body: { name: 'openTender' } })
  lane.handle({ id: crypto.randomUUID(), body: { name: 'takeCash', givenMinor: 5_000 } })
  return store.own.lastReceiptNumber()
}

function skipped({ store }: RunningLane): unknown[] {
  return store.journal.recordsAfter(0, 1_000).map(({ body }) => (JSON.parse(body) as { fact: { kind: string } }).fact).filter(({ kind }) => kind === 'receipts-skipped')
}

describe('a lane that starts', () => {
  it('leaves no receipt out where nothing is wrong', async () => {
    const running = await start(await soldLane())
    expect(running.lane.view().message).toBeUndefined()
    expect(nextReceipt(running)).toBe(4)
    expect(skipped(running)).toEqual([])
  })

  it('leaves out, and writes down, the receipts that may have been given behind the end of the copy', async () => {
    const config = await soldLane()
    damage(config)
    const running = await start(config)
    expect(running.lane.view().message).toMatchObject({ level: 'warn', code: 'database-rebuilt' })
    expect(nextReceipt(running)).toBe(104)
    expect(skipped(running)).toMatchObject([{ firstNumber: 4, lastNumber: 103, why: 'end-unproven' }])
  })

  it('leaves them out once', async () => {
    const config = await soldLane()
    damage(config)
    const rebuilt = await startLane({ config, devices: playDevices(), clock: standingClock() })
    await rebuilt.close()
    expect(skipped(await start(config))).toHaveLength(1)
  })
})
