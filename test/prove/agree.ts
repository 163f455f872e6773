/** `node test/prove/agree.ts [FILE|FOLDER …] [--baskets N] [--seed S]`: baskets sold at a lane and priced again by head office, to the cent. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../src/crm/store/embedded-postgres.ts'
import { agree } from '../support/agree.ts'
import { inventRawBaskets, readRawBaskets } from '../support/agree-baskets.ts'

const usage = `usage: node test/prove/agree.ts [FILE|FOLDER …] [--baskets N] [--editions N] [--offers N] [--whole-way N] [--seed S]

Sells baskets at a lane, scan by scan in random order, and prices every sale again as head office does: from the
fact's JSON and its own books of that edition in PostgreSQL. Everything has to be equal: lines, totals, tax, points,
coupons, reasons. Baskets come from FILE or FOLDER; without any they are invented. What the data does not tell
(prices, quantities, members, coupons) is drawn from the seed.

  --baskets N     the most baskets (default 100000)
  --editions N    books of offers and settings, one replacing the other (default 20)
  --offers N      offers in each book (default 120)
  --whole-way N   baskets that go through journal, upload and ingest as well (default 2000)
  --seed S        (default 1)
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { baskets: { type: 'string', default: '100000' }, editions: { type: 'string', default: '20' }, offers: { type: 'string', default: '120' }, 'whole-way': { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
})
const [most, editionCount, offerCount, wholeWayCount, seed] = [values.baskets, values.editions, values.offers, values['whole-way'], values.seed].map(Number) as [number, number, number, number, number]
if (![most, editionCount, offerCount, wholeWayCount, seed].every((value) => Number.isSafeInteger(value) && value >= 0) || most < 1 || editionCount < 1) {
  process.stderr.write(usage)
  process.exit(2)
}

const startedMs = performance.now()
const out = (line: string): void => void process.stdout.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'lanewise-agree-postgres-'))
chmodSync(folder, 0o755)
const postgres = await startPostgres({ dataDir: folder, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
try {
  const baskets = positionals.length === 0 ? inventRawBaskets(seed, most) : await readRawBaskets(positionals, most)
  out(`seed ${seed} · ${baskets.length} baskets ${positionals.length === 0 ? 'invented' : `from ${positionals.join(', ')}`} · ${editionCount} editions of ${offerCount} offers`)
  const found = await agree({ databaseUrl: postgres.url, baskets, seed, editionCount, offerCount, wholeWayCount, tell: out })
  for (const difference of found.differences) out(`DIFFERENT ${difference}`)
  out(`${found.baskets} baskets · ${found.lines} lines · ${found.offers} offers · ${found.offersApplied} offers applied, ${found.kindsApplied.size} pairs of condition and reward · ${found.discountMinor} minor units off · ${found.points} points · ${found.proven} proven best · ${found.refusedScans} scans refused`)
  out(`whole way: ${found.wholeWayAgreed} of ${found.wholeWay} agreed`)
  out(`agreed ${found.agreed} · differed ${found.differed} · lane ${found.laneSeconds.toFixed(0)} s, head office ${found.officeSeconds.toFixed(0)} s, all ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
  process.exitCode = found.differed === 0 && found.agreed === found.baskets ? 0 : 1
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
