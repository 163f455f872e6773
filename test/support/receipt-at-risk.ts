import { receiptText, type PrintedReceipt } from '../../drivers/simulator/paper.ts'
import type { DeviceMessage } from '../../src/contract/devices.ts'
import { openMemoryPrinter, type MemoryPrinter, type MemoryPrinterOptions } from './drivers-memory-printer.ts'
import { manualTimers, type ManualTimers } from './drivers-manual-timers.ts'
import { openTestLane, testSettings, type TestLane } from './lane.ts'
import { anItem } from './sale.ts'

const yoghurt = anItem()
/** A store with little to say: each receipt is sold and cut off at each of its bytes in turn. */
const settings = { ...testSettings, storeName: 'Shop', receiptHeader: [], receiptFooter: [] }
const rows = { items: [{ key: yoghurt.itemId, body: yoghurt }], settings: [{ key: 'store', body: settings }] }

/** A lane, its real printer driver and a simulated printer, on a clock worked by hand. */
export interface PrintingShop {
  /** The lane that runs now. */
  lane(): TestLane
  readonly printer: MemoryPrinter
  readonly timers: ManualTimers
  /** The lane's process ends where it is and starts again; the printer knows nothing of it. */
  restartLane(): void
  end(): void
}

export async function openPrintingShop(options: MemoryPrinterOptions = {}): Promise<PrintingShop> {
  const timers = manualTimers()
  const printer = openMemoryPrinter(timers, options)
  let lane = openTestLane(rows)
  const connect = (): void => void Object.assign(lane.devices, { order: printer.devices.order })
  connect()
  const states = new Map<string, DeviceMessage>()
  printer.devices.onMessage((message) => {
    if (message.type === 'state') states.set(message.device, message)
    lane.devices.send(message)
  })
  await timers.pass(2000)
  return {
    lane: () => lane,
    printer,
    timers,
    restartLane() {
      lane = lane.restart()
      connect()
      // A new lane's device process begins by saying how its devices are.
      for (const state of states.values()) lane.devices.send(state)
    },
    end: () => lane.end(),
  }
}

/** Rings up and pays; its receipt is under way then. */
export function ringUp(shop: PrintingShop): void {
  shop.lane().scan('9521234500018')
  shop.lane().ask({ name: 'openTender' })
  shop.lane().ask({ name: 'takeCardConfirmed', amountMinor: 189 })
}

/** Waits until the lane knows what became of the receipt. `held` is for good only when the printer is back and has had its chance. */
export async function printOutcome(shop: PrintingShop): Promise<'printed' | 'unknown' | 'held'> {
  for (let waitedMs = 0; waitedMs < 40_000; waitedMs += 200) {
    const { sale } = shop.lane().lane.view()
    if (sale.kind === 'done' && (sale.print === 'printed' || sale.print === 'unknown')) return sale.print
    await shop.timers.pass(200)
  }
  return 'held'
}

export function newestReceiptNumber(shop: PrintingShop): number {
  return shop.lane().store.journal.completedSale()?.fact.receiptNumber ?? 0
}

/** Every piece of paper of a sale, cut or torn or hanging out. */
export function papersOf({ printer }: PrintingShop, receiptNumber: number): readonly PrintedReceipt[] {
  return [...printer.mechanism.receipts, printer.mechanism.hanging].filter((piece) => new RegExp(`Receipt ${receiptNumber}\\b`).test(receiptText(piece)))
}

export const isCopy = (piece: PrintedReceipt): boolean => receiptText(piece).includes('COPY')
export const hasTotal = (piece: PrintedReceipt): boolean => receiptText(piece).includes('TOTAL')

/** What the journal says of each attempt to print the newest sale. */
export function printAttempts(shop: PrintingShop): { readonly copy: boolean; readonly outcome?: string }[] {
  const { store } = shop.lane()
  return store.own.prints(store.journal.completedSale()?.fact.saleId ?? ('' as never))
}

/** How many bytes one receipt of this shop is. */
export async function receiptByteCount(options?: MemoryPrinterOptions): Promise<number> {
  const shop = await openPrintingShop(options)
  const before = shop.printer.mechanism.dataByteCount
  ringUp(shop)
  const outcome = await printOutcome(shop)
  shop.end()
  if (outcome !== 'printed') throw new Error(`the receipt that is measured was ${outcome}`)
  return shop.printer.mechanism.dataByteCount - before
}
