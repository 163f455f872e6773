import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultRow } from '../fault-row.ts'
import { missingForDisk } from '../journal/disk.ts'
import type { Status } from '../journal/lane-process.ts'

/** Thousands of databases are laid down and opened: memory is quicker, and the real disk has nothing to tell here. */
const scratchIn = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** From the mode to the proof that there is a log. */
const loggedFirst = [
  "  const mode_ = db.pragma('journal_mode = wal', { simple: true })",
  "  assert(mode_ === 'wal', `SQLite refused write-ahead logging and uses ${String(mode_)}`)",
  "  db.pragma('user_version')",
  "  // Where the disk fails at the very change, SQLite says `wal` and goes on without: then there is no log.",
  "  if (!existsSync(`${db.name}-wal`)) throw new StoreTrouble('io', `The disk holding ${db.name} reports errors. Nothing was taken; check the disk before selling on.`)",
].map((line) => `${line}\n`).join('')

export const row: FaultRow = {
  number: 2,
  fault: 'power cut, torn page',
  missing: missingForDisk,
  async run({ scale, seed, folder }) {
    const { buildDisk, readDiskLog } = await import('../journal/disk.ts')
    const { forgetfulDisk } = await import('../journal/power-cut.ts')
    const { ringUp } = await import('../journal/ring-up.ts')
    const { wrongAfterCut } = await import('../journal/after-cut.ts')
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const random = seededRandom(seed)
    const cutCount = scale === 'full' ? 10_000 : 60
    const [dataDir, log] = [join(folder, 'lane'), join(folder, 'log')]
    mkdirSync(dataDir)
    const rung = await ringUp({ dataDir, env: buildDisk(folder)({ dataDir, log }) })
    const violations = [...rung.violations]
    const events = readDiskLog(log)
    const scratch = mkdtempSync(join(scratchIn, 'lanewise-cuts-'))
    const disk = forgetfulDisk()
    let acknowledged: Status | undefined
    let madeCount = 0
    for (const [index, event] of events.entries()) {
      disk.follow(event)
      if (event.kind === 'said') acknowledged = newestStatus(event.text) ?? acknowledged
      // Evenly over all prefixes, several of each where there are more cuts than prefixes.
      for (; madeCount < ((index + 1) / events.length) * cutCount; madeCount += 1) {
        const image = disk.cut(random)
        if (!acknowledged) continue
        for (const [name, bytes] of image) writeFileSync(join(scratch, name), bytes)
        const wrong = wrongAfterCut(scratch, acknowledged)
        if (wrong !== undefined) violations.push(`cut after ${index + 1} of ${events.length}: ${wrong}`)
        for (const name of [...image.keys(), 'lane.db-wal', 'lane.db-shm', 'lane.db-journal']) rmSync(join(scratch, name), { force: true })
      }
    }
    rmSync(scratch, { recursive: true })
    return { figure: `${madeCount.toLocaleString('en')} cuts over ${events.length} writes and syncs, ${violations.length} with anything lost or torn`, violations: violations.slice(0, 20) }
  },
  weakenings: [
    { name: 'every commit is synced', file: 'src/lane/store/open-lane-store.ts', find: "  db.pragma('synchronous = full')\n  assert(db.pragma('synchronous', { simple: true }) === 2, 'every commit must reach the disk: synchronous is not FULL')", replace: "  db.pragma('synchronous = normal')", noticed: 'lost: record' },
    { name: 'changes are logged before they are made', file: 'src/lane/store/open-lane-store.ts', find: loggedFirst, replace: "  db.pragma('journal_mode = memory')\n", noticed: 'cut after' },
  ],
}

function newestStatus(text: string): Status | undefined {
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly status?: Status })
  return lines.findLast(({ status }) => status)?.status
}
