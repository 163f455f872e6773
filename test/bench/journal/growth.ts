import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openSecondCopy } from '../../../src/lane/store/second-copy.ts'
import { openTestLane, type TestLane } from '../../support/lane.ts'
import { card, codes, rows } from '../../support/small-shop.ts'
import type { Table } from '../bench.ts'

const lineCount = 12
const salesPerDay = 400

/** How many bytes sales of a usual size leave on the disk for good. */
export async function growth(saleCount: number): Promise<Table> {
  const lane = openTestLane(rows)
  try {
    const before = await sizes(lane)
    for (let sale = 0; sale < saleCount; sale += 1) ringUp(lane)
    const after = await sizes(lane)
    const row = (what: string, bytes: number): Table['rows'][number] => ({
      what,
      sales: saleCount,
      'records a sale': (after.recordCount - before.recordCount) / saleCount,
      'bytes a sale': Math.round(bytes / saleCount).toLocaleString('en-GB'),
      'MB a day': ((bytes / saleCount) * salesPerDay / 1024 / 1024).toFixed(1),
    })
    return {
      title: `What a member's sale of ${lineCount} items leaves on the disk`,
      columns: ['what', 'sales', 'records a sale', 'bytes a sale', 'MB a day'],
      rows: [row('the database', after.databaseBytes - before.databaseBytes), row('the second copy', after.copyBytes - before.copyBytes)],
      notes: [`a day: ${salesPerDay} sales`],
    }
  } finally {
    lane.end()
  }
}

async function sizes({ store, dataDir }: TestLane): Promise<{ readonly recordCount: number; readonly databaseBytes: number; readonly copyBytes: number }> {
  const folder = join(dataDir, 'copy')
  await openSecondCopy({ folder, journalId: store.identity.journalId }, store.journal).catchUp()
  store.checkpoint.run()
  const copyBytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  return { recordCount: store.journal.lastNumber(), databaseBytes: statSync(store.path).size, copyBytes }
}

function ringUp(lane: TestLane): void {
  lane.scan(card('0000004821'))
  for (let line = 0; line < lineCount; line += 1) lane.scan([codes.coffee, codes.pasta, codes.yoghurt][line % 3] ?? '')
  lane.ask({ name: 'openTender' })
  lane.ask({ name: 'takeCash', givenMinor: 20_000 })
}
