import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { reachDisk } from './reach-disk.ts'
import { StoreTrouble } from './store-trouble.ts'

/** Which files take which names when a lane changes its key; full paths. */
const rekeyPlan = z.object({
  renames: z.array(z.object({ made: z.string(), becomes: z.string() })),
  /** What nobody shall find any more. */
  removals: z.array(z.string()),
})
export type RekeyPlan = z.infer<typeof rekeyPlan>

const decidedPath = (dataDir: string): string => join(dataDir, 'lane.rekey')
const begunPath = (dataDir: string): string => `${decidedPath(dataDir)}.begun`

/** Writes down what is going to be made, before the first of it is. */
export function beginRekey(dataDir: string, plan: RekeyPlan): void {
  writeFileSync(begunPath(dataDir), JSON.stringify(plan), { flush: true })
  reachDisk(dataDir)
}

/** Everything is made: once its plan has this name, all files are under the new key, whenever they get their own names. */
export function decideRekey(dataDir: string): void {
  renameSync(begunPath(dataDir), decidedPath(dataDir))
  reachDisk(dataDir)
}

/** Throws away what was made of a change that was cut short, or brings one that was decided to its end. Needs no key. */
export function finishRekey(dataDir: string): void {
  const begun = readPlan(begunPath(dataDir))
  // With the way back of a database in the making, which would be taken for that of the next one.
  for (const { made } of begun?.renames ?? []) for (const path of [made, `${made}-journal`, `${made}.new`]) rmSync(path, { force: true })
  rmSync(begunPath(dataDir), { force: true })
  const decided = readPlan(decidedPath(dataDir))
  if (decided) takePlaces(decided)
  rmSync(decidedPath(dataDir), { force: true })
}

/** @throws StoreTrouble while the files are partly under one key and partly under the other */
export function checkNoRekey(dataDir: string): void {
  if (existsSync(decidedPath(dataDir))) throw new StoreTrouble('in-use', `The lane in ${dataDir} is changing its key, or was stopped while it did. Start the lane once: it brings that to its end.`)
}

function takePlaces({ renames, removals }: RekeyPlan): void {
  for (const { made, becomes } of renames) if (existsSync(made)) renameSync(made, becomes)
  for (const path of removals) rmSync(path, { force: true })
  for (const folder of new Set(renames.map(({ becomes }) => dirname(becomes)))) reachDisk(folder)
}

/** @returns undefined where there is none, or one that was not written to its end: nothing was made then */
function readPlan(path: string): RekeyPlan | undefined {
  if (!existsSync(path)) return undefined
  try {
    return rekeyPlan.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
