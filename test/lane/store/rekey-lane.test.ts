import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandId } from '../../../src/domain/ids.ts'
import { sayWhose } from '../../../src/lane/store/copied-journals.ts'
import { makeKeyFile, type LaneKey } from '../../../src/lane/store/lane-key.ts'
import { openLaneStore, usualCopyDir } from '../../../src/lane/store/open-lane-store.ts'
import { rekeyLane } from '../../../src/lane/store/rekey-lane.ts'
import { openSecondCopy, readSecondCopy } from '../../../src/lane/store/second-copy.ts'

const lane = { storeId: 'test-store', laneNumber: 7 }
const secret = 'nobody-reads-this'
/** Nothing of it is about the disk, which is slow where others use it too. */
const scratchIn = fs.existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let folder: string
let dataDir: string
let keys: { readonly plain: undefined; readonly first: LaneKey; readonly second: LaneKey }
beforeEach(() => {
  folder = fs.mkdtempSync(join(scratchIn, 'lanewise-rekey-'))
  dataDir = join(folder, 'lane')
  keys = { plain: undefined, first: makeKeyFile(join(folder, 'first.key')), second: makeKeyFile(join(folder, 'second.key')) }
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

async function sellSome(key: LaneKey | undefined): Promise<unknown[]> {
  const store = openLaneStore({ dataDir, lane, key, newJournalId: () => 'journal-7' })
  store.journal.append({ commandId: secret as CommandId, at: '2026-11-22T10:00:00.000Z', facts: Array.from({ length: 20 }, () => ({ kind: 'payment-card-rejected' })) })
  store.replica.storePage({ topic: 'offers', changes: [{ key: secret, change: 1, body: { offerId: secret } }], next: 1, complete: true })
  sayWhose(usualCopyDir(dataDir), store.identity)
  await openSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-7', key }, store.journal).catchUp()
  const records = store.journal.recordsAfter(0, 100)
  store.close()
  return records
}

/** What opens under a key: the database with its replica, and the second copy. */
function opens(key: LaneKey | undefined): { readonly records: unknown[]; readonly copied: unknown[]; readonly offers: number } | string {
  try {
    const store = openLaneStore({ dataDir, lane, key })
    const records = store.journal.recordsAfter(0, 100)
    const offers = store.replica.place('offers').change
    store.close()
    return { records, copied: [...readSecondCopy({ folder: usualCopyDir(dataDir), journalId: 'journal-7', key })], offers }
  } catch (error) {
    return (error as { code: string }).code
  }
}

function texts(): string[] {
  return fs.readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name)).filter((path) => fs.statSync(path).isFile()).map((path) => fs.readFileSync(path, 'latin1'))
}

describe("changing the key of a lane's files", () => {
  test.each([['plain', 'first'], ['first', 'second'], ['second', 'plain']] as const)('from %s to %s: everything opens under the new one and nothing under the old one', async (before, after) => {
    const records = await sellSome(keys[before])
    rekeyLane({ dataDir, from: keys[before], to: keys[after] })
    expect(opens(keys[before])).toBe('key')
    expect(opens(keys[after])).toEqual({ records, copied: records, offers: 1 })
    expect(texts().some((text) => text.includes(secret))).toBe(after === 'plain')
    expect(fs.readdirSync(dataDir).filter((name) => name.includes('rekey'))).toEqual([])
  })

  test('goes by the key they are under', async () => {
    await sellSome(keys.first)
    const before = texts()
    for (const from of [keys.second, undefined]) expect(() => rekeyLane({ dataDir, from, to: keys.second })).toThrow(expect.objectContaining({ code: 'key' }))
    expect(texts()).toEqual(before)
  })

  test('is not begun beside a running lane, nor on a copy with a line that cannot be read', async () => {
    const records = await sellSome(keys.first)
    const running = openLaneStore({ dataDir, lane, key: keys.first })
    expect(() => rekeyLane({ dataDir, from: keys.first, to: keys.second })).toThrow(expect.objectContaining({ code: 'in-use' }))
    running.close()
    const path = join(usualCopyDir(dataDir), 'journal-7-0000000001.sealed')
    const whole = fs.readFileSync(path, 'latin1')
    fs.writeFileSync(path, whole.replace('\n2 ', '\n2 x'))
    expect(() => rekeyLane({ dataDir, from: keys.first, to: keys.second })).toThrow(expect.objectContaining({ code: 'damaged', message: expect.stringContaining('Line 2') }))
    // What a power cut has left is no such line.
    fs.writeFileSync(path, `${whole}21 torn`)
    rekeyLane({ dataDir, from: keys.first, to: keys.second })
    expect(opens(keys.second)).toEqual({ records, copied: records, offers: 1 })
  })

  test('is done wholly or not at all wherever it is killed, and done again afterwards', async () => {
    const records = await sellSome(undefined)
    const sold = join(folder, 'sold')
    fs.cpSync(dataDir, sold, { recursive: true })
    const whole = { records, copied: records, offers: 1 }
    const found: string[] = []
    for (let step = 1, killed = true; killed; step += 1) {
      fs.rmSync(dataDir, { recursive: true })
      fs.cpSync(sold, dataDir, { recursive: true })
      killed = killedAt(step, () => rekeyLane({ dataDir, from: undefined, to: keys.first }))
      const [plain, first] = [opens(undefined), opens(keys.first)]
      const isChanged = plain === 'key'
      found.push(isChanged ? 'changed' : 'unchanged')
      expect([step, isChanged ? [first, plain] : [plain, first]]).toEqual([step, [whole, 'key']])
      expect([step, fs.readdirSync(dataDir, { recursive: true }).filter((name) => /rekey/.test(String(name)))]).toEqual([step, []])
      expect([step, texts().some((text) => text.includes(secret))]).toEqual([step, !isChanged])
    }
    // Both ends were seen, and the change happens at one step.
    expect(found.join()).toMatch(/^(unchanged,){6,}(changed,){6,}changed$/)
  })
})

/** The steps by which a change shows on the disk. */
const steps = ['writeFileSync', 'copyFileSync', 'renameSync', 'rmSync', 'fsyncSync'] as const

/** Runs something as if the program were killed before its n-th step: nothing it does from there on reaches the disk. @returns whether it came so far */
function killedAt(step: number, work: () => void): boolean {
  const real = Object.fromEntries(steps.map((name) => [name, fs[name] as (...given: never[]) => unknown]))
  let count = 0
  for (const name of steps) {
    Object.assign(fs, { [name]: (...args: never[]) => {
      count += 1
      if (count >= step) throw new Error('killed')
      return real[name]?.(...args)
    } })
  }
  syncBuiltinESMExports()
  try {
    work()
    return false
  } catch (error) {
    if ((error as Error).message !== 'killed') throw error
    return true
  } finally {
    Object.assign(fs, real)
    syncBuiltinESMExports()
  }
}
