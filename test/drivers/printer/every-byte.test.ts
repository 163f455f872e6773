import { afterEach, describe, expect, it } from 'vitest'
import type { WriteOutcome } from '../../../drivers/wire/wire.ts'
import type { MemoryPrinterOptions } from '../../support/drivers-memory-printer.ts'
import { hasTotal, isCopy, newestReceiptNumber, openPrintingShop, papersOf, printAttempts, printOutcome, receiptByteCount, ringUp, type PrintingShop } from '../../support/receipt-at-risk.ts'

let shops: PrintingShop[] = []
afterEach(() => {
  for (const shop of shops) shop.end()
  shops = []
})

async function openShop(options: MemoryPrinterOptions): Promise<PrintingShop> {
  const shop = await openPrintingShop(options)
  shops.push(shop)
  return shop
}

/** Pseudo-random, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
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
    const { printer, timers } = shop
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
      ringUp(shop)
      const outcome = await printOutcome(shop)
      expect(outcome, `cut at byte ${at}`).not.toBe('held')
      printer.mechanism.dropLinkAfter(Number.POSITIVE_INFINITY)
      const receiptNumber = newestReceiptNumber(shop)
      const soFar = printAttempts(shop)
      tally[outcome === 'unknown' ? 'unknown' : 'printed']++
      tally.failed += soFar.filter((attempt) => attempt.outcome === 'failed').length
      if (soFar.every((attempt) => attempt.outcome === 'failed')) expect(papersOf(shop, receiptNumber), `failed at byte ${at}`).toEqual([])
      await timers.pass(2000)
      // The cashier cannot know either, and prints it again.
      shop.lane().ask({ name: 'reprintReceipt' })
      await timers.pass(3000)
      const pieces = papersOf(shop, receiptNumber)
      expect(pieces.filter((piece) => hasTotal(piece) && !isCopy(piece)).length, `originals when cut at byte ${at}`).toBeLessThanOrEqual(1)
      expect(pieces.filter((piece) => piece.cut && isCopy(piece)).length, `copies when cut at byte ${at}`).toBe(1)
      expect(printAttempts(shop).filter((attempt) => !attempt.copy && attempt.outcome !== 'failed').length, `original attempts at byte ${at}`).toBe(1)
    }
    // Each way of ending has been there, or the test shows nothing.
    expect(tally.unknown).toBeGreaterThan(byteCount / 2)
    expect(tally.printed).toBeGreaterThan(0)
  })
})
