import path from 'node:path'
import { laneConfig, type LaneConfig } from '../contract/config.ts'
import { laneKeyOf } from '../lane/store/lane-key.ts'
import { openLaneStore, type LaneStore } from '../lane/store/open-lane-store.ts'
import { StoreTrouble, storeTrouble } from '../lane/store/store-trouble.ts'
import { Trouble, UsageError } from './command.ts'
import { demoLaneFile } from './demo-shop.ts'
import type { Io } from './io.ts'
import { readJson } from './read-input.ts'

/** The two options by which a command finds a lane's data. */
export const laneDataOptions = { data: { type: 'string' }, config: { type: 'string' } } as const

export const laneDataUsage = `  --data DIR     the lane's data folder (holds lane.db)
  --config FILE  or the lane's configuration, which names it, and the key of an encrypted lane (default: the lane of npm start)`

/** A lane's configuration file. @throws UsageError naming the wrong keys */
export function readLaneConfig(file: string, io: Io): Promise<LaneConfig> {
  return readJson(file, laneConfig, io)
}

interface LaneNamed {
  readonly data?: string | undefined
  readonly config?: string | undefined
}

/** The configuration by which a lane was named; undefined where it was named by its folder. @throws UsageError when it is not named at all */
export async function laneConfigOf({ data, config }: LaneNamed, io: Io): Promise<LaneConfig | undefined> {
  if (data !== undefined && config !== undefined) throw new UsageError('--data and --config exclude each other')
  if (data !== undefined) return undefined
  const file = config ?? demoLaneFile(io)
  if (file === undefined) throw new UsageError("name the lane's data folder with --data DIR, or its configuration with --config FILE")
  return readLaneConfig(file, io)
}

/** The folders and the key file of a lane, with paths from where the command runs. */
export async function lanePlaceOf(named: LaneNamed, io: Io): Promise<{ readonly dataDir: string; readonly copyDir?: string; readonly keyFile?: string }> {
  const config = await laneConfigOf(named, io)
  const { copyDir, keyFile, dataDir } = { dataDir: named.data ?? '', ...config }
  const from = (place: string): string => path.resolve(io.folder, place)
  return { dataDir: from(dataDir), ...(copyDir === undefined ? {} : { copyDir: from(copyDir) }), ...(keyFile === undefined ? {} : { keyFile: from(keyFile) }) }
}

/**
 * Opens a lane's database to be read, also beside the running lane, and closes it afterwards.
 * @throws Trouble when it is not there, damaged, or of another version
 */
export async function withLaneStore<T>(values: LaneNamed, io: Io, use: (store: LaneStore) => T): Promise<T> {
  const place = await lanePlaceOf(values, io)
  let store: LaneStore | undefined
  try {
    store = openLaneStore({ dataDir: place.dataDir, key: laneKeyOf(place), mode: 'read' })
    return use(store)
  } catch (error) {
    const trouble = storeTrouble(error, path.join(place.dataDir, 'lane.db'))
    throw trouble instanceof StoreTrouble ? new Trouble(trouble.message) : error
  } finally {
    store?.close()
  }
}
