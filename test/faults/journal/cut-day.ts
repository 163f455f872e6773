import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaneKey } from '../../../src/lane/store/lane-key.ts'
import { wrongAfterCut } from './after-cut.ts'
import { buildDisk, readDiskLog } from './disk.ts'
import type { Status } from './lane-process.ts'
import { forgetfulDisk } from './power-cut.ts'
import { ringUp } from './ring-up.ts'

/** Thousands of databases are laid down and opened: memory is quicker, and the real disk has nothing to tell here. */
const scratchIn = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Files that opening a database makes, beside those the disk had. */
const leftBehind = ['lane.db-wal', 'lane.db-shm', 'lane.db-journal', 'lane.key-check']

interface Cutting {
  readonly folder: string
  /** Of a lane that is encrypted. */
  readonly key: LaneKey | undefined
  readonly cutCount: number
  readonly random: (limit: number) => number
}

/** Records what a day's sales do to the disk, cuts the power so often while it is done again, and opens what is left. */
export async function cutDay({ folder, key, cutCount, random }: Cutting): Promise<{ readonly madeCount: number; readonly eventCount: number; readonly violations: string[] }> {
  const [dataDir, log] = [join(folder, 'lane'), join(folder, 'log')]
  mkdirSync(dataDir)
  const rung = await ringUp({ dataDir, key, env: buildDisk(folder)({ dataDir, log }) })
  const violations = [...rung.violations]
  const events = readDiskLog(log)
  for (const path of [dataDir, log]) rmSync(path, { recursive: true })
  const scratch = mkdtempSync(join(scratchIn, 'lanewise-cuts-'))
  const disk = forgetfulDisk()
  let acknowledged: Status | undefined
  let madeCount = 0
  for (const [index, event] of events.entries()) {
    disk.follow(event)
    if (event.kind === 'said') acknowledged = newestStatus(event.text) ?? acknowledged
    // Evenly over all prefixes, several of each where there are more cuts than prefixes.
    for (; madeCount < ((index + 1) / events.length) * cutCount; madeCount += 1) {
      const image = disk.cut(random)
      if (!acknowledged) continue
      for (const [name, bytes] of image) writeFileSync(join(scratch, name), bytes)
      const wrong = wrongAfterCut(scratch, acknowledged, key)
      if (wrong !== undefined) violations.push(`cut after ${index + 1} of ${events.length}${key ? ', encrypted' : ''}: ${wrong}`)
      for (const name of [...image.keys(), ...leftBehind]) rmSync(join(scratch, name), { force: true })
    }
  }
  rmSync(scratch, { recursive: true })
  return { madeCount, eventCount: events.length, violations }
}

function newestStatus(text: string): Status | undefined {
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly status?: Status })
  return lines.findLast(({ status }) => status)?.status
}
