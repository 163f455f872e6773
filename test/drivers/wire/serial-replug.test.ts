import { expect, it } from 'vitest'
import { replugInMidCode } from '../../support/drivers-replug.ts'

/** A hundred times over: node test/rig/serial-replug.ts */
it('a scanner pulled in mid-code and plugged in again is ready within two seconds each time, and no half code is sold', async () => {
  const { readyMs, scanned, arrived } = await replugInMidCode({ cycleCount: 5, seed: 7 })
  expect(arrived).toEqual(scanned)
  expect(Math.max(...readyMs)).toBeLessThan(2000)
}, 30_000)
