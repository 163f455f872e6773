import { afterEach, describe, expect, it } from 'vitest'
import { receiptText, type PrintedReceipt } from '../../../drivers/simulator/paper.ts'
import type { WriteOutcome } from '../../../drivers/wire/wire.ts'
import { openMemoryPrinter, type MemoryPrinter, type MemoryPrinterOptions } from '../../support/drivers-memory-printer.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { openTestLane, testSettings, type TestLane } from '../../support/lane.ts'
import { anItem } from '../../support/sale.ts'

const yoghurt = anItem()
/** A store with little to say: each receipt is sold and cut off at each of its bytes in turn. */
const settings = { ...testSettings, storeName: 'Shop', receiptHeader: [], receiptFooter: [] }
const rows = { items: [{ key: yoghurt.itemId, body: yoghurt }], settings: [{ key: 'store', body: settings }] }

interface Shop {
  readonly lane: TestLane
  readonly printer: MemoryPrinter
  readonly timers: ManualTimers
}

let lanes: TestLane[] = []
afterEach(() => {
  for (const lane of lanes) lane.end()
  lanes = []
})

/** The lane, its real printer driver and a simulated printer, without a second of waiting. */
async function openShop(options: MemoryPrinterOptions = {}): Promise<Shop> {
  const lane = openTestLane(rows)
  lanes.push(lane)
  const timers = manualTimers()
  const printer = openMemoryPrinter(timers, options)
  Object.assign(lane.devices, { order: printer.devices.order })
  printer.devices.onMessage((message) => lane.devices.send(message))
  await timers.pass(2000)
  return { lane, printer, timers }
}

/** One sale by card, until the lane knows what became of its receipt. */
async function sell({ lane, timers }: Shop): Promise<'printed' | 'unknown' | 'held'> {
  lane.scan('9521234500018')
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'takeCardConfirmed', amountMinor: 189 })
  for (let waitedMs = 0; waitedMs < 40_000; waitedMs += 200) {
    const { sale } = lane.lane.view()
    // `held` is for good only when the printer is back and has had its chance.
    if (sale.kind === 'done' && (sale.print === 'printed' || sale.print === 'unknown')) return sale.print
    await timers.pass(200)
  }
  return 'held'
}

/** Every piece of paper of a sale, cut or torn or hanging out. */
function papersOf({ printer }: Shop, receiptNumber: number): readonly PrintedReceipt[] {
  return [...printer.mechanism.receipts, printer.mechanism.hanging].filter((piece) => new RegExp(`Receipt ${receiptNumber}\\b`).test(receiptText(piece)))
}

const isCopy = (piece: PrintedReceipt): boolean => receiptText(piece).includes('COPY')
const hasTotal = (piece: PrintedReceipt): boolean => receiptText(piece).includes('TOTAL')
/** What the journal says of each attempt to print the newest sale. */
const attempts = ({ lane }: Shop): { readonly copy: boolean; readonly outcome?: string }[] => lane.store.own.prints(lane.store.journal.completedSale()?.fact.saleId ?? ('' as never))

/** Pseudo-random, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function receiptByteCount(options?: MemoryPrinterOptions): Promise<number> {
  const shop = await openShop(options)
  const before = shop.printer.mechanism.dataByteCount
  expect(await sell(shop)).toBe('printed')
  return shop.printer.mechanism.dataByteCount - before
}

const ways: { title: string; options: MemoryPrinterOptions; power: boolean }[] = [
  { title: 'a link cut', options: { printer: { profile: 'epson-58mm' } }, power: false },
  { title: 'the power gone', options: { printer: { profile: 'epson-58mm', confirm: 'process-id' } }, power: true },
]

describe.each(ways)('$title at every byte of a receipt', ({ options, power }) => {
  it('never leads to a second unmarked original, nor to a failed receipt that stands on paper', { timeout: 240_000 }, async () => {
    const byteCount = await receiptByteCount(options)
    const random = seeded(41)
    const cutWrite = (): WriteOutcome => (random() < 0.5 ? 'sent' : 'cut')
    const shop = await openShop({ ...options, cutWrite })
    const { printer, timers, lane } = shop
    if (power) printer.onDrop((reconnect) => {
      printer.mechanism.powerOff()
      timers.after(1500, () => {
        printer.mechanism.powerOn()
        reconnect()
      })
    })
    const tally = { printed: 0, unknown: 0, failed: 0 }
    for (let at = 0; at <= byteCount + 2; at++) {
      printer.mechanism.dropLinkAfter(at)
      const outcome = await sell(shop)
      expect(outcome, `cut at byte ${at}`).not.toBe('held')
      printer.mechanism.dropLinkAfter(Number.POSITIVE_INFINITY)
      const receiptNumber = lane.store.journal.completedSale()?.fact.receiptNumber ?? 0
      const soFar = attempts(shop)
      tally[outcome === 'unknown' ? 'unknown' : 'printed']++
      tally.failed += soFar.filter((attempt) => attempt.outcome === 'failed').length
      if (soFar.every((attempt) => attempt.outcome === 'failed')) expect(papersOf(shop, receiptNumber), `failed at byte ${at}`).toEqual([])
      await timers.pass(2000)
      // The cashier cannot know either, and prints it again.
      lane.ask({ name: 'reprintReceipt' })
      await timers.pass(3000)
      const pieces = papersOf(shop, receiptNumber)
      expect(pieces.filter((piece) => hasTotal(piece) && !isCopy(piece)).length, `originals when cut at byte ${at}`).toBeLessThanOrEqual(1)
      expect(pieces.filter((piece) => piece.cut && isCopy(piece)).length, `copies when cut at byte ${at}`).toBe(1)
      expect(attempts(shop).filter((attempt) => !attempt.copy && attempt.outcome !== 'failed').length, `original attempts at byte ${at}`).toBe(1)
    }
    // Each way of ending has been there, or the test shows nothing.
    expect(tally.unknown).toBeGreaterThan(byteCount / 2)
    expect(tally.printed).toBeGreaterThan(0)
  })
})
