import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const whose = z.object({ journalId: z.string(), storeId: z.string(), laneNumber: z.number().int() })
type Whose = z.infer<typeof whose>
export type LaneOfStore = Pick<Whose, 'storeId' | 'laneNumber'>

const suffix = '.lane.json'

/** Says beside a journal's copy whose it is: a lane whose database is gone finds its own by that. */
export function sayWhose(folder: string, identity: Whose): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${identity.journalId}${suffix}`)
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(identity))
}

/** Journals of this lane that have a copy in the folder, newest last. */
export function copiedJournals(folder: string, { storeId, laneNumber }: LaneOfStore): string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(suffix)) : []
  const paths = names.map((name) => join(folder, name)).toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
  return paths.flatMap((path) => readWhose(path) ?? []).filter((one) => one.storeId === storeId && one.laneNumber === laneNumber).map(({ journalId }) => journalId)
}

function readWhose(path: string): Whose | undefined {
  try {
    return whose.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Half written when the power went: the next start writes it, or nobody's it stays.
    return undefined
  }
}
