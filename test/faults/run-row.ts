/** `node test/faults/run-row.ts NUMBER quick|full SEED`: one row in a process of its own; the result is one JSON line. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RowResult, Scale } from './fault-row.ts'
import { readRows } from './rows.ts'

const [number = '', scale = '', seed = ''] = process.argv.slice(2)
const row = (await readRows()).find((each) => each.number === Number(number))
if (!row) throw new Error(`There is no row ${number}.`)

const folder = mkdtempSync(join(tmpdir(), 'lanewise-fault-'))
let result: RowResult
try {
  result = await row.run({ scale: scale as Scale, seed: Number(seed), folder })
} catch (error) {
  result = { figure: 'ended with an error', violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0))
