import { createSecretKey } from 'node:crypto'
import type { FaultRow } from '../fault-row.ts'
import { missingForDisk } from '../journal/disk.ts'

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
    const { cutDay } = await import('../journal/cut-day.ts')
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const random = seededRandom(seed)
    const cutCount = (scale === 'full' ? 10_000 : 60) / 2
    const plain = await cutDay({ folder, key: undefined, cutCount, random })
    const encrypted = await cutDay({ folder, key: createSecretKey(Buffer.alloc(32, 7)), cutCount, random })
    const violations = [...plain.violations, ...encrypted.violations]
    return { figure: `${(plain.madeCount + encrypted.madeCount).toLocaleString('en')} cuts over ${plain.eventCount + encrypted.eventCount} writes and syncs, half of an encrypted lane, ${violations.length} with anything lost or torn`, violations: violations.slice(0, 20) }
  },
  weakenings: [
    { name: 'every commit is synced', file: 'src/lane/store/open-lane-store.ts', find: "  db.pragma('synchronous = full')\n  assert(db.pragma('synchronous', { simple: true }) === 2, 'every commit must reach the disk: synchronous is not FULL')", replace: "  db.pragma('synchronous = normal')", noticed: 'lost: record' },
    { name: 'changes are logged before they are made', file: 'src/lane/store/open-lane-store.ts', find: loggedFirst, replace: "  db.pragma('journal_mode = memory')\n", noticed: 'cut after' },
  ],
}
