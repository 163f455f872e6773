import { expect, it } from 'vitest'
import { sendScanTrain } from '../../support/drivers-scan-train.ts'

/** A hundred at ten a second: node test/rig/serial-codes.ts */
it('codes that another program prints to the line at fifty a second all arrive, in order', async () => {
  const { sent, arrived } = await sendScanTrain({ codeCount: 60, everyMs: 20 })
  expect(arrived).toEqual(sent)
})
