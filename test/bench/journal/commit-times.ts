import { createSecretKey, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fdatasyncSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { readFact } from '../../../src/lane/store/journal.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openTestLane } from '../../support/lane.ts'
import { card, codes, rows } from '../../support/small-shop.ts'
import { percentilesOf, timed, type Table } from '../bench.ts'

/** Commits between two checkpoints: as in a shop, where the lane is quiet for a second between two customers. */
const commitsPerSale = 40
/** A page of the write-ahead log with its header; a scan's fact touches three or four. */
const pageBytes = 4_120

/** A durable commit of one scan's fact, encrypted and not, in turn with raw writes of the same bytes to the same disk. */
export function commitTimes(count: number): Table {
  const fact = scanFact()
  const { store, dataDir, end } = openTestLane(rows)
  const encrypted = openLaneStore({ dataDir: join(dataDir, 'encrypted'), lane: { storeId: 'bench', laneNumber: 8 }, key: createSecretKey(randomBytes(32)) })
  const raw = openRaw(join(dataDir, 'raw'))
  const times = { record: [] as number[], pages: [] as number[], journal: [] as number[], encrypted: [] as number[] }
  const written = { journal: 0, encrypted: 0 }
  const commit = (which: keyof typeof written, into: LaneStore): void => {
    const before = bytesWritten()
    times[which].push(timed(() => append(into, fact)))
    written[which] += bytesWritten() - before
  }
  try {
    for (let index = 0; index < count; index += 1) {
      const record = newestRecord(store)
      // None is always the one behind the journal's checkpoint, or behind what the disk does of its own.
      const steps = [() => commit('journal', store), () => commit('encrypted', encrypted), () => times.record.push(timed(() => raw.write(record))), () => times.pages.push(timed(() => raw.write(pages)))]
      for (const turn of steps.keys()) steps[(index + turn) % steps.length]?.()
      if (index % commitsPerSale === commitsPerSale - 1) for (const each of [store, encrypted]) each.checkpoint.run()
    }
    const rawP50 = percentilesOf(times.record).p50
    const row = (what: string, values: readonly number[], bytes: number): Table['rows'][number] => {
      const { p50, p99, worst } = percentilesOf(values)
      return { what, bytes: Math.round(bytes).toLocaleString('en-GB'), commits: values.length, 'p50 ms': p50, 'p99 ms': p99, 'worst ms': worst, 'times raw': (p50 / rawP50).toFixed(2) }
    }
    return {
      title: "One scan's fact on the disk, in turn",
      columns: ['what', 'bytes', 'commits', 'p50 ms', 'p99 ms', 'worst ms', 'times raw'],
      rows: [row('its record, raw: written over, fdatasync', times.record, newestRecord(store).length), row('three pages, raw: written over, fdatasync', times.pages, pages.length), row('the journal', times.journal, written.journal / count), row('the journal of an encrypted lane', times.encrypted, written.encrypted / count)],
      notes: ['aim: the journal at most 1.6 times the raw record, 2.2 times encrypted', `a checkpoint every ${commitsPerSale} commits, not timed: the lane makes it between two sales`],
    }
  } finally {
    raw.close()
    encrypted.close()
    end()
  }
}

const pages = Buffer.alloc(3 * pageBytes, 2)

function append({ journal }: LaneStore, fact: Fact): void {
  journal.append({ commandId: crypto.randomUUID() as CommandId, at: '2026-11-22T14:32:00.000Z', facts: [fact] })
}

function newestRecord({ journal }: LaneStore): Buffer {
  return Buffer.from(JSON.stringify(journal.recordsAfter(journal.lastNumber() - 1, 1)[0]))
}

/** A file that is there in its whole length and written over from its beginning: what a disk does best. */
function openRaw(path: string): { write(bytes: Buffer): void; close(): void } {
  const fileBytes = 16 * 1024 * 1024
  const file = openSync(path, 'w+')
  writeSync(file, Buffer.alloc(fileBytes, 1))
  fsyncSync(file)
  let at = 0
  return {
    write(bytes) {
      if (at + bytes.length > fileBytes) at = 0
      writeSync(file, bytes, 0, bytes.length, at)
      fdatasyncSync(file)
      at += bytes.length
    },
    close: () => closeSync(file),
  }
}

/** The fact of an item that a member buys. */
function scanFact(): Fact {
  const lane = openTestLane(rows)
  try {
    lane.scan(card('0000004821'))
    lane.scan(codes.coffee)
    return readFact(lane.store.journal.recordsAfter(lane.store.journal.lastNumber() - 1, 1)[0]?.body ?? '')
  } finally {
    lane.end()
  }
}

/** What this process has given the system to write so far; 0 where the system does not tell. */
function bytesWritten(): number {
  return existsSync('/proc/self/io') ? Number(/wchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]) : 0
}
