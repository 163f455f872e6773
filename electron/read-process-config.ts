import { readFileSync } from 'node:fs'
import type { LaneConfig } from '../src/contract/config.ts'
import { readLaneConfig } from '../src/contract/read-lane-config.ts'

/** The configuration whose path is the process's last argument. @throws with the keys that are wrong */
export function readProcessConfig(): LaneConfig {
  const path = process.argv.at(-1) ?? ''
  const read = readLaneConfig(readFileSync(path, 'utf8'))
  if ('problems' in read) throw new Error(`${path} is not a lane's configuration: ${read.problems.join('; ')}`)
  return read.config
}
