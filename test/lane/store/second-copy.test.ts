import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepSecondCopy } from '../../../src/lane/store/keep-second-copy.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { openSecondCopy, readSecondCopy, type CopyPlace, type SecondCopy } from '../../../src/lane/store/second-copy.ts'
import type { CommandId } from '../../../src/domain/ids.ts'

let dataDir: string
let store: LaneStore
let place: CopyPlace
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'lanewise-copy-'))
  store = openLaneStore({ dataDir, lane: { storeId: 'test-store', laneNumber: 7 } })
  place = { folder: join(dataDir, 'copy'), journalId: store.identity.journalId }
})
afterEach(() => {
  store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const at = '2026-11-22T10:00:00.000Z'
const ring = (count: number): void => {
  for (let index = 0; index < count; index += 1) store.journal.append({ commandId: crypto.randomUUID() as CommandId, at, facts: [{ kind: 'payment-card-rejected' }] })
}
const ringAtOnce = (count: number): void => void store.journal.append({ commandId: crypto.randomUUID() as CommandId, at, facts: Array.from({ length: count }, () => ({ kind: 'payment-card-rejected' as const })) })
const openCopy = (): SecondCopy => openSecondCopy(place, store.journal)
const copied = (): unknown[] => [...readSecondCopy(place)]
const journal = (): unknown[] => store.journal.recordsAfter(0, 10_000)
const files = (): string[] => readdirSync(place.folder).toSorted()

describe("the journal's second copy", () => {
  test('holds every record byte for byte, and goes on where it stopped', async () => {
    ring(3)
    await openCopy().catchUp()
    ring(2)
    const again = openCopy()
    expect(again.lastNumber()).toBe(3)
    await again.catchUp()
    expect(copied()).toEqual(journal())
  })

  test('writes over what a power cut has left of a record', async () => {
    ring(3)
    await openCopy().catchUp()
    const path = join(place.folder, files()[0] ?? '')
    const whole = readFileSync(path)
    for (const cutBytes of [1, 40, 700]) {
      truncateSync(path, whole.length - cutBytes)
      expect(copied().length).toBeLessThan(3)
      await openCopy().catchUp()
      expect(copied()).toEqual(journal())
    }
    appendFileSync(path, Buffer.alloc(5000))
    ring(1)
    await openCopy().catchUp()
    expect(copied()).toEqual(journal())
  })

  test('ends before a record whose text was changed', async () => {
    ring(3)
    await openCopy().catchUp()
    const path = join(place.folder, files()[0] ?? '')
    const [first, second = '', ...others] = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, [first, second.replace('payment-card', 'payment-cart'), ...others].join('\n'))
    expect(copied()).toEqual(journal().slice(0, 1))
  })

  test('is not carried on from a database that lacks what it holds', async () => {
    ring(3)
    await openCopy().catchUp()
    const older = { ...store.journal, hashOf: (number: number) => (number < 3 ? store.journal.hashOf(number) : undefined), lastNumber: () => 2 }
    expect(() => openSecondCopy(place, older)).toThrow(expect.objectContaining({ code: 'damaged', message: expect.stringContaining('holds record 3') }))
  })

  test('forgets a whole file at a time', async () => {
    ringAtOnce(4_001)
    const copy = openCopy()
    await copy.catchUp()
    expect(files()).toHaveLength(3)
    copy.prune(1_999)
    expect(files()).toHaveLength(3)
    copy.prune(3_999)
    expect(files()).toHaveLength(2)
    expect([...readSecondCopy(place)].map(({ number }) => number)).toEqual(Array.from({ length: 2_001 }, (_, index) => 2_001 + index))
  })

  test('is there within a second, and says once that it cannot be written', async () => {
    const calls: { readonly delayMs: number; readonly call: () => void }[] = []
    const clock = { now: () => '2026-11-22T10:00:00.000Z', after: (delayMs: number, call: () => void) => (calls.push({ delayMs, call }), () => {}) }
    const said: string[] = []
    // A file where the folder should be.
    writeFileSync(place.folder, '')
    ring(2)
    const kept = keepSecondCopy({ store, folder: place.folder, clock, onTrouble: (code) => void said.push(code) })
    const nextLook = async (): Promise<void> => {
      await new Promise(setImmediate)
      const next = calls.pop()
      expect(next?.delayMs).toBeLessThanOrEqual(500)
      next?.call()
    }
    await nextLook()
    await nextLook()
    expect(said).toEqual(['second-copy-failed'])
    rmSync(place.folder)
    await nextLook()
    await kept.close()
    expect(copied()).toEqual(journal())
  })
})
