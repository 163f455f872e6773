import { createSecretKey, randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Damage } from '../integrity/damage-lane.ts'
import type { WrittenLane } from '../integrity/written-lane.ts'
import type { FaultRow } from '../fault-row.ts'

const flipsPerKind = { quick: 2, full: 150 }
const flipsEncrypted = { quick: 1, full: 150 }
const saleCounts = { quick: 60, full: 400 }

export const row: FaultRow = {
  number: 11,
  fault: 'database corrupt',
  async run({ scale, seed, folder }) {
    const { seededRandom } = await import('../../../drivers/simulator/seeded-random.ts')
    const { damageLane, putBackWholeDisk } = await import('../integrity/damage-lane.ts')
    const { writeLane } = await import('../integrity/written-lane.ts')
    const written = await writeLane(folder, saleCounts[scale])
    const damages = await listDamages(written, flipsPerKind[scale], seededRandom(seed))
    const violations: string[] = []
    const dataDir = join(folder, 'damaged')
    for (const damage of damages) violations.push(...(await damageLane(written, dataDir, damage)))
    const encrypted = await writeLane(join(folder, 'encrypted'), saleCounts[scale], createSecretKey(randomBytes(32)))
    const encryptedDamages = await listEncryptedDamages(encrypted, flipsEncrypted[scale], seededRandom(seed))
    for (const damage of encryptedDamages) violations.push(...(await damageLane(encrypted, dataDir, damage)).map((violation) => `encrypted, ${violation}`))
    violations.push(...(await putBackWholeDisk(written, dataDir)))
    const { timeRebuild } = await import('../integrity/time-rebuild.ts')
    const { recordCount, seconds, startSeconds } = await timeRebuild(folder, scale === 'full' ? 430_000 : 2_000)
    if (seconds > 30) violations.push(`selling again only after ${seconds.toFixed(0)} s`)
    const count = (value: number): string => value.toLocaleString('en')
    return { figure: `${count(damages.length + 1)} damages and ${count(encryptedDamages.length)} of an encrypted lane in ${new Set(damages.map(({ name }) => name.replace(/ at .*/, ''))).size + 1} kinds of places; ${violations.length} unnoticed or with a loss; ${count(recordCount)} records checked in ${startSeconds.toFixed(1)} s, rebuilt in ${seconds.toFixed(1)} s`, violations: violations.slice(0, 30) }
  },
  weakenings: [
    { name: 'the checksum of every page', file: 'src/lane/store/check-store.ts', find: "if (typeof found === 'object')", replace: 'if (false)', noticed: 'nothing was noticed' },
    { name: 'looking behind the end of the log', file: 'src/lane/store/read-wal.ts', find: 'commitsBehind.length > 1', replace: 'false', noticed: 'log without a copy' },
    { name: 'looking whether a log without a header says news', file: 'src/lane/store/read-wal.ts', find: 'isDamaged: wordOrders.some(', replace: 'isDamaged: wordOrders.slice(2).some(', noticed: 'header of the log without a copy' },
    { name: 'looking through the contents where no checksums are', file: 'src/lane/store/open-lane-store.ts', find: 'if (!isChecked) checkContents(db, path)', replace: '', noticed: 'without checksums' },
    { name: 'the end of the second copy', file: 'src/lane/store/open-lane-store.ts', find: "if (mode === 'write') checkEnd(", replace: 'if (false) checkEnd(', noticed: 'an old database put back' },
    { name: 'asking head office before the first sale', file: 'src/lane/fill-from-office.ts', find: 'journal.takeBack(records)', replace: 'break', noticed: 'the whole disk put back' },
    { name: 'the second copy', file: 'src/lane/store/rebuild-store.ts', find: "if (fits(record)) return { from: 'copy', record }", replace: '', noticed: 'records were rebuilt of' },
    { name: 'the old file as a source', file: 'src/lane/store/rebuild-store.ts', find: "if (fits(damaged)) return { from: 'damaged', record: damaged }", replace: '', noticed: 'and copy' },
    { name: 'head office as a source', file: 'src/lane/store/rebuild-store.ts', find: "return fits(sent) ? { from: 'office', record: sent } : undefined", replace: 'return undefined', noticed: 'nothing else is left' },
    { name: 'a lost database is not a new one', file: 'src/lane/store/check-store.ts', find: 'if (!existsSync(path) && copiedJournals.length > 0)', replace: 'if (false)', noticed: 'the database is gone' },
  ],
}

type Random = (below: number) => number

async function listDamages(written: WrittenLane, count: number, random: Random): Promise<Damage[]> {
  return [...(await flipsInPages(written, count, random)), ...(await flipsInLog(written, count, random)), ...(await otherDamages(written, random))]
}

/** The bits of an encrypted lane, and one that no checksum knows: the cipher itself tells. */
async function listEncryptedDamages(written: WrittenLane, count: number, random: Random): Promise<Damage[]> {
  const { flipBit, removeSums } = await import('../integrity/damage-lane.ts')
  const { readPageKinds } = await import('../integrity/page-kinds.ts')
  const { pageBytes, pages } = readPageKinds(join(written.closed, 'lane.db'), written.key)
  const unsummed = Array.from({ length: count }, (): Damage => {
    const page = pages['table-leaf'][random(pages['table-leaf'].length)] ?? 2
    const [byte, bit] = [(page - 1) * pageBytes + random(pageBytes), random(8)]
    return { name: `without checksums at ${byte}.${bit}`, of: 'closed', expected: 'damaged', damage: (dataDir) => { removeSums(dataDir); flipBit(join(dataDir, 'lane.db'), byte, bit) } }
  })
  return [...(await flipsInPages(written, count, random)), ...(await flipsInLog(written, count, random)), ...unsummed]
}

async function flipsInPages(written: WrittenLane, count: number, random: Random): Promise<Damage[]> {
  const { flipBit } = await import('../integrity/damage-lane.ts')
  const { pageKinds, readPageKinds } = await import('../integrity/page-kinds.ts')
  const { pageBytes, pages } = readPageKinds(join(written.closed, 'lane.db'), written.key)
  return pageKinds.flatMap((kind) => Array.from({ length: count }, (): Damage => {
    const page = pages[kind][random(pages[kind].length)]
    if (page === undefined) throw new Error(`No page of the kind ${kind}: the lane has to sell otherwise.`)
    const byte = (page - 1) * pageBytes + random(kind === 'header' ? 100 : pageBytes)
    const bit = random(8)
    return { name: `a ${kind} page at ${byte}.${bit}`, of: 'closed', expected: 'damaged', damage: (dataDir) => flipBit(join(dataDir, 'lane.db'), byte, bit) }
  }))
}

/** With a copy nothing is lost; without one it must at least be noticed, but for the very last commit. */
async function flipsInLog({ killed }: WrittenLane, count: number, random: Random): Promise<Damage[]> {
  const { flipBit } = await import('../integrity/damage-lane.ts')
  const log = 'lane.db-wal'
  const { size } = statSync(join(killed, log))
  const flip = (name: string, from: number, below: number, rest: Partial<Damage>): Damage[] => Array.from({ length: count }, () => {
    const [byte, bit] = [from + random(below), random(8)]
    return { name: `${name} at ${byte}.${bit}`, of: 'killed', expected: 'damaged-or-harmless', ...rest, damage: (dataDir) => {
      flipBit(join(dataDir, log), byte, bit)
      if (rest.onlyNoticed === true) rmSync(join(dataDir, 'copy'), { recursive: true })
    } }
  })
  return [
    ...flip('header of the log', 0, 32, {}),
    ...flip('the log', 32, size - 32, {}),
    ...flip('header of the log without a copy', 0, 32, { onlyNoticed: true, expected: 'damaged' }),
    ...flip('log without a copy', 32, 3 * 4096, { onlyNoticed: true, expected: 'damaged' }),
  ]
}

async function otherDamages(written: WrittenLane, random: Random): Promise<Damage[]> {
  const { flipBit, removeSums } = await import('../integrity/damage-lane.ts')
  const { readPageKinds } = await import('../integrity/page-kinds.ts')
  const copyFile = readdirSync(join(written.closed, 'copy')).find((name) => name.endsWith('.jsonl')) ?? ''
  const flip = (dataDir: string, name: string): void => {
    const path = join(dataDir, name)
    flipBit(path, random(statSync(path).size), random(8))
  }
  const { pageBytes, pages } = readPageKinds(join(written.closed, 'lane.db'))
  const freeAt = (pages.free[0] ?? 0) * pageBytes - 1
  // Wherever it stands: some of it may be on parts of pages that nothing uses any more.
  const changeText = (path: string): void => writeFileSync(path, readFileSync(path, 'latin1').replaceAll('item-1', 'item-!'), 'latin1')
  const spoil = (dataDir: string): void => {
    for (let count = 0; count < 5; count += 1) flip(dataDir, join('copy', copyFile))
  }
  const earlierDatabase = (dataDir: string, names: readonly string[]): void => {
    for (const name of ['lane.db', 'lane.db-wal', 'lane.db-shm', 'lane.db-sums']) rmSync(join(dataDir, name), { force: true })
    for (const name of names) cpSync(join(written.earlier, name), join(dataDir, name))
  }
  return [
    { name: 'without checksums', of: 'closed', expected: 'damaged', damage: (dataDir) => { removeSums(dataDir); changeText(join(dataDir, 'lane.db')) } },
    { name: 'an old database put back', of: 'closed', expected: 'damaged', damage: (dataDir) => earlierDatabase(dataDir, ['lane.db', 'lane.db-wal', 'lane.db-sums']) },
    { name: 'an old database file put back under new checksums', of: 'closed', expected: 'damaged', damage: (dataDir) => cpSync(join(written.earlier, 'lane.db'), join(dataDir, 'lane.db')) },
    { name: 'the database is gone', of: 'closed', expected: 'damaged', damage: (dataDir) => earlierDatabase(dataDir, []) },
    { name: 'database and copy, each in places', of: 'closed', expected: 'damaged', damage: (dataDir) => { spoil(dataDir); flipBit(join(dataDir, 'lane.db'), freeAt, random(8)) } },
    { name: 'copy and database gone, nothing else is left but head office', of: 'closed', expected: 'damaged', officeAnswers: true, damage: (dataDir) => { earlierDatabase(dataDir, []); spoil(dataDir) } },
  ]
}
