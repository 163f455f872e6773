/** `npm run fuzz -- [--count N] [--seed S] [--parser NAME] [--json]`: random and mutated byte streams through every parser. */
import { parseArgs } from 'node:util'
import { memoryByteCount } from './flood.ts'
import { fuzzTargets } from './fuzz-targets.ts'
import { runFuzz, type FuzzReport } from './run-fuzz.ts'

const usage = `usage: npm run fuzz -- [--count N] [--seed S] [--parser NAME] [--json]

Feeds random and mutated byte streams to every parser, shared out evenly, and messages without end to each. Nothing may
crash, hold memory without bound, make an item of a code with a wrong check digit, or let a payment card's digits out.

  --count N      streams in all (default 100000)
  --seed S       the same streams for the same seed (default: one of the clock, which is printed)
  --parser NAME  only this one
  --json         one JSON object

Exit codes: 0 nothing broke · 1 something did: its name, seed and shortest failing bytes are printed · 2 wrong usage`

/** Whatever a whole run may leave behind. */
const maxGrowthByteCount = 64 * 1024 * 1024

const asked = readArguments()
const wanted = fuzzTargets.filter(({ name }) => asked.parser === undefined || name === asked.parser)
if (wanted.length === 0) stop(`there is no parser "${asked.parser}"; there are ${fuzzTargets.map(({ name }) => name).join(', ')}`)
if (!asked.json) process.stdout.write(`seed ${asked.seed}\n${'parser'.padEnd(34)} ${'streams'.padStart(9)} ${'a second'.padStart(9)} ${'held bytes'.padStart(11)}\n`)

const startedAtMs = performance.now()
const memoryBefore = await memoryByteCount()
const reports: FuzzReport[] = []
for (const [index, target] of wanted.entries()) {
  const share = Math.floor(asked.count / wanted.length) + (index < asked.count % wanted.length ? 1 : 0)
  const report = await runFuzz(target, { seed: asked.seed, streamCount: share })
  reports.push(report)
  if (!asked.json) tell(report)
}
const seconds = (performance.now() - startedAtMs) / 1000
const streamCount = reports.reduce((sum, report) => sum + report.streamCount, 0)
const worstHeldByteCount = Math.max(...reports.map(({ heldByteCount }) => heldByteCount))
const growthByteCount = (await memoryByteCount()) - memoryBefore
const summary = { seed: asked.seed, streamCount, seconds: Math.round(seconds * 10) / 10, streamsPerSecond: Math.round(streamCount / seconds), worstHeldByteCount, growthByteCount }
if (asked.json) process.stdout.write(`${JSON.stringify({ ...summary, reports })}\n`)
else process.stdout.write(`${streamCount} streams through ${reports.length} parsers in ${summary.seconds} s, ${summary.streamsPerSecond} a second; at most ${worstHeldByteCount} bytes held; memory grew by ${growthByteCount} bytes; seed ${asked.seed}\n`)
if (growthByteCount > maxGrowthByteCount) process.stderr.write(`memory grew by ${growthByteCount} bytes over the run\n`)
process.exitCode = reports.some(({ failure }) => failure !== undefined) || growthByteCount > maxGrowthByteCount ? 1 : 0

function tell({ parser, streamCount: count, streamsPerSecond, heldByteCount, failure }: FuzzReport): void {
  process.stdout.write(`${parser.padEnd(34)} ${String(count).padStart(9)} ${String(streamsPerSecond).padStart(9)} ${String(heldByteCount).padStart(11)}\n`)
  if (failure) process.stderr.write(`${parser} broke with seed ${asked.seed}${failure.number === undefined ? '' : `, session ${failure.number}`}:\n${failure.what}\n${failure.hex.map((portion) => `  hex ${portion}\n`).join('')}`)
}

function readArguments(): { readonly count: number; readonly seed: number; readonly parser: string | undefined; readonly json: boolean } {
  try {
    const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' }, parser: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } } })
    if (values.help === true) {
      process.stdout.write(`${usage}\n`)
      process.exit(0)
    }
    const [count, seed] = [Number(values.count), values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)]
    if (!Number.isInteger(count) || count < 1) return stop(`--count takes a whole number from 1, not "${values.count}"`)
    if (!Number.isInteger(seed)) return stop(`--seed takes a whole number, not "${values.seed}"`)
    return { count, seed, parser: values.parser, json: values.json }
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

function stop(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}\n`)
  process.exit(2)
}
