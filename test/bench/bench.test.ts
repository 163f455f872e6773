import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { measure, percentilesOf, type ReportBench, type Table } from './bench.ts'
import { benches } from './benches.ts'
import { writeTable } from './write-table.ts'

const program = fileURLToPath(new URL('./run.ts', import.meta.url))
const bench = (...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

/** Every number of a short report that is no time and no rate, by where it stands. */
async function countedIn(bench: ReportBench, seed: number): Promise<[string, number][]> {
  const counted: [string, number][] = []
  const show = ({ title, rows }: Table): void => {
    for (const row of rows) for (const [column, value] of Object.entries(row)) if (typeof value === 'number' && !/\bms$| a second$|^times/.test(column)) counted.push([`${title}: ${column}`, value])
  }
  await bench.report({ seed, isShort: true }, { show, tell: () => undefined })
  return counted
}

describe('npm run bench', () => {
  it('lists what can be measured', () => {
    expect(bench()).toMatchObject({ code: 0, out: expect.stringMatching(/^drivers +codes parsed/) })
  })

  it('says what is wrong with its command line', () => {
    expect(bench('offerz')).toMatchObject({ code: 2, err: expect.stringContaining('there is no bench "offerz"; there are drivers, journal, offers, sync') })
    expect(bench('drivers', '--rounds', '0')).toMatchObject({ code: 2, err: expect.stringContaining('--rounds takes a whole number') })
  })

  it.each(benches.map((entry) => [entry.name, entry] as const))('%s: every piece of work does all of its work, the same for the same seed', async (_name, entry) => {
    const prepare = async (): Promise<[name: string, made: number][]> => {
      const bench = await entry.load()
      return 'report' in bench ? countedIn(bench, 7) : (await bench.prepare(7)).map(({ name, run }) => [name, run()])
    }
    const first = await prepare()
    expect(await prepare()).toEqual(first)
    for (const [, made] of first) expect(made).toBeGreaterThan(0)
  }, 120_000)

  it('tells spreads by their median, their hundredth worst and their worst', () => {
    expect(percentilesOf(Array.from({ length: 200 }, (_, index) => 200 - index))).toEqual({ p50: 100, p99: 198, worst: 200 })
    expect(percentilesOf([3])).toEqual({ p50: 3, p99: 3, worst: 3 })
  })

  it('writes tables with what they hold, and notes below', () => {
    const table = { title: 'Scans', columns: ['what', 'count', 'p50 ms'], rows: [{ what: 'price', count: 1200, 'p50 ms': 0.25 }, { what: 'look up', count: 3, 'p50 ms': 1234.5 }], notes: ['aim: 1 ms'] }
    expect(writeTable(table).split('\n')).toEqual(['Scans', 'what     count  p50 ms', 'price    1,200   0.250', 'look up      3   1,235', '  aim: 1 ms', ''])
  })

  it('tells a rate, and how it compares with looking at the same bytes', () => {
    const slow = (): number => Array.from({ length: 2_000 }, (_, index) => index).reduce((sum, each) => sum + each, 0)
    const { perSecond, lowestPerSecond, highestPerSecond, timesBaseline } = measure({ name: 'slow', unit: 'things', countPerRun: 1, run: slow, baseline: () => 1 }, 1)
    expect(lowestPerSecond <= perSecond && perSecond <= highestPerSecond).toBe(true)
    expect(timesBaseline).toBeGreaterThan(1)
  })
})
