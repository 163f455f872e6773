import type { Identified, Unreadable } from './identified.ts'
import { readScan, type ScanGiven } from './read-scan.ts'

/** What a scan means to a lane: `readScan` without what only people who set up codes ask for. */
export function identify(text: string, given: ScanGiven): Identified | Unreadable {
  return readScan(text, given).outcome
}
