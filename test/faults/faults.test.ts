import { describe, expect, it } from 'vitest'
import { checkRow } from './check-row.ts'
import { readRows } from './rows.ts'

const rows = await readRows()

describe.concurrent('what the lane survives, and does not without its defences', () => {
  for (const row of rows) {
    const missing = row.missing?.()
    if (missing !== undefined) process.stderr.write(`row ${row.number} is skipped: ${missing}\n`)
    it.skipIf(missing !== undefined)(`${row.number} ${row.fault}`, { timeout: 240_000 }, async () => {
      const { result, unnoticed } = await checkRow(row, { scale: 'quick', seed: 1 })
      expect({ violations: result.violations, unnoticed }).toEqual({ violations: [], unnoticed: [] })
    })
  }
})
