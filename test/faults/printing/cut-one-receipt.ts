import { hasTotal, isCopy, newestReceiptNumber, openPrintingShop, papersOf, printOutcome, ringUp, type PrintingShop } from '../../support/receipt-at-risk.ts'

/** What ends at the byte: the cable, the printer's power, or the lane while the printer goes on. */
export type PrintFault = 'link' | 'power' | 'lane'

/**
 * One sale whose receipt is cut off at a byte, then printed again by a cashier who cannot know either.
 * @returns what should not have happened: a second paper that does not say COPY, a copy that does not come, a lost sale
 */
export async function cutOneReceipt(fault: PrintFault, at: number): Promise<string[]> {
  const shop = await openPrintingShop({ printer: { profile: 'epson-58mm', ...(fault === 'power' ? { confirm: 'process-id' } : {}) } })
  try {
    await bringAbout(shop, fault, at)
    const { lane, timers } = shop
    const receiptNumber = newestReceiptNumber(shop)
    await timers.pass(2000)
    lane().ask({ name: 'reprintReceipt' })
    await timers.pass(3000)
    const papers = papersOf(shop, receiptNumber)
    const originalCount = papers.filter((piece) => hasTotal(piece) && !isCopy(piece)).length
    const wholeCount = papers.filter((piece) => piece.cut && hasTotal(piece)).length
    return [
      ...(receiptNumber === 1 ? [] : [`${fault} gone at byte ${at}: the sale is not in the journal`]),
      ...(originalCount <= 1 ? [] : [`${fault} gone at byte ${at}: ${originalCount} unmarked originals`]),
      ...(wholeCount >= 1 ? [] : [`${fault} gone at byte ${at}: no whole receipt in the end`]),
    ]
  } finally {
    shop.end()
  }
}

async function bringAbout(shop: PrintingShop, fault: PrintFault, at: number): Promise<void> {
  const { printer, timers } = shop
  if (fault === 'lane') return endLaneAt(shop, at)
  if (fault === 'power') printer.onDrop((reconnect) => {
    printer.mechanism.powerOff()
    timers.after(1500, () => {
      printer.mechanism.powerOn()
      reconnect()
    })
  })
  printer.mechanism.dropLinkAfter(at)
  ringUp(shop)
  await printOutcome(shop)
  printer.mechanism.dropLinkAfter(Number.POSITIVE_INFINITY)
}

/** The lane ends when so many bytes have reached the printer, and starts again. */
async function endLaneAt(shop: PrintingShop, at: number): Promise<void> {
  const { printer, timers } = shop
  const before = printer.mechanism.dataByteCount
  ringUp(shop)
  for (let waitedMs = 0; printer.mechanism.dataByteCount - before < at && waitedMs < 3000; waitedMs += 5) await timers.pass(5)
  shop.restartLane()
  await timers.pass(10_000)
}
