import path from 'node:path'
import { z } from 'zod'
import { readLaneConfig } from '../../contract/read-lane-config.ts'
import { usualCopyDir } from '../../lane/store/open-lane-store.ts'
import { UsageError } from '../command.ts'
import { demoLaneFile } from '../demo-shop.ts'
import type { Io } from '../io.ts'
import { parseJson, readText } from '../read-input.ts'
import type { ConfigRead } from './check-setup.ts'

/** Where a lane's files are, as far as its configuration lets one know. */
interface LanePlace {
  readonly config: ConfigRead
  /** Undefined where the configuration does not say it. */
  readonly dataDir: string | undefined
  readonly copyDir: string | undefined
  /** Of an encrypted lane. */
  readonly keyFile: string | undefined
}

/** Of a configuration that is wrong elsewhere, the folders are used all the same. */
const folders = z.looseObject({ dataDir: z.string().min(1), copyDir: z.string().min(1).optional(), keyFile: z.string().min(1).optional() })

/** @throws UsageError when no lane is named, or its configuration is not there */
export async function findLane({ data, config }: { readonly data?: string | undefined; readonly config?: string | undefined }, io: Io): Promise<LanePlace> {
  if (data !== undefined && config !== undefined) throw new UsageError('--data and --config exclude each other')
  if (data !== undefined) return placeOf({ kind: 'not-named' }, { dataDir: data }, io)
  const file = config ?? demoLaneFile(io)
  if (file === undefined) throw new UsageError("name the lane's data folder with --data DIR, or its configuration with --config FILE")
  const text = await readText(file, io)
  const read = readLaneConfig(text)
  if ('config' in read) return placeOf({ kind: 'read', config: read.config }, read.config, io)
  const found = parseJson(text, folders)
  return placeOf({ kind: 'wrong', problems: read.problems }, 'value' in found ? found.value : {}, io)
}

function placeOf(config: ConfigRead, named: Partial<z.infer<typeof folders>>, io: Io): LanePlace {
  const from = (place: string | undefined): string | undefined => (place === undefined ? undefined : path.resolve(io.folder, place))
  const dataDir = from(named.dataDir)
  return { config, dataDir, copyDir: from(named.copyDir) ?? (dataDir === undefined ? undefined : usualCopyDir(dataDir)), keyFile: from(named.keyFile) }
}
