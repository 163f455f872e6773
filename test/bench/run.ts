/** `npm run bench [-- NAME … | --all] [--seed S] [--rounds N] [--short] [--json]`: measures; without a name, lists what can be measured. */
import { parseArgs } from 'node:util'
import { measure, type Measurement, type RateBench, type ReportBench, type Table } from './bench.ts'
import { writeTable } from './write-table.ts'
import { benches } from './benches.ts'

const usage = `usage: npm run bench -- [NAME … | --all] [--seed S] [--rounds N] [--short] [--json]

Measures, in one process: rates against a baseline that looks at the same bytes and makes nothing of them, in turn;
or spreads of times and comparisons, as tables.
Without a name, lists what can be measured.

  --all       everything
  --seed S    what is random is the same for the same seed (default 952)
  --rounds N  of rates: rounds after a first one that warms up; the median counts (default 5)
  --short     of tables: everything in a small size
  --json      one JSON object

${benches.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

Exit codes: 0 measured, or listed · 2 wrong usage`

const { names, seed, rounds, isShort, json } = readArguments()
const measurements: (Measurement & { readonly bench: string })[] = []
const tables: (Table & { readonly bench: string })[] = []
if (names.length === 0) {
  for (const { name, summary } of benches) process.stdout.write(json ? `${JSON.stringify({ name, summary })}\n` : `${name.padEnd(10)} ${summary}\n`)
} else {
  for (const entry of benches.filter(({ name }) => names.includes(name))) {
    const bench = await entry.load()
    await ('report' in bench ? report(bench) : measureRates(bench))
  }
  if (json) process.stdout.write(`${JSON.stringify({ seed, rounds, node: process.version, measurements, tables })}\n`)
}

async function measureRates(bench: RateBench): Promise<void> {
  if (!json) process.stdout.write(`seed ${seed}, median of ${rounds} rounds\n${'what'.padEnd(34)} ${'a second'.padStart(12)} ${'lowest'.padStart(12)} ${'highest'.padStart(12)} ${'only looked at'.padStart(15)} ${'times'.padStart(7)}\n`)
  for (const measured of await bench.prepare(seed)) {
    const measurement = measure(measured, rounds)
    measurements.push({ bench: bench.name, ...measurement })
    if (!json) tell(measurement)
  }
}

/** Progress goes beside the result: filling a large shop takes a while. */
async function report(bench: ReportBench): Promise<void> {
  if (!json) process.stdout.write(`seed ${seed}${isShort ? ', short' : ''}, Node ${process.version}\n`)
  await bench.report({ seed, isShort }, {
    show(table) {
      tables.push({ bench: bench.name, ...table })
      if (!json) process.stdout.write(`\n${writeTable(table)}`)
    },
    tell(progress) {
      if (process.stderr.isTTY) process.stderr.write(`\r${progress.padEnd(60)}\r`)
    },
  })
}

function tell({ name, perSecond, lowestPerSecond, highestPerSecond, baselinePerSecond, timesBaseline }: Measurement): void {
  const numbers = [[perSecond, 12], [lowestPerSecond, 12], [highestPerSecond, 12], [baselinePerSecond, 15]] as const
  process.stdout.write(`${name.padEnd(34)} ${numbers.map(([value, width]) => value.toLocaleString('en-GB').padStart(width)).join(' ')} ${timesBaseline.toFixed(1).padStart(7)}\n`)
}

function readArguments(): { readonly names: readonly string[]; readonly seed: number; readonly rounds: number; readonly isShort: boolean; readonly json: boolean } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean', default: false }, seed: { type: 'string', default: '952' }, rounds: { type: 'string', default: '5' }, short: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } } })
    if (values.help === true) {
      process.stdout.write(`${usage}\n`)
      process.exit(0)
    }
    const known = benches.map(({ name }) => name)
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown !== undefined) return stop(`there is no bench "${unknown}"; there are ${known.join(', ')}`)
    const [seed, rounds] = [Number(values.seed), Number(values.rounds)]
    if (!Number.isInteger(seed)) return stop(`--seed takes a whole number, not "${values.seed}"`)
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1000) return stop(`--rounds takes a whole number from 1 to 1000, not "${values.rounds}"`)
    return { names: values.all ? known : positionals, seed, rounds, isShort: values.short, json: values.json }
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

function stop(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}\n`)
  process.exit(2)
}
