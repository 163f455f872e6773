import { z } from 'zod'
import { deviceConfig } from '../../src/contract/config.ts'
import type { BenchDevice } from './bench-device.ts'
import { doorRoute, given } from './door-route.ts'
import { receiptText } from './paper.ts'
import { openSimulatedPrinter, type SimulatedPrinter } from './simulated-printer.ts'

export interface BenchPrinter extends BenchDevice {
  readonly printer: SimulatedPrinter
}

const lineCount = z.number().int().min(0).max(10_000)
const faults = {
  paper: z.enum(['ok', 'near-end', 'out']).optional(),
  cover: z.enum(['closed', 'open']).optional(),
  cutter: z.enum(['ok', 'stuck']).optional(),
  state: z.enum(['ok', 'jammed', 'hot', 'broken']).optional(),
  slowMs: z.number().int().min(0).max(60_000).optional(),
  deaf: z.boolean().optional(),
  full: z.boolean().optional(),
  noise: z.boolean().optional(),
  chatty: z.boolean().optional(),
}

/** A receipt printer on TCP with a drawer on its kick-out connector. */
export async function openBenchPrinter({ seed }: { readonly seed: number }): Promise<BenchPrinter> {
  const printer = await openSimulatedPrinter({ seed })
  return {
    name: 'printer',
    configs: [
      deviceConfig.parse({ role: 'printer', name: 'printer', wire: printer.wire }),
      deviceConfig.parse({ role: 'drawer', name: 'drawer', printer: 'printer' }),
    ],
    printer,
    routes: [
      doorRoute('/printer', 'paper, cover, cutter, and how the printer fails; jamAfterLineCount and others wait for the next receipt', z.strictObject({ ...faults, endPaperAfterLineCount: lineCount.optional(), jamAfterLineCount: lineCount.optional(), dropLinkAfterByteCount: z.number().int().min(0).max(1_000_000).optional() }), ({ dropLinkAfterByteCount, endPaperAfterLineCount, jamAfterLineCount, ...asked }) => {
        printer.set(given(asked))
        if (dropLinkAfterByteCount !== undefined) printer.dropLinkAfter(dropLinkAfterByteCount)
        if (endPaperAfterLineCount !== undefined) printer.endPaperAfter(endPaperAfterLineCount)
        if (jamAfterLineCount !== undefined) printer.afterLines(jamAfterLineCount, { state: 'jammed' })
      }),
      doorRoute('/drawer', 'pushes the drawer shut, or opens it with the key', z.union([z.strictObject({ close: z.literal(true) }), z.strictObject({ open: z.literal(true) })]), (asked) => ('close' in asked ? printer.closeDrawer() : printer.openDrawer())),
      doorRoute('/printer-power', 'pulls or connects the mains plug: what the printer held is forgotten', z.strictObject({ on: z.boolean() }), ({ on }) => (on ? printer.powerOn() : printer.powerOff())),
    ],
    state: () => ({
      printer: { plugged: printer.isPlugged, on: printer.isOn, ...printer.faults, receipts: printer.receipts.map(receiptText), hanging: printer.hanging.lines.length === 0 ? '' : receiptText(printer.hanging), unknown: printer.unknown },
      drawer: { open: printer.drawer.isOpen, kickCount: printer.drawer.kickCount },
    }),
    get isPlugged() {
      return printer.isPlugged
    },
    unplug: () => printer.unplug(),
    replug: () => printer.replug(),
    close: () => printer.close(),
  }
}
