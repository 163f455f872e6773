import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { CommandId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'lanewise-cuts-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const disk = (life: number): string => join(folder, `disk-${life}`)
const open = (life: number): LaneStore => openLaneStore({ dataDir: disk(life), lane: { storeId: 'test-store', laneNumber: 7 } })
const log = (life: number): string => join(disk(life), 'lane.db-wal')
let commitCount = 0
const commit = (store: LaneStore, factCount: number): void => {
  const facts = Array.from({ length: factCount }, (): Fact => ({ kind: 'drawer-asked', reason: 'no-sale' }))
  store.journal.append({ commandId: `c${(commitCount += 1)}` as CommandId, at: '2026-11-22T10:00:00.000Z', facts })
}

/** The disk as it lies before a step and, of what the step writes to the log, so many bytes from where it begins. */
function cut(life: number, step: () => void, bytesOf: (before: Buffer, after: Buffer) => number): void {
  cpSync(disk(life), disk(life + 1), { recursive: true, filter: (path) => !/-shm$|lane\.(lock|reserve)/.test(basename(path)) })
  const before = readFileSync(log(life + 1))
  step()
  const after = readFileSync(log(life))
  const bytes = bytesOf(before, after)
  writeFileSync(log(life + 1), Buffer.concat([after.subarray(0, bytes), before.subarray(bytes)]))
}

const frameBytes = 24 + 4_096

describe('a lane whose power fails', () => {
  test('twice, in a commit and in the next beginning of the log, is not called damaged for what nobody was told of', () => {
    const first = open(1)
    commit(first, 1)
    cut(1, () => commit(first, 200), (before) => before.length + 2 * frameBytes + 100)
    const second = open(2)
    expect(second.journal.lastNumber()).toBe(1)
    second.checkpoint.run()
    cut(2, () => commit(second, 1), () => 20)
    const third = open(3)
    expect(third.journal.lastNumber()).toBe(1)
    for (const store of [first, second, third]) store.close()
  })

  test('while its log is begun anew begins one with salts of its own: what lies behind from before is no lost commit', () => {
    const first = open(1)
    for (const factCount of [200, 1, 1, 1]) commit(first, factCount)
    first.checkpoint.run()
    cut(1, () => commit(first, 1), () => 16)
    const second = open(2)
    commit(second, 1)
    cut(2, () => undefined, () => 0)
    const third = open(3)
    expect(third.journal.lastNumber()).toBe(204)
    for (const store of [first, second, third]) store.close()
  })

  test('in a commit of which the number of a page is lost opens, and sums its pages', () => {
    const first = open(1)
    commit(first, 1)
    cut(1, () => commit(first, 200), (_before, after) => after.length)
    const torn = readFileSync(log(2))
    writeFileSync(log(2), torn.fill(0, torn.length - 2 * frameBytes, torn.length - 2 * frameBytes + 4))
    const second = open(2)
    expect(second.journal.lastNumber()).toBe(1)
    expect(() => second.checkpoint.run()).not.toThrow()
    second.close()
    const third = open(2)
    expect(third.journal.lastNumber()).toBe(1)
    for (const store of [first, third]) store.close()
  })

  test('and whose log then lacks its beginning is called damaged, where a commit was in the log alone', () => {
    const first = open(1)
    commit(first, 1)
    first.checkpoint.run()
    for (const factCount of [1, 200]) commit(first, factCount)
    cut(1, () => commit(first, 1), () => 0)
    writeFileSync(log(2), readFileSync(log(2)).fill(0, 0, 32))
    expect(() => open(2)).toThrow('has lost commits')
    first.close()
  })
})
