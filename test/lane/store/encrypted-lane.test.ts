import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandId } from '../../../src/domain/ids.ts'
import { keyCheckPath } from '../../../src/lane/store/key-check.ts'
import { laneKeyOf, makeKeyFile, readKeyFile, type LaneKey } from '../../../src/lane/store/lane-key.ts'
import { openLaneStore, usualCopyDir, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { rebuildStore } from '../../../src/lane/store/rebuild-store.ts'
import { sayWhose } from '../../../src/lane/store/copied-journals.ts'
import { openSecondCopy, readSecondCopy } from '../../../src/lane/store/second-copy.ts'

const lane = { storeId: 'test-store', laneNumber: 7 }
/** Stands in everything the lane is given. */
const secret = 'nobody-reads-this'
/** Nothing of it is about the disk, which is slow where others use it too. */
const scratchIn = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let folder: string
let dataDir: string
let key: LaneKey
beforeEach(() => {
  folder = mkdtempSync(join(scratchIn, 'lanewise-key-'))
  dataDir = join(folder, 'lane')
  key = makeKeyFile(join(folder, 'lane.key'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (withKey: LaneKey | undefined): LaneStore => openLaneStore({ dataDir, lane, key: withKey, newJournalId: () => 'journal-7' })
const trouble = (withKey: LaneKey | undefined): string => {
  try {
    openLaneStore({ dataDir, lane, key: withKey }).close()
    return 'opened'
  } catch (error) {
    return (error as { code: string }).code
  }
}

/** A lane that has sold, with a replica and a copy, as a killed program leaves it or closed. */
async function sellSome(withKey: LaneKey | undefined): Promise<unknown[]> {
  const store = open(withKey)
  store.journal.append({ commandId: secret as CommandId, at: '2026-11-22T10:00:00.000Z', facts: Array.from({ length: 30 }, () => ({ kind: 'payment-card-rejected' })) })
  store.replica.storePage({ topic: 'items', changes: [{ key: secret, change: 1, body: { itemId: secret, name: secret } }], next: 1, complete: true })
  sayWhose(usualCopyDir(dataDir), store.identity)
  await openSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-7', key: withKey }, store.journal).catchUp()
  const records = store.journal.recordsAfter(0, 100)
  store.close()
  return records
}

/** Every file below a folder with what is in it. */
function contents(below = dataDir): Record<string, string> {
  return Object.fromEntries(readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(below, name)).isFile()).map((name) => [name, readFileSync(join(below, name), 'latin1')]))
}

describe('a lane with a key', () => {
  test.each([8_192, 2_048, 0])('opens where the power went while its first pages were moved to the files, and these say that a page has %i bytes', (pageBytes) => {
    const store = open(key)
    store.replica.storePage({ topic: 'items', changes: [{ key: 'milk', change: 1, body: { itemId: 'milk', name: { en: 'milk' } } }], next: 1, complete: true })
    store.checkpoint.run()
    store.journal.append({ commandId: 'c' as CommandId, at: '2026-11-22T10:00:00.000Z', facts: [{ kind: 'payment-card-rejected' }] })
    store.replica.storePage({ topic: 'items', changes: [{ key: 'bread', change: 2, body: { itemId: 'bread', name: { en: 'bread' } } }], next: 2, complete: true })
    const [number, place] = [store.journal.lastNumber(), store.replica.place('items')]
    cpSync(dataDir, join(folder, 'cut'), { recursive: true, filter: (path) => !/-shm$|lane\.(lock|reserve)/.test(path) })
    store.close()
    dataDir = join(folder, 'cut')
    for (const name of ['lane.db', 'replica-1.db']) {
      const file = readFileSync(join(dataDir, name))
      file.writeUInt16BE(pageBytes, 16)
      writeFileSync(join(dataDir, name), file)
    }
    const again = open(key)
    expect([again.journal.lastNumber(), again.replica.place('items')]).toEqual([number, place])
    again.close()
  })

  test('leaves nothing that can be read on the disk, neither while it sells nor afterwards', async () => {
    await sellSome(undefined)
    expect(Object.values(contents()).some((text) => text.includes(secret))).toBe(true)
    rmSync(dataDir, { recursive: true })
    const store = open(key)
    store.journal.append({ commandId: `${secret}-0` as CommandId, at: '2026-11-22T10:00:00.000Z', facts: [{ kind: 'payment-card-rejected' }] })
    const selling = contents()
    store.close()
    expect(Object.keys(selling)).toContain('lane.db-wal')
    await sellSome(key)
    for (const [name, text] of Object.entries({ ...selling, ...contents() })) expect([name, text.includes(secret), text.includes('SQLite format')]).toEqual([name, false, false])
  })

  test('keeps its facts over a restart, in the database and in the second copy', async () => {
    const records = await sellSome(key)
    const store = open(key)
    expect(store.journal.recordsAfter(0, 100)).toEqual(records)
    store.close()
    expect([...readSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-7', key })]).toEqual(records)
  })

  test('is not opened under another key or without one, and nothing of it is touched', async () => {
    await sellSome(key)
    const before = contents()
    const other = makeKeyFile(join(folder, 'other.key'))
    expect([trouble(other), trouble(undefined)]).toEqual(['key', 'key'])
    expect(contents()).toEqual(before)
    expect(() => openLaneStore({ dataDir, mode: 'read', key: other })).toThrow(expect.objectContaining({ code: 'key', message: expect.stringContaining('keyFile') }))
    expect(() => openLaneStore({ dataDir, mode: 'read' })).toThrow(expect.objectContaining({ code: 'key', message: expect.stringContaining('are encrypted') }))
  })

  test.each(['lost', 'damaged'])('is told from a wrong key also where the value beside it is %s', async (how) => {
    await sellSome(key)
    const take = (): void => (how === 'lost' ? rmSync(keyCheckPath(dataDir)) : writeFileSync(keyCheckPath(dataDir), readFileSync(keyCheckPath(dataDir), 'latin1').replace(/./, 'x')))
    take()
    const before = contents()
    expect([trouble(makeKeyFile(join(folder, 'other.key'))), trouble(undefined)]).toEqual(['key', 'key'])
    expect(contents()).toEqual(before)
    expect(trouble(key)).toBe('opened')
    // It is there again.
    expect(trouble(undefined)).toBe('key')
    expect(readFileSync(keyCheckPath(dataDir), 'latin1')).toMatch(/^[\da-f]{64} [\da-f]{16}\n$/)
  })

  test('whose database is damaged is built again from the sealed copy', async () => {
    const records = await sellSome(key)
    const damaged = readFileSync(join(dataDir, 'lane.db'))
    damaged.fill(7, 0, 4096)
    writeFileSync(join(dataDir, 'lane.db'), damaged)
    // Not even the value beside it is there: the copy tells that the key is right.
    rmSync(keyCheckPath(dataDir))
    expect([trouble(undefined), trouble(makeKeyFile(join(folder, 'other.key'))), trouble(key)]).toEqual(['key', 'key', 'damaged'])
    const rebuilt = await rebuildStore({ dataDir, copyDir: usualCopyDir(dataDir), lane, key, at: '2026-11-23T07:00:00.000Z', office: { recordsAfter: async () => undefined } })
    expect(rebuilt.counts).toEqual({ copy: 30, damaged: 0, office: 0 })
    const store = open(key)
    expect(store.journal.recordsAfter(0, 100)).toEqual(records)
    store.close()
    expect(Object.values(contents()).some((text) => text.includes(secret))).toBe(false)
  })

  test('does not begin anew on files that are not encrypted', async () => {
    await sellSome(undefined)
    const before = contents()
    expect(trouble(key)).toBe('key')
    expect(contents()).toEqual(before)
    rmSync(join(dataDir, 'lane.db'))
    expect([trouble(key), trouble(undefined)]).toEqual(['key', 'damaged'])
  })

  test('does not write over a copy that another key has sealed', async () => {
    await sellSome(key)
    const before = contents(usualCopyDir(dataDir))
    const store = open(key)
    const other = makeKeyFile(join(folder, 'other.key'))
    expect(() => openSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-7', key: other }, store.journal)).toThrow(expect.objectContaining({ code: 'key' }))
    store.close()
    expect(contents(usualCopyDir(dataDir))).toEqual(before)
  })
})

describe('a sealed line', () => {
  test('is the record of its own number in its own journal, and ends the copy where it is not', async () => {
    await sellSome(key)
    const [name = ''] = readdirSync(usualCopyDir(dataDir)).filter((each) => each.endsWith('.sealed'))
    const path = join(usualCopyDir(dataDir), name)
    const lines = readFileSync(path, 'latin1').split('\n')
    const numbers = (changed: readonly string[], journalId = 'journal-7'): number[] => {
      writeFileSync(join(usualCopyDir(dataDir), name.replace('journal-7', journalId)), changed.join('\n'))
      return [...readSecondCopy({ folder: usualCopyDir(dataDir), journalId, key })].map(({ number }) => number)
    }
    expect(numbers(lines)).toHaveLength(30)
    expect(numbers(lines.with(1, (lines[1] ?? '').replace(/^2 /, '3 ')))).toEqual([1])
    expect(numbers(lines.with(1, (lines[1] ?? '').replace(/.{10}$/, 'AAAAAAAAAA')))).toEqual([1])
    expect(numbers(lines, 'journal-8')).toEqual([])
  })
})

describe('a key file', () => {
  test.each([
    ['is not there', () => join(folder, 'none.key'), 'There is no key file'],
    ['holds something else', () => { writeFileSync(join(folder, 'short.key'), 'abc', { mode: 0o600 }); return join(folder, 'short.key') }, 'does not hold a key'],
    ['can be read by others', () => { chmodSync(join(folder, 'lane.key'), 0o644); return join(folder, 'lane.key') }, 'can be read by others'],
    ['lies beside what it opens', () => { mkdirSync(dataDir); makeKeyFile(join(dataDir, 'lane.key')); return join(dataDir, 'lane.key') }, 'is within'],
  ])('that %s is refused in words', (_what, make, words) => {
    const keyFile = make()
    expect(() => laneKeyOf({ keyFile, dataDir })).toThrow(expect.objectContaining({ code: 'key', message: expect.stringContaining(words) }))
  })

  test('is made once, for its owner alone', () => {
    const path = join(folder, 'lane.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readKeyFile(path).equals(key)).toBe(true)
    expect(() => makeKeyFile(path)).toThrow('EEXIST')
    expect(JSON.stringify({ key })).not.toContain(readFileSync(path, 'latin1').slice(0, 8))
  })
})
