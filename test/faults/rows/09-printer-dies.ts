import type { FaultRow } from '../fault-row.ts'

const lanePrinting = 'src/lane/printing.ts'
const printer = { profile: 'epson-58mm' } as const
/** Bytes from one cut to the next. */
const strides = { quick: 60, full: 1 }

export const row: FaultRow = {
  number: 9,
  fault: 'printer dies in mid-receipt',
  async run({ scale }) {
    const { cutOneReceipt } = await import('../printing/cut-one-receipt.ts')
    const { receiptByteCount } = await import('../../support/receipt-at-risk.ts')
    const violations: string[] = []
    let cutCount = 0
    const byteCount = await receiptByteCount({ printer })
    for (const fault of ['link', 'power', 'lane'] as const) {
      for (let at = 0; at <= byteCount + 2; at += strides[scale]) {
        violations.push(...(await cutOneReceipt(fault, at)))
        cutCount += 1
      }
    }
    return { figure: `${cutCount.toLocaleString('en')} receipts cut off, ${violations.length} unmarked second originals or lost sales`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    { name: 'COPY on what may be on paper already', file: lanePrinting, find: "const copy = store.own.prints(newest.fact.saleId).some((print) => print.outcome !== 'failed')", replace: 'const copy = false', noticed: 'unmarked originals' },
    { name: 'a print the lane died in is unknown', file: lanePrinting, find: "...print, outcome: 'unknown', detail", replace: "...print, outcome: 'failed', detail", noticed: 'unmarked originals' },
  ],
}
