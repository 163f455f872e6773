import type { FaultRow, RowRun } from '../fault-row.ts'

const lanePrinting = 'src/lane/printing.ts'
const everyByte = { quick: 60, full: 1 } as const

export const row: FaultRow = {
  number: 9,
  fault: 'printer dies in mid-receipt',
  async run({ scale }) {
    const { cutOneReceipt } = await import('../printing/cut-one-receipt.ts')
    const { receiptByteCount } = await import('../../support/receipt-at-risk.ts')
    const violations: string[] = []
    let cutCount = 0
    for (const fault of ['link', 'power', 'lane'] as const) {
      const byteCount = await receiptByteCount({ printer: { profile: 'epson-58mm' } })
      for (let at = 0; at <= byteCount + 2; at += step(scale)) {
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

function step(scale: RowRun['scale']): number {
  return everyByte[scale]
}
