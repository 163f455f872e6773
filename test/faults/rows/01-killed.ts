import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { FaultRow } from '../fault-row.ts'
import type { KillAt } from '../journal/stops.ts'

/** Where a kill has found something before: within a commit, between a commit and its answer, with a basket open. */
const tellingKills: readonly KillAt[] = [
  { name: 'before answer', count: 7 },
  { name: 'before insert into receipt', count: 1 },
  { name: 'after order pay', count: 1 },
]
const randomKillsPerRun = 10

export const row: FaultRow = {
  number: 1,
  fault: 'kill -9 at every step',
  async run({ scale, seed, folder }) {
    const { ringUp } = await import('../journal/ring-up.ts')
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const random = seededRandom(seed)
    const office = scale === 'full' ? await (await import('../journal/head-office.ts')).openHeadOffice(folder) : undefined
    const violations: string[] = []
    const recoveryMs: number[] = []
    let killCount = 0
    const ring = async (kills: readonly KillAt[]) => {
      const dataDir = join(folder, 'lane')
      mkdirSync(dataDir)
      const rung = await ringUp({ dataDir, kills })
      await office?.takeFrom(dataDir)
      rmSync(dataDir, { recursive: true })
      violations.push(...rung.violations)
      recoveryMs.push(...rung.recoveryMs)
      killCount += rung.kills.length
      return rung
    }
    const whole = await ring([])
    const tellEvery = 100
    const compare = async (kills: readonly KillAt[]): Promise<void> => {
      const before = killCount
      const rung = await ring(kills)
      if (Math.floor(killCount / tellEvery) > Math.floor(before / tellEvery)) process.stderr.write(`${killCount} kills, ${violations.length} violations\n`)
      if (!isDeepStrictEqual(rung.books, whole.books)) violations.push(`killed ${rung.kills.join(', ')}: the books are not those of a day without: ${JSON.stringify(rung.books)} for ${JSON.stringify(whole.books)}`)
    }
    if (scale === 'quick') await compare(tellingKills)
    else {
      for (let count = 1; count <= whole.stopCount; count += 1) await compare([{ count }])
      const everyStep = killCount
      while (killCount < everyStep + 1_000) await compare(Array.from({ length: randomKillsPerRun }, () => ({ count: 1 + random(60) })))
    }
    violations.push(...((await office?.compare()) ?? []))
    await office?.close()
    const median = recoveryMs.toSorted((a, b) => a - b)[Math.floor(recoveryMs.length / 2)] ?? 0
    return { figure: `${killCount.toLocaleString('en')} kills over ${whole.stopCount} stops of a day, ${violations.length} lost, doubled or partial; open again in ${median.toFixed(0)} ms`, violations: violations.slice(0, 20) }
  },
  weakenings: [
    { name: 'a command is known by its id', file: 'src/lane/lane.ts', find: "if (store.journal.knows(id as CommandId)) return { kind: 'ok' }", replace: '', noticed: 'UNIQUE constraint' },
    { name: 'facts of a command in one transaction', file: 'src/lane/store/journal.ts', find: 'const store = db.transaction((entry', replace: 'const store = ((work) => ({ immediate: work }))((entry', noticed: 'before insert into receipt' },
    { name: 'the open basket is replayed', file: 'src/lane/recover.ts', find: 'else sale = replayed', replace: '', noticed: 'the basket is not the acknowledged one' },
  ],
}
