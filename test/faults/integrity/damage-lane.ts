import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalRecord } from '../../../src/contract/sync.ts'
import { fillFromOffice } from '../../../src/lane/fill-from-office.ts'
import type { LaneKey } from '../../../src/lane/store/lane-key.ts'
import { sumsPath } from '../../../src/lane/store/page-sums.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { rebuildStore, type OfficeRecords, type Rebuilt } from '../../../src/lane/store/rebuild-store.ts'
import { StoreTrouble } from '../../../src/lane/store/store-trouble.ts'
import { standingClock } from '../../support/lane.ts'
import { lane, readTables, sell, type WrittenLane } from './written-lane.ts'

export interface Damage {
  readonly name: string
  /** The folder that is damaged, as it was before. */
  readonly of: keyof Pick<WrittenLane, 'closed' | 'killed' | 'earlier'>
  damage(dataDir: string): void
  /** What it must be taken for; `harmless` where nothing that counts was touched. */
  readonly expected: 'damaged' | 'damaged-or-harmless'
  /** Head office has everything and answers. */
  readonly officeAnswers?: boolean
  /** Nobody has what was in the damaged place: it has to be noticed, that is all. */
  readonly onlyNoticed?: boolean
}

/** Head office that was sent the whole journal, or one that does not answer. */
export const officeWith = (records: readonly JournalRecord[] | undefined): OfficeRecords => ({
  recordsAfter: async (_journalId, number) => records?.slice(number, number + 1000),
})

/** Brings one damage about and lets the product find and repair it. @returns what should not have happened */
export async function damageLane(written: WrittenLane, dataDir: string, damage: Damage): Promise<string[]> {
  rmSync(dataDir, { recursive: true, force: true })
  cpSync(written[damage.of], dataDir, { recursive: true })
  damage.damage(dataDir)
  const violations = await openDamaged(written, dataDir, damage)
  return violations.map((violation) => `${damage.name}: ${violation}`)
}

async function openDamaged(written: WrittenLane, dataDir: string, damage: Damage): Promise<string[]> {
  const { key } = written
  const trouble = tryOpen(dataDir, key)
  if (typeof trouble === 'object') {
    if (damage.expected === 'damaged-or-harmless') return compareAndSell(trouble, written)
    trouble.close()
    return ['it was opened, and nothing was noticed']
  }
  if (trouble !== 'damaged') return [`it is called ${trouble}`]
  const before = existsSync(join(dataDir, 'lane.db')) ? readFileSync(join(dataDir, 'lane.db')) : undefined
  const rebuilt = await rebuildStore({ dataDir, copyDir: usualCopyDir(dataDir), lane, key, at: '2026-03-03T07:00:00.000Z', office: officeWith(damage.officeAnswers === true ? written.records : undefined) })
  const store = openLaneStore({ dataDir, lane, key, newJournalId: () => 'a-new-journal' })
  if (damage.onlyNoticed === true) {
    store.close()
    return []
  }
  return [...keptAside(rebuilt, before), ...compareAndSell(store, written)]
}

function tryOpen(dataDir: string, key: LaneKey | undefined): LaneStore | string {
  try {
    return openLaneStore({ dataDir, lane, key })
  } catch (error) {
    return error instanceof StoreTrouble ? error.code : String(error)
  }
}

function keptAside({ setAside }: Rebuilt, before: Buffer | undefined): string[] {
  if (before === undefined) return []
  return setAside !== undefined && readFileSync(setAside).equals(before) ? [] : ['the damaged file was not kept as it was']
}

/** Everything must be there as it was written, and the next sale must follow. */
export function compareAndSell(store: LaneStore, { key, records, tables }: WrittenLane): string[] {
  const violations: string[] = []
  const found = store.journal.recordsAfter(0, 1_000_000)
  const odd = records.findIndex((record, index) => JSON.stringify(found[index]) !== JSON.stringify(record))
  if (odd !== -1) violations.push(`record ${odd + 1} of ${records.length} is lost or another`)
  if (found.length > records.length) violations.push(`${found.length - records.length} records nobody wrote`)
  if (readTables(join(store.path, '..'), key) !== tables) violations.push('what is worked out from the journal is not what it was')
  const next = store.own.lastReceiptNumber() + 1
  if (odd === -1) sell(store, next)
  store.close()
  return violations
}

/** The whole disk is an older one; only head office knows. */
export async function putBackWholeDisk(written: WrittenLane, dataDir: string): Promise<string[]> {
  rmSync(dataDir, { recursive: true, force: true })
  cpSync(written.earlier, dataDir, { recursive: true })
  const store = openLaneStore({ dataDir, lane, key: written.key })
  const last = written.records.at(-1)
  const office: Parameters<typeof fillFromOffice>[0]['office'] = {
    status: async (journalId) => ({ journalId, acceptedThrough: last?.number ?? 0, acceptedHash: last?.hash, forked: false }),
    records: async (_journalId, after) => written.records.slice(after, after + 1000),
  }
  await fillFromOffice({ store, office, clock: standingClock(), newId: randomUUID })
  return compareAndSell(store, written).map((violation) => `the whole disk put back: ${violation}`)
}

export function flipBit(path: string, byte: number, bit: number): void {
  const file = readFileSync(path)
  file[byte] = (file[byte] ?? 0) ^ (1 << bit)
  writeFileSync(path, file)
}

/** So that only the contents tell. */
export function removeSums(dataDir: string): void {
  rmSync(sumsPath(join(dataDir, 'lane.db')))
}
