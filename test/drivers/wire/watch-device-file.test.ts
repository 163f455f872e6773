import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchDeviceFile } from '../../../drivers/wire/watch-device-file.ts'
import { manualTimers, type ManualTimers } from '../../support/drivers-manual-timers.ts'
import { eventually, temporaryFolder, type TemporaryFolder } from '../../support/drivers.ts'

let folder: TemporaryFolder
let timers: ManualTimers
let lookCount: number
let goneCount: number
let stop: () => void
const device = (): string => `${folder.dir}/lp0`
const link = (): string => `${folder.dir}/by-id`

/** Watches, and has looked once already. */
beforeEach(async () => {
  folder = temporaryFolder()
  writeFileSync(device(), '')
  symlinkSync(device(), link())
  timers = manualTimers()
  lookCount = goneCount = 0
  const counting = { ...timers, after: (delayMs: number, run: () => void) => (lookCount++, timers.after(delayMs, run)) }
  stop = watchDeviceFile(link(), counting, () => goneCount++)
  await eventually(() => lookCount === 1)
})

afterEach(() => {
  stop()
  folder.remove()
})

/** Another look has been taken, and come to its end. */
async function look(): Promise<void> {
  const before = lookCount
  await timers.pass(250)
  await eventually(() => lookCount > before || goneCount > 0)
}

function replace(path: string, make: (path: string) => void): void {
  make(`${path}.new`)
  renameSync(`${path}.new`, path)
}

describe('the file of a device', () => {
  it('that stays is looked at and left alone', async () => {
    for (let round = 0; round < 5; round++) await look()
    expect(goneCount).toBe(0)
  })

  it.each([
    { what: 'that is gone', happens: () => rmSync(device()) },
    { what: 'whose name is gone', happens: () => rmSync(link()) },
    { what: 'that was made anew under its old number, as a USB printer is', happens: () => replace(device(), (path) => writeFileSync(path, '')) },
    { what: 'whose name was made anew, though it leads to the same number', happens: () => replace(link(), (path) => symlinkSync(device(), path)) },
  ])('$what is not the one that was opened', async ({ happens }) => {
    happens()
    await look()
    await timers.pass(10_000)
    expect(goneCount).toBe(1)
  })
})
