import Database from 'better-sqlite3'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chainHash, chainStart } from '../../../src/contract/chain.ts'
import type { CashierId, CommandId, SaleId } from '../../../src/domain/ids.ts'
import type { Fact } from '../../../src/domain/sale/facts.ts'
import { sumsPath } from '../../../src/lane/store/page-sums.ts'
import { openLaneStore } from '../../../src/lane/store/open-lane-store.ts'

const lane = { storeId: 'test-store', laneNumber: 7 }
const opened = (saleId: string): Fact => ({ kind: 'sale-opened', saleId: saleId as SaleId, openedAt: '2026-11-22T10:00:00.000Z', businessDay: '2026-11-22', cashierId: 'maria' as CashierId })
const entry = (commandId: string, ...facts: Fact[]): { commandId: CommandId; at: string; facts: Fact[] } => ({ commandId: commandId as CommandId, at: '2026-11-22T10:00:00.000Z', facts })

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lanewise-store-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const open = (): ReturnType<typeof openLaneStore> => openLaneStore({ dataDir, lane })

describe("the lane's database", () => {
  test('keeps its journal id and its facts over a restart', () => {
    const first = open()
    first.journal.append(entry('c1', opened('s1'), { kind: 'payment-card-rejected' }))
    first.close()
    const second = open()
    expect({ journalId: second.identity.journalId, last: second.journal.lastNumber(), facts: second.journal.saleFacts('s1' as SaleId).length }).toEqual({ journalId: first.identity.journalId, last: 2, facts: 1 })
    second.close()
  })

  test('writes through to the disk on every open, not only on the first', () => {
    for (const _round of [1, 2, 3]) open().close()
    const beside = new Database(join(dataDir, 'lane.db'))
    // What a plain reopen would get: proof that asserting it on every open is needed at all.
    expect(beside.pragma('synchronous', { simple: true })).toBe(1)
    beside.close()
    const store = open()
    store.close()
  })

  test('chains every record to the one before', () => {
    const store = open()
    store.journal.append(entry('c1', opened('s1')))
    store.journal.append(entry('c2', { kind: 'payment-card-rejected' }))
    const [first, second] = store.journal.recordsAfter(0, 10)
    expect(first).toMatchObject({ number: 1, previousHash: chainStart })
    expect(second).toMatchObject({ number: 2, previousHash: first?.hash, hash: chainHash({ previousHash: first?.hash ?? '', number: 2, body: second?.body ?? '' }) })
    store.close()
  })

  test('takes a command once, and all of its facts or none', () => {
    const store = open()
    store.journal.append(entry('c1', opened('s1')))
    expect(() => store.journal.append(entry('c1', opened('s2')))).toThrow(/UNIQUE/)
    expect(() => store.journal.append(entry('c2', { kind: 'payment-card-rejected' }, opened('s1')))).toThrow(/UNIQUE/)
    expect(store.journal.append(entry('c3', { kind: 'payment-card-rejected' }))[0]?.number).toBe(2)
    expect([store.journal.knows('c1' as CommandId), store.journal.knows('c2' as CommandId)]).toEqual([true, false])
    store.close()
  })

  test('refuses a second program, and lets it in when the first has gone', () => {
    const first = open()
    expect(open).toThrow(expect.objectContaining({ code: 'in-use' }))
    first.close()
    open().close()
  })

  test('leaves tidying up to the quiet moments: a thousand commits never start it by themselves', () => {
    const store = open()
    for (let count = 0; count < 1200; count += 1) store.journal.append(entry(`c${count}`, { kind: 'payment-card-rejected' }))
    expect(store.checkpoint.waitingCount()).toBe(1200)
    const logBytes = statSync(join(dataDir, 'lane.db-wal')).size
    // SQLite's own checkpoint would have started the log over after a thousand pages.
    expect(logBytes).toBeGreaterThan(1100 * 4096)
    store.checkpoint.run()
    expect(store.checkpoint.waitingCount()).toBe(0)
    store.close()
    const again = open()
    expect(again.journal.lastNumber()).toBe(1200)
    again.close()
  })

  test('can be read beside the running lane', () => {
    const running = open()
    running.journal.append(entry('c1', opened('s1')))
    const reader = openLaneStore({ dataDir, mode: 'read' })
    expect(reader.journal.lastNumber()).toBe(1)
    expect(() => reader.journal.append(entry('c2', opened('s2')))).toThrow(/readonly/)
    reader.close()
    running.close()
  })

  test('says that a newer program wrote it, and changes nothing', () => {
    open().close()
    const future = new Database(join(dataDir, 'lane.db'))
    future.pragma('user_version = 99990')
    future.close()
    rmSync(sumsPath(join(dataDir, 'lane.db')))
    expect(open).toThrow(expect.objectContaining({ code: 'newer-version', message: expect.stringContaining('Install the newer program') }))
    const after = new Database(join(dataDir, 'lane.db'))
    expect(after.pragma('user_version', { simple: true })).toBe(99990)
    after.close()
  })

  test('says where it looked when there is none', () => {
    expect(() => openLaneStore({ dataDir: join(dataDir, 'nowhere'), mode: 'read' })).toThrow(expect.objectContaining({ code: 'not-found', message: expect.stringContaining('nowhere') }))
  })

  test('says what to do when it is no database', () => {
    open().close()
    const path = join(dataDir, 'lane.db')
    rmSync(path)
    rmSync(`${path}-wal`, { force: true })
    mkdirSync(path)
    expect(open).toThrow(expect.objectContaining({ code: 'read-only', message: expect.stringContaining('belongs to the lane') }))
  })

  test('says what to do when the folder cannot be made', () => {
    // Not even root may make folders there.
    expect(() => openLaneStore({ dataDir: '/sys/lanewise', lane })).toThrow(expect.objectContaining({ code: 'read-only' }))
  })
})
