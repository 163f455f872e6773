import path from 'node:path'
import { devicesConfig, laneConfig, type DeviceConfig } from '../../contract/config.ts'
import { UsageError } from '../command.ts'
import type { Io } from '../io.ts'
import { demoLaneFile } from '../demo-shop.ts'
import { parseJson, readText } from '../read-input.ts'

export const devicesConfigUsage = `  --config FILE  a lane's configuration, or a list of devices alone (default: the lane of npm start)`

export interface DevicesFile {
  readonly devices: readonly DeviceConfig[]
  /** The lane's data folder; absent in a list of devices alone. */
  readonly dataDir?: string
}

/** The devices of a lane's configuration, or of a file that is a list of devices. @throws UsageError naming the wrong keys */
export async function readDevices(given: string | undefined, io: Io): Promise<DevicesFile> {
  const file = given ?? demoLaneFile(io)
  if (file === undefined) throw new UsageError('name the configuration with --config FILE')
  const text = await readText(file, io)
  if (text.trimStart().startsWith('[')) return { devices: fitting(file, parseJson(text, devicesConfig)) }
  const { devices, dataDir } = fitting(file, parseJson(text, laneConfig))
  return { devices, dataDir: path.resolve(io.folder, dataDir) }
}

function fitting<T>(file: string, parsed: ReturnType<typeof parseJson<T>>): T {
  if ('wrong' in parsed) throw new UsageError(`${file}: ${parsed.wrong}`)
  return parsed.value
}
