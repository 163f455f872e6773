/** `npm run bench [-- NAME … | --all] [--seed S] [--rounds N] [--json]`: measures; without a name, lists what can be measured. */
import { parseArgs } from 'node:util'
import { measure, type Measurement } from './bench.ts'
import { benches } from './benches.ts'

const usage = `usage: npm run bench -- [NAME … | --all] [--seed S] [--rounds N] [--json]

Measures, in one run, work and a baseline that looks at the same bytes and makes nothing of them, in turn.
Without a name, lists what can be measured.

  --all       everything
  --seed S    what is random is the same for the same seed (default 952)
  --rounds N  rounds after a first one that warms up; the median counts (default 5)
  --json      one JSON object

${benches.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

Exit codes: 0 measured, or listed · 2 wrong usage`

const { names, seed, rounds, json } = readArguments()
if (names.length === 0) {
  for (const { name, summary } of benches) process.stdout.write(json ? `${JSON.stringify({ name, summary })}\n` : `${name.padEnd(10)} ${summary}\n`)
} else {
  const measurements: (Measurement & { readonly bench: string })[] = []
  if (!json) process.stdout.write(`seed ${seed}, median of ${rounds} rounds\n${'what'.padEnd(34)} ${'a second'.padStart(12)} ${'lowest'.padStart(12)} ${'highest'.padStart(12)} ${'only looked at'.padStart(15)} ${'times'.padStart(7)}\n`)
  for (const entry of benches.filter(({ name }) => names.includes(name))) {
    const bench = await entry.load()
    for (const measured of await bench.prepare(seed)) {
      const measurement = measure(measured, rounds)
      measurements.push({ bench: bench.name, ...measurement })
      if (!json) tell(measurement)
    }
  }
  if (json) process.stdout.write(`${JSON.stringify({ seed, rounds, node: process.version, measurements })}\n`)
}

function tell({ name, perSecond, lowestPerSecond, highestPerSecond, baselinePerSecond, timesBaseline }: Measurement): void {
  const numbers = [[perSecond, 12], [lowestPerSecond, 12], [highestPerSecond, 12], [baselinePerSecond, 15]] as const
  process.stdout.write(`${name.padEnd(34)} ${numbers.map(([value, width]) => value.toLocaleString('en-GB').padStart(width)).join(' ')} ${timesBaseline.toFixed(1).padStart(7)}\n`)
}

function readArguments(): { readonly names: readonly string[]; readonly seed: number; readonly rounds: number; readonly json: boolean } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean', default: false }, seed: { type: 'string', default: '952' }, rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } } })
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
    return { names: values.all ? known : positionals, seed, rounds, json: values.json }
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

function stop(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}\n`)
  process.exit(2)
}
