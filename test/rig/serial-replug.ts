// Pulls a serial scanner's cable in the middle of a code a hundred times over, and says how soon it was ready again.
// node test/rig/serial-replug.ts [cycles] [seed]
import { replugInMidCode } from '../support/drivers-replug.ts'

const mostReadyMs = 2000
const [cycleCount = 100, seed = 1] = process.argv.slice(2).map(Number)

const { readyMs, scanned, arrived } = await replugInMidCode({ cycleCount, seed })
const sorted = readyMs.toSorted((a, b) => a - b)
const worstMs = sorted.at(-1) ?? 0
const wrong = arrived.filter((text, index) => text !== scanned[index])
const isGood = worstMs <= mostReadyMs && wrong.length === 0 && arrived.length === scanned.length
process.stdout.write(
  [
    `pulled in mid-code and plugged in again: ${cycleCount} times, seed ${seed}`,
    `ready again after ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms in the median, ${Math.round(worstMs)} ms at worst (allowed: ${mostReadyMs})`,
    `codes held under it: ${scanned.length}, arrived: ${arrived.length}, wrong or out of order: ${wrong.length}`,
    isGood ? 'good' : 'NOT GOOD',
    '',
  ].join('\n'),
)
process.exitCode = isGood ? 0 : 1
