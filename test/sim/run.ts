/** `npm run sim -- [--seed S] [--days D] [--lanes N] [--seeds K]`: a whole store under one seed, or K seeds one after the other. */
import { parseArgs } from 'node:util'
import { startDatabaseServer, useDatabaseServer } from './database-server.ts'
import { makeDiskInstant } from './instant-disk.ts'
import { simulate } from './simulate.ts'
import { countTurns } from './world.ts'

const usage = `usage: npm run sim -- [--seed S] [--days D] [--lanes N] [--seeds K] [--server U]

Runs a store from a seed: real lanes, the real CRM, people, devices, network, disks and clocks that fail as the seed says.
An auditor with books of its own compares at the end of every day. The same seed gives the same bytes: the digest.

  --seed S    the first seed (default 1)
  --days D    simulated days (default 10)
  --lanes N   tills (default 2)
  --seeds K   so many seeds, from S on (default 1)
  --server U  a PostgreSQL that another simulation has started; one of its own without
`

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, days: { type: 'string', default: '10' }, lanes: { type: 'string', default: '2' }, seeds: { type: 'string', default: '1' }, server: { type: 'string' } } })
const [firstSeed, days, laneCount, seedCount] = [values.seed, values.days, values.lanes, values.seeds].map(Number)
if (![firstSeed, days, laneCount, seedCount].every((each) => Number.isSafeInteger(each) && (each ?? 0) > 0) || firstSeed === undefined || days === undefined || laneCount === undefined || seedCount === undefined) {
  process.stderr.write(usage)
  process.exit(2)
}

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const startedMs = performance.now()
const servers = values.server === undefined ? await startDatabaseServer() : await useDatabaseServer(values.server)
makeDiskInstant()
countTurns()
let [failedCount, laneDays] = [0, 0]
try {
  for (let seed = firstSeed; seed < firstSeed + seedCount; seed += 1) {
    const { violations, digest, days: doneDays, ...counts } = await simulate({ seed, days, laneCount, servers })
    laneDays += doneDays * laneCount
    out(`seed ${seed}: ${doneDays} days, ${laneCount} lanes, ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}, ${violations.length} violations · ${digest}`)
    if (violations.length === 0) continue
    failedCount += 1
    for (const violation of violations) out(`   VIOLATION ${violation}`)
    out(`   again with: npm run sim -- --seed ${seed} --days ${doneDays} --lanes ${laneCount}`)
  }
} finally {
  await servers.stop()
}
const seconds = (performance.now() - startedMs) / 1000
out(`${failedCount} of ${seedCount} seeds with violations · ${laneDays} lane-days in ${seconds.toFixed(1)} s: ${(laneDays / seconds).toFixed(1)} a second`)
process.exitCode = failedCount === 0 ? 0 : 1
