/** `npm run faults -- [ROW …] [--quick] [--seed S]`: every fault of the table with its figure, and with its defences removed. */
import { parseArgs } from 'node:util'
import { checkRow } from './check-row.ts'
import { readRows } from './rows.ts'

const usage = `usage: npm run faults -- [ROW …] [--quick] [--seed S]

Brings about what a lane must survive, row by row, and prints what came of it. Then every defence of the row is taken
away in turn, which has to be noticed: a defence whose removal changes nothing is none.

  ROW        numbers of rows, as in the table (default: all)
  --quick    a few seconds of each row
  --seed S   (default 1)
`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } } })
const all = await readRows()
const wanted = positionals.map(Number)
const seed = Number(values.seed)
if (!Number.isSafeInteger(seed) || wanted.some((number) => !all.some((row) => row.number === number))) {
  process.stderr.write(usage)
  process.exit(2)
}

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const scale = values.quick ? 'quick' : 'full'
out(`seed ${seed} · ${scale}`)
let isWhole = true
for (const row of wanted.length === 0 ? all : all.filter(({ number }) => wanted.includes(number))) {
  const name = `${String(row.number).padStart(2)} ${row.fault}`
  const missing = row.missing?.()
  if (missing !== undefined) {
    out(`${name}: not run: ${missing}`)
    isWhole = false
    continue
  }
  const { result, unnoticed, seconds } = await checkRow(row, { scale, seed })
  const count = row.weakenings.length
  out(`${name}: ${result.figure} · ${seconds.toFixed(0)} s · ${unnoticed.length === 0 ? `defence removed (${count}): fails` : `${count - unnoticed.length} of ${count} removed defences noticed`}`)
  for (const line of [...result.violations, ...unnoticed]) out(`   VIOLATION ${line}`)
  isWhole &&= result.violations.length === 0 && unnoticed.length === 0
}
process.exitCode = isWhole ? 0 : 1
