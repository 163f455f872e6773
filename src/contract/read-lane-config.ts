import { laneConfig } from './config.ts'
import type { LaneConfig } from './config.ts'

/** Problems named at once; more would only hide the first. */
const maxProblems = 5

/**
 * Reads a lane's configuration file.
 * @param text the file's content
 * @returns the configuration, or what is wrong: one line per key, with the key's place and what is expected there.
 *   Values are not repeated: the file holds a token.
 */
export function readLaneConfig(text: string): { readonly config: LaneConfig } | { readonly problems: readonly string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [`not JSON${placeOf(error, text)}`] }
  }
  const read = laneConfig.safeParse(json)
  if (read.success) return { config: read.data }
  return { problems: read.error.issues.slice(0, maxProblems).map(({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`) }
}

/** JSON.parse names a character; people look for a line. */
function placeOf(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  return position === undefined ? '' : `: look at line ${text.slice(0, Number(position)).split('\n').length}`
}
