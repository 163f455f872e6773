/** `npm run sim -- [--seed S] [--days D] [--lanes N] [--seeds K] [--first] [--weakened]`: a whole store under one seed, or K seeds one after the other. */
import { parseArgs } from 'node:util'
import { startDatabaseServer, useDatabaseServer } from './database-server.ts'
import { makeDiskInstant } from './instant-disk.ts'
import { runWeakened } from './run-weakened.ts'
import { simulate } from './simulate.ts'
import { countTurns } from './world.ts'

const usage = `usage: npm run sim -- [--seed S] [--days D] [--lanes N] [--seeds K] [--first] [--server U] [--weakened]

Runs a store from a seed: real lanes, the real CRM, people, devices, network, disks and clocks that fail as the seed says.
An auditor with books of its own compares at the end of every day. The same seed gives the same bytes: the digest.

  --seed S    the first seed (default 1)
  --days D    simulated days (default 10)
  --lanes N   tills (default 2)
  --seeds K   so many seeds, from S on (default 1)
  --first     end with the first seed that fails
  --server U  a PostgreSQL that another simulation has started; one of its own without
  --weakened  takes the product's defences away one by one; the auditor has to notice each
`

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, days: { type: 'string', default: '10' }, lanes: { type: 'string', default: '2' }, seeds: { type: 'string', default: '1' }, server: { type: 'string' }, first: { type: 'boolean', default: false }, weakened: { type: 'boolean', default: false } } })
const [seed, days, laneCount, seedCount] = [values.seed, values.days, values.lanes, values.seeds].map(Number)
if (![seed, days, laneCount, seedCount].every((each) => Number.isSafeInteger(each) && (each ?? 0) > 0) || seed === undefined || days === undefined || laneCount === undefined || seedCount === undefined) {
  process.stderr.write(usage)
  process.exit(2)
}

/** So often a long run says how far it is. */
const tellDays = 10

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const startedMs = performance.now()
const servers = values.server === undefined ? await startDatabaseServer() : await useDatabaseServer(values.server)
try {
  process.exitCode = (values.weakened ? await runWeakened(servers.url, out) : await runSeeds({ seed, days, laneCount, seedCount })) === 0 ? 0 : 1
} finally {
  await servers.stop()
}

/** A long run says how far it is, beside what it has to say: the same seed says the same, in whatever time and memory. */
function tellHowFar(seedRun: number, passed: number): void {
  process.stderr.write(`seed ${seedRun}: ${passed} days so far, ${((performance.now() - startedMs) / 60_000).toFixed(0)} min, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB\n`)
}

/** @returns how many seeds failed */
async function runSeeds({ seed: firstSeed, days: asked, laneCount: lanes, seedCount: count }: { readonly seed: number; readonly days: number; readonly laneCount: number; readonly seedCount: number }): Promise<number> {
  makeDiskInstant()
  countTurns()
  const failed: number[] = []
  let laneDays = 0
  for (let each = firstSeed; each < firstSeed + count; each += 1) {
    const { violations, digest, days: doneDays, ...counts } = await simulate({ seed: each, days: asked, laneCount: lanes, servers, onDay: (passed) => passed < asked && passed % tellDays === 0 && tellHowFar(each, passed) })
    laneDays += doneDays * lanes
    out(`seed ${each}: ${doneDays} days, ${lanes} lanes, ${Object.entries(counts).map(([name, number]) => `${number} ${name}`).join(', ')}, ${violations.length} violations · ${digest}`)
    for (const violation of violations) out(`   VIOLATION ${violation}`)
    if (violations.length > 0) failed.push(each)
    if (values.first && failed.length > 0) break
  }
  for (const each of failed) out(`again with: npm run sim -- --seed ${each} --days ${asked} --lanes ${lanes}`)
  const seconds = (performance.now() - startedMs) / 1000
  out(`${failed.length} of ${count} seeds with violations · ${laneDays} lane-days in ${seconds.toFixed(1)} s: ${(laneDays / seconds).toFixed(1)} a second`)
  return failed.length
}
