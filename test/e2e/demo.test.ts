import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDemo, type DemoReport } from '../../src/cli/demo/run-demo.ts'

const dir = mkdtempSync(join(tmpdir(), 'lanewise-demo-test-'))
let report: DemoReport

/** One run of the whole story: serial bytes, SQLite, PostgreSQL, a printer on TCP. */
beforeAll(async () => {
  report = await runDemo({ dir, today: new Date().toISOString().slice(0, 10), say: () => undefined })
}, 180_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe("the product's story", () => {
  test('one scan of the list, in the middle of the basket, redeems every special that was bought', () => {
    expect(report.specialsBought).toBeGreaterThanOrEqual(3)
    expect(report.specialsRedeemed).toBe(report.specialsBought)
  })

  test('what was not in the basket yet was shown as unclaimed', () => {
    expect(report.unclaimedBefore).toBeGreaterThan(0)
  })

  test('with head office stopped the next-visit offer of the first receipt is redeemed in the second sale', () => {
    expect({ redeemed: report.couponRedeemedOffline, waiting: report.soldWhileAway }).toEqual({ redeemed: true, waiting: 1 })
  })

  test('head office comes back to both visits, every point, and a list that has moved on', () => {
    expect(report.pointsEarned).toBeGreaterThan(0)
    expect({ visits: report.visitsAdded, points: report.pointsAtHeadOffice, moved: report.listChanged }).toEqual({ visits: 2, points: report.pointsBefore + report.pointsEarned, moved: true })
  })

  test('two receipts came out of the printer, the first with a next-visit offer, none of them a copy', () => {
    expect(report.receipts).toHaveLength(2)
    expect(report.receipts[0]).toContain('(255)')
    expect(report.receipts.join('\n')).not.toContain('COPY')
  })
})
