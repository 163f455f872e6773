import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDatabaseServer } from './database-server.ts'
import { found } from './found.ts'
import { runSim } from './run-sim.ts'
import { weakenings } from './weakenings.ts'

let servers: Awaited<ReturnType<typeof startDatabaseServer>>
beforeAll(async () => { servers = await startDatabaseServer() })
afterAll(() => servers.stop())

const patience = { timeout: 240_000 }

describe.concurrent('a whole store under one seed', () => {
  it('loses and doubles nothing, and the same seed gives the same bytes', patience, async () => {
    const [first, second] = await Promise.all([0, 1].map(() => runSim({ seed: 1, days: 2 }, servers.url)))
    expect(first).toContain(' 0 violations')
    expect(first?.split('\n')[0]).toBe(second?.split('\n')[0])
  })

  it.each(found)('stays whole under seed $seed for $days days: $was', patience, async ({ seed, days }) => {
    expect(await runSim({ seed, days }, servers.url)).toContain(' 0 violations')
  })

  it.each(weakenings.filter(({ isQuick }) => isQuick))('shows that this is gone: $name', patience, async (weakening) => {
    expect(await runSim(weakening, servers.url, weakening)).toContain(weakening.noticed)
  })

  it.each(weakenings)('still has what could be taken away: $name', ({ file, find }) => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(find)).toHaveLength(2)
  })
})
