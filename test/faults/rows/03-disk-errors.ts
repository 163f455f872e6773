import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { FaultRow } from '../fault-row.ts'
import { missingForDisk, type DiskEvent } from '../journal/disk.ts'
import type { RungUp } from '../journal/ring-up.ts'

export const row: FaultRow = {
  number: 3,
  fault: 'fsync or I/O error',
  missing: missingForDisk,
  async run({ scale, folder }) {
    const { buildDisk, readDiskLog } = await import('../journal/disk.ts')
    const { ringUp } = await import('../journal/ring-up.ts')
    const disk = buildDisk(folder)
    const [dataDir, log] = [join(folder, 'lane'), join(folder, 'log')]
    const ring = async (fail?: string): Promise<{ readonly rung: RungUp; readonly events: readonly DiskEvent[] }> => {
      mkdirSync(dataDir)
      const rung = await ringUp({ dataDir, env: disk({ dataDir, log, ...(fail !== undefined && { fail }) }) })
      const events = readDiskLog(log)
      for (const path of [dataDir, log]) rmSync(path, { recursive: true })
      return { rung, events }
    }
    const whole = await ring()
    const calls = whole.events.filter(isCall)
    const violations = [...whole.rung.violations]
    let failedCount = 0
    let faultCount = 0
    const failures = scale === 'full' ? everyCall(whole.events) : [tellingFailures(whole.events)]
    for (const fail of failures) {
      const { rung, events } = await ring(fail)
      violations.push(...[...rung.violations, ...wrongWith(rung, whole.rung), ...notReopened(events)].map((wrong) => `${fail}: ${wrong}`))
      failedCount += events.filter(({ kind }) => kind === 'failed').length
      faultCount += rung.faults.length
    }
    return { figure: `${failedCount.toLocaleString('en')} of ${calls.length} writes and syncs of a day failed, ${faultCount} steps not taken and said so, ${violations.length} lost, believed or not shown`, violations: violations.slice(0, 20) }
  },
  weakenings: [
    { name: 'what the disk did not take is not acknowledged', file: 'src/lane/store/journal.ts', find: 'const result = store.immediate(entry)', replace: 'let result = { stored: [], head }; try { result = store.immediate(entry) } catch {}', noticed: 'the books are not' },
    { name: 'a database that failed is opened anew', file: 'src/lane/lane.ts', find: "if (trouble.code === 'io') store.reopen()", replace: '', noticed: 'was not opened anew' },
    { name: 'checksums that were not written are worked out anew', file: 'src/lane/store/page-sums.ts', find: 'if (!existsSync(path)) return void (sums = sumAll({ salts: log.salts, frameCount }))', replace: 'if (!existsSync(path)) writeFileSync(path, encode({ sums, pageBytes, moved: { salts: log.salts, frameCount } }))', noticed: 'is not as it was written' },
    { name: 'the screen says it', file: 'src/lane/lane.ts', find: "state.messages.say({ level: 'stop', code: 'storage-failed', data: { reason: trouble.code, detail: trouble.message } })", replace: '', noticed: 'the screen shows' },
  ],
}

/** Calls of one life that fail lie so far apart that the lane is well again in between. */
const callsBetween = 97

/** Each call of the opening in a life of its own: it is the end of it. Of the others several in a life, until each place was one. */
function everyCall(events: readonly DiskEvent[]): string[] {
  const firstSaid = events.findIndex(({ kind }) => kind === 'said')
  const openingCount = events.slice(0, firstSaid).filter(isCall).length
  const callCount = events.filter(isCall).length
  const opening = Array.from({ length: openingCount }, (_, index) => `*:*:${index + 1}`)
  const selling = Array.from({ length: callsBetween }, (_, offset) => {
    const counts: number[] = []
    for (let count = openingCount + 1 + offset; count <= callCount; count += callsBetween) counts.push(count)
    return counts.map((count) => `*:*:${count}`).join()
  })
  return [...opening, ...selling].filter((fail) => fail !== '')
}

function isCall({ kind }: DiskEvent): boolean {
  return kind === 'write' || kind === 'sync' || kind === 'truncate'
}

/** A sync and a write within sales; of a checkpoint a write, its sync, and a write of its checksums. */
function tellingFailures(events: readonly DiskEvent[]): string {
  const firstSaid = events.findIndex(({ kind }) => kind === 'said')
  const before = (kind: DiskEvent['kind'], name: string): number => events.slice(0, firstSaid).filter((event) => event.kind === kind && 'name' in event && event.name === name).length
  const nth = (letter: string, kind: DiskEvent['kind'], name: string, count: number): string => `${letter}:${name}:${before(kind, name) + count}`
  return [nth('S', 'sync', 'lane.db-wal', 5), nth('W', 'write', 'lane.db-wal', 90), nth('W', 'write', 'lane.db', 3), nth('S', 'sync', 'lane.db', 2), nth('W', 'write', 'lane.db-sums', 12)].join()
}

function wrongWith({ books, faults }: RungUp, whole: RungUp): string[] {
  const unseen = faults.find(({ shown }) => shown?.level !== 'stop' || shown.code !== 'storage-failed')
  return [
    ...(isDeepStrictEqual(books, whole.books) ? [] : [`the books are not those of a day without: ${JSON.stringify(books)} for ${JSON.stringify(whole.books)}`]),
    ...(unseen ? [`a step was not taken (${unseen.said}), and the screen shows ${unseen.shown?.code ?? 'nothing'}`] : []),
  ]
}

const databaseFiles = ['lane.db', 'lane.db-wal']

/** Whatever was asked after a failure of the database is answered by a database that was opened after it. */
function notReopened(events: readonly DiskEvent[]): string[] {
  let isTrusted = true
  let hasBegun = false
  const wrong: string[] = []
  for (const event of events) {
    if (event.kind === 'failed' && databaseFiles.includes(event.name)) isTrusted = false
    if (event.kind === 'open' && event.name === 'lane.db') isTrusted = true
    if (event.kind === 'said' && hasBegun && !isTrusted) wrong.push('after a failure the database was not opened anew')
    if (event.kind === 'said') hasBegun = true
  }
  return wrong.slice(0, 1)
}
