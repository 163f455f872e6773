import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { measure } from './bench.ts'
import { benches } from './benches.ts'

const program = fileURLToPath(new URL('./run.ts', import.meta.url))
const bench = (...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

describe('npm run bench', () => {
  it('lists what can be measured', () => {
    expect(bench()).toMatchObject({ code: 0, out: expect.stringMatching(/^drivers +codes parsed/) })
  })

  it('says what is wrong with its command line', () => {
    expect(bench('offerz')).toMatchObject({ code: 2, err: expect.stringContaining('there is no bench "offerz"; there are drivers') })
    expect(bench('drivers', '--rounds', '0')).toMatchObject({ code: 2, err: expect.stringContaining('--rounds takes a whole number') })
  })

  it.each(benches.map((entry) => [entry.name, entry] as const))('%s: every piece of work does all of its work, the same for the same seed', async (_name, entry) => {
    const prepare = async () => (await entry.load()).prepare(7)
    const first = (await prepare()).map(({ name, run }) => [name, run()])
    expect((await prepare()).map(({ name, run }) => [name, run()])).toEqual(first)
    for (const [, made] of first) expect(made).toBeGreaterThan(0)
  })

  it('tells a rate, and how it compares with looking at the same bytes', () => {
    const slow = (): number => Array.from({ length: 2_000 }, (_, index) => index).reduce((sum, each) => sum + each, 0)
    const { perSecond, lowestPerSecond, highestPerSecond, timesBaseline } = measure({ name: 'slow', unit: 'things', countPerRun: 1, run: slow, baseline: () => 1 }, 1)
    expect(lowestPerSecond <= perSecond && perSecond <= highestPerSecond).toBe(true)
    expect(timesBaseline).toBeGreaterThan(1)
  })
})
