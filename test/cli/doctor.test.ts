import Database from 'better-sqlite3'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/cli/doctor/finding.ts'
import type { CommandId } from '../../src/domain/ids.ts'
import { makeKeyFile } from '../../src/lane/store/lane-key.ts'
import { openLaneStore } from '../../src/lane/store/open-lane-store.ts'
import { tempFolder } from '../support/house-lane-data.ts'
import { lanewise } from '../support/house-run-lanewise.ts'
import { openOneOffice, writeLaneConfig, writeSoundLane, type OneOffice } from '../support/house-sound-lane.ts'

let temp: ReturnType<typeof tempFolder>
let office: OneOffice
beforeEach(async () => {
  temp = tempFolder()
  office = await openOneOffice()
})
afterEach(() => {
  office.close()
  temp.remove()
})

const inLane = (...names: string[]): string => path.join(temp.folder, ...names)

/** What is not ok, and the exit code. */
async function examine(...args: string[]): Promise<{ readonly code: number; readonly checks: readonly Finding[]; readonly wrong: Readonly<Record<string, string>> }> {
  const { code, out, err } = await lanewise(['doctor', ...args, '--json'])
  expect(err).toEqual([])
  const { checks, ok } = JSON.parse(out[0] ?? '') as { readonly checks: readonly Finding[]; readonly ok: boolean }
  expect(ok).toBe(code === 0)
  return { code, checks, wrong: Object.fromEntries(checks.filter(({ level }) => level !== 'ok').map(({ check, level }) => [check, level])) }
}

const soundLooks = { 'second copy': 'look', 'store network': 'look' }

describe('the doctor', () => {
  test('finds nothing broken with a sound lane, and says for a person what it saw', async () => {
    ;(await writeSoundLane(temp.folder)).close()
    const config = writeLaneConfig(temp.folder, office)
    const { code, wrong, checks } = await examine('--config', config)
    expect([code, wrong]).toEqual([0, soundLooks])
    expect(checks.map(({ check }) => check)).toEqual([
      'program', 'configuration', 'devices', 'running', 'encryption', 'database', 'version', 'commits', 'opening', 'free space', 'reserve', 'set aside',
      'journal', 'second copy', 'replica', 'key', 'waiting', 'store network', 'same journal', 'head office', 'clock',
    ])
    const { out } = await lanewise(['doctor', '--config', config])
    expect(out).toContainEqual(expect.stringMatching(/^ok {6}head office +answers, epoch e1$/))
    expect(out).toContainEqual(expect.stringMatching(/^look {4}second copy +it is there, 0 records behind, on the disk/))
    expect(out).toContainEqual(expect.stringMatching(/^ +→ Name a folder on another disk as copyDir/))
    expect(out.at(-1)).toBe('21 checks: 0 broken, 2 to look at')
  })

  test('looks at a running lane and changes nothing, and the lane sells on', async () => {
    const store = await writeSoundLane(temp.folder)
    const files = () => readdirSync(temp.folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(inLane(name)).isFile() && !name.endsWith('-shm')).toSorted().map((name) => [name, statSync(inLane(name)).size, statSync(inLane(name)).mtimeMs])
    const before = files()
    const { code, checks } = await examine('--data', temp.folder)
    expect([code, checks.find(({ check }) => check === 'running')?.seen]).toEqual([0, 'a program runs this lane now'])
    expect(files()).toEqual(before)
    store.upload.setAccepted(5, new Date().toISOString())
    store.close()
  })

  test.each<[string, () => void, Readonly<Record<string, string>>, RegExp]>([
    ['a damaged page', () => damagePage(2), { database: 'broken' }, /page 2 is not as it was written.*Start the lane/],
    ['a missing copy', () => rmSync(inLane('copy'), { recursive: true }), { 'second copy': 'broken' }, /there is none in .*Start the lane/],
    ['a reserve that was let go', () => rmSync(inLane('lane.reserve')), { reserve: 'look' }, /0 MB of 64 MB/],
    ['a replica that is gone', () => rmSync(inLane('replica-1.db')), { opening: 'broken' }, /no replica at.*fetched again/],
    ['a database of a newer program', () => sql('pragma user_version = 999'), { version: 'broken', opening: 'broken' }, /Install the newer program/],
    ['a changed record', () => sql("update journal set body = replace(body, '250', '150') where number = 5"), { journal: 'broken' }, /record 5.*journal verify/],
    ['files of an earlier repair', () => (writeFileSync(inLane('lane.db.damaged-2026'), ''), mkdirSync(inLane('copy.damaged-2026'))), { 'set aside': 'look' }, /lane\.db\.damaged-2026, .*copy\.damaged-2026/],
    ['no database at all', () => rmSync(inLane('lane.db')), { database: 'broken' }, /no lane\.db/],
    ['a file that is no database', () => writeFileSync(inLane('lane.db'), 'not one'.repeat(2_000)), { database: 'broken', opening: 'broken' }, /Start the lane/],
  ])('names what is broken and what to do: %s', async (_, breakIt, expected, words) => {
    ;(await writeSoundLane(temp.folder)).close()
    breakIt()
    const { code, wrong, checks } = await examine('--config', writeLaneConfig(temp.folder, office))
    expect(wrong).toMatchObject(expected)
    expect(code).toBe(Object.values(expected).includes('broken') ? 1 : 0)
    expect(checks.filter(({ level }) => level !== 'ok').map(({ seen, todo }) => `${seen} → ${todo}`).join('\n')).toMatch(words)
    expect(checks).toContainEqual(expect.objectContaining({ check: 'clock', level: 'ok' }))
  })

  test('says since when sales wait', async () => {
    const store = await writeSoundLane(temp.folder)
    store.upload.setAccepted(3, new Date().toISOString())
    store.close()
    const { code, wrong, checks } = await examine('--config', writeLaneConfig(temp.folder, office))
    expect([code, wrong]).toEqual([0, { ...soundLooks, waiting: 'look' }])
    expect(checks.find(({ check }) => check === 'waiting')?.seen).toMatch(/^3 records of 1 sales, the oldest for \d+ days$/)
  })

  test('finds the copy of a lane that went on as a branch of its journal', async () => {
    const store = await writeSoundLane(temp.folder)
    const at = '2026-03-02T11:00:00.000Z'
    store.branchOff({ commandId: 'branch' as CommandId, at, facts: [{ kind: 'journal-branched', journalId: 'journal-2', ancestorId: 'journal-1', afterNumber: 6, afterHash: store.journal.recordsAfter(5, 1)[0]?.hash ?? '', branchedAt: at }] })
    store.close()
    const { code, checks } = await examine('--data', temp.folder)
    expect([code, checks.find(({ check }) => check === 'second copy')?.seen]).toEqual([0, 'it is there, 1 records behind, on the disk of the database'])
  })

  const twoOnOneWire = [1, 2].map((count) => ({ role: 'scanner', name: `scanner-${count}`, wire: { kind: 'tcp', host: '10.0.0.1', port: 9100 } }))
  test.each<[string, object, Readonly<Record<string, string>>, RegExp]>([
    ['two devices on one wire', { devices: twoOnOneWire }, { devices: 'broken' }, /scanner-2/],
    ['another lane’s number', { laneNumber: 4 }, { configuration: 'broken' }, /lane 4 of store s1, and the data folder holds lane 3/],
    ['a key that nobody knows', { laneNumbers: 3 }, { configuration: 'broken' }, /laneNumbers/],
    ['another key of head office', { crm: undefined }, { configuration: 'broken' }, /crm/],
    ['a folder that is not there', { dataDir: '/nowhere/at/all' }, { 'data folder': 'broken' }, /name the right one/],
  ])('reads a configuration that contradicts itself or the lane: %s', async (_, keys, expected, words) => {
    ;(await writeSoundLane(temp.folder)).close()
    const { code, wrong, checks } = await examine('--config', writeLaneConfig(temp.folder, office, keys))
    expect([code, wrong]).toEqual([1, expect.objectContaining(expected)])
    expect(checks.filter(({ level }) => level === 'broken').map(({ seen, todo }) => `${seen} → ${todo}`).join('\n')).toMatch(words)
    // A configuration that is wrong elsewhere still leads to the lane's folder.
    expect(checks.some(({ check }) => check === 'journal')).toBe(!('dataDir' in keys))
  })

  test.each<[string, (answer: Parameters<OneOffice['answer']>[0]) => void, number, Readonly<Record<string, string>>]>([
    ['it has another record under the same number', (response) => void response.end(JSON.stringify({ journalId: 'journal-1', acceptedThrough: 6, acceptedHash: 'f'.repeat(64), forked: false })), 1, { 'same journal': 'broken' }],
    ['its clock is ten minutes behind', (response) => void response.writeHead(200, { date: new Date(Date.now() - 600_000).toUTCString() }).end(JSON.stringify({ journalId: 'journal-1', acceptedThrough: 6, forked: false })), 0, { clock: 'look' }],
    ['what it says cannot be read', (response) => void response.end('<html>'), 1, { 'head office': 'broken', 'same journal': 'look', clock: 'look' }],
    ['it is away', (response) => void response.destroy(), 0, { 'head office': 'look', 'same journal': 'look', clock: 'look' }],
  ])('asks head office once: %s', async (_, answer, exit, expected) => {
    ;(await writeSoundLane(temp.folder)).close()
    office.answer = answer
    const { code, wrong } = await examine('--config', writeLaneConfig(temp.folder, office))
    expect([code, wrong]).toEqual([exit, { ...soundLooks, ...expected }])
  })

  test('reads an encrypted lane with its key, and without it says so instead of calling it damaged', async () => {
    const keyFile = inLane('configuration', 'key')
    mkdirSync(inLane('configuration'))
    const dataDir = inLane('data')
    openLaneStore({ dataDir, key: makeKeyFile(keyFile), lane: { storeId: 's1', laneNumber: 3 }, newJournalId: () => 'journal-1' }).close()
    const named = await examine('--config', writeLaneConfig(temp.folder, office, { dataDir, keyFile }))
    expect(named.wrong).not.toHaveProperty('encryption')
    expect(named.wrong).not.toHaveProperty('database')
    const unnamed = await examine('--data', dataDir)
    expect([unnamed.code, unnamed.wrong['encryption'], unnamed.checks.some(({ check }) => check === 'database')]).toEqual([1, 'broken', false])
    expect(unnamed.checks.find(({ check }) => check === 'encryption')?.todo).toContain('keyFile')
  })

  test('wants to know which lane', async () => {
    const { code, err } = await lanewise(['doctor'], { folder: temp.folder })
    expect([code, err.join('')]).toEqual([2, expect.stringContaining('--config FILE')])
  })
})

function sql(text: string): void {
  const db = new Database(inLane('lane.db'))
  db.exec(text)
  db.close()
}

/** The second half of a page, where its cells are. */
function damagePage(page: number): void {
  const file = readFileSync(inLane('lane.db'))
  file.fill(0xa5, page * 4096 - 512, page * 4096 - 256)
  writeFileSync(inLane('lane.db'), file)
}
