import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { holdLane, isHeld } from '../../../src/lane/store/hold-lane.ts'
import { lookThrough } from '../../../src/lane/store/look-through.ts'
import { loavesSold, tempFolder, writeJournal } from '../../support/house-lane-data.ts'

function folderOfLane(): string {
  const temp = tempFolder()
  onTestFinished(() => temp.remove())
  return temp.folder
}

test('damage is believed of a running lane only when it is still there after a moment', async () => {
  const folder = folderOfLane()
  writeJournal(folder, loavesSold(1)).close()
  const file = path.join(folder, 'lane.db')
  const written = readFileSync(file)
  const halfWritten = Buffer.from(written).fill(0xa5, 5_000, 6_000)
  writeFileSync(file, halfWritten)
  expect((await lookThrough(file, undefined, undefined)).pages).toMatchObject({ trouble: expect.stringContaining('page 2') as string })
  let pauseCount = 0
  const finished = (): Promise<void> => Promise.resolve(void ((pauseCount += 1) === 2 && writeFileSync(file, written)))
  expect(await lookThrough(file, undefined, finished)).toMatchObject({ pages: 'whole', quickCheck: 'ok', version: (await lookThrough(file, undefined, undefined)).newestVersion, journalMode: 'wal' })
  writeFileSync(file, halfWritten)
  pauseCount = 2
  expect((await lookThrough(file, undefined, finished)).pages).toHaveProperty('trouble')
})

test('who looks whether a lane is held neither makes its lock nor keeps it', () => {
  const folder = folderOfLane()
  expect(isHeld(folder)).toBe(false)
  const lane = holdLane(folder)
  expect(isHeld(folder)).toBe(true)
  lane.close()
  expect(isHeld(folder)).toBe(false)
  holdLane(folder).close()
})
