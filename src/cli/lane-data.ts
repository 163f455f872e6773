import path from 'node:path'
import { laneConfig, type LaneConfig } from '../contract/config.ts'
import { openLaneStore, type LaneStore } from '../lane/store/open-lane-store.ts'
import { StoreTrouble, storeTrouble } from '../lane/store/store-trouble.ts'
import { Trouble, UsageError } from './command.ts'
import { demoLaneFile } from './demo-shop.ts'
import type { Io } from './io.ts'
import { readJson } from './read-input.ts'

/** The two options by which a command finds a lane's data. */
export const laneDataOptions = { data: { type: 'string' }, config: { type: 'string' } } as const

export const laneDataUsage = `  --data DIR     the lane's data folder (holds lane.db)
  --config FILE  or the lane's configuration, which names it (default: the lane of npm start)`

/** A lane's configuration file. @throws UsageError naming the wrong keys */
export function readLaneConfig(file: string, io: Io): Promise<LaneConfig> {
  return readJson(file, laneConfig, io)
}

async function dataDirOf(values: { readonly data?: string | undefined; readonly config?: string | undefined }, io: Io): Promise<string> {
  if (values.data !== undefined && values.config !== undefined) throw new UsageError('--data and --config exclude each other')
  if (values.data !== undefined) return path.resolve(io.folder, values.data)
  const file = values.config ?? demoLaneFile(io)
  if (file === undefined) throw new UsageError("name the lane's data folder with --data DIR, or its configuration with --config FILE")
  const config = await readLaneConfig(file, io)
  return path.resolve(io.folder, config.dataDir)
}

/**
 * Opens a lane's database to be read, also beside the running lane, and closes it afterwards.
 * @throws Trouble when it is not there, damaged, or of another version
 */
export async function withLaneStore<T>(values: { readonly data?: string | undefined; readonly config?: string | undefined }, io: Io, use: (store: LaneStore) => T): Promise<T> {
  const dataDir = await dataDirOf(values, io)
  let store: LaneStore | undefined
  try {
    store = openLaneStore({ dataDir, mode: 'read' })
    return use(store)
  } catch (error) {
    const trouble = storeTrouble(error, path.join(dataDir, 'lane.db'))
    throw trouble instanceof StoreTrouble ? new Trouble(trouble.message) : error
  } finally {
    store?.close()
  }
}
