/**
 * `node lane-program.ts`: one lane in a process of its own, led by lines of JSON, which ends itself in the middle of a step
 * when it was told to (`LANE_KILL_AT`, see `KillAt`); encrypted where it is given a key (`LANE_KEY`, hex). What stands on a
 * line it wrote has been acknowledged.
 */
import { createSecretKey } from 'node:crypto'
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import type { DeviceMessage } from '../../../src/contract/devices.ts'
import type { LaneCommand } from '../../../src/contract/lane-commands.ts'
import { storeTrouble } from '../../../src/lane/store/store-trouble.ts'
import { openStops, stopAtStatements, type KillAt } from './stops.ts'

/** What the lane is told, a line each; every one is answered by one line with `status`. */
export type Told = { readonly id: string; readonly body: LaneCommand } | { readonly message: DeviceMessage } | { readonly tidy: true } | { readonly end: true }

const stops = openStops(process.env.LANE_KILL_AT === undefined ? undefined : (JSON.parse(process.env.LANE_KILL_AT) as KillAt))
stopAtStatements(stops)
const { openTestLane, standingClock } = await import('../../support/lane.ts')
const { rows } = await import('../../support/small-shop.ts')
// A process that is killed would leave nothing behind for the next one's quick start.
flushCompileCache()

const [dataDir = '', isNew = ''] = process.argv.slice(2)
const key = process.env.LANE_KEY === undefined ? undefined : createSecretKey(Buffer.from(process.env.LANE_KEY, 'hex'))
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`)
const startedMs = performance.now()
let tidy = (): void => undefined
const clock = {
  ...standingClock(),
  after(delayMs: number, call: () => void) {
    // The lane tidies up when it has been quiet for a second; here when it is told that it has.
    if (delayMs === 1_000) tidy = call
    return () => undefined
  },
}
const { lane, store, devices } = openLane()
const { order } = devices
Object.assign(devices, {
  order(sent: Parameters<typeof order>[0]) {
    stops.step(`order ${sent.type}`, () => say({ order: sent }))
  },
})

function openLane(): ReturnType<typeof openTestLane> {
  try {
    return openTestLane(isNew === 'new' ? rows : {}, { dataDir, clock, key })
  } catch (error) {
    throw storeTrouble(error, dataDir)
  }
}

/** What the cashier sees, and how far the journal goes. */
const status = (): object => {
  const [record] = store.journal.recordsAfter(store.journal.lastNumber() - 1, 1)
  const { sale, suspended, returning, message } = lane.view()
  return { number: record?.number, hash: record?.hash, receiptCount: store.own.lastReceiptNumber(), sale, suspended, returning, message, issued: store.journal.completedSale(1)?.fact.issued, stopCount: stops.count() }
}

const take = (told: Told): object => {
  if ('end' in told) store.close()
  if ('tidy' in told) tidy()
  if ('message' in told) devices.send(told.message)
  return 'body' in told ? lane.handle({ id: told.id, body: told.body }) : {}
}

say({ status: { ...status(), openMs: performance.now() - startedMs } })
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line) as Told
  const outcome = take(told)
  if ('end' in told) break
  stops.step('answer', () => say({ status: { ...status(), outcome } }))
}
