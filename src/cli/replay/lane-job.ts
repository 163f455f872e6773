import { z } from 'zod'
import { laneConfig } from '../../contract/config.ts'

/** What one lane process is told. */
export const laneJob = z.object({
  config: laneConfig,
  /** Baskets of this lane, one JSON document a line. */
  basketsFile: z.string(),
})
export type LaneJob = z.infer<typeof laneJob>

const milliseconds = z.array(z.number())

/** What a lane process tells, one JSON document a line on standard output. */
export const laneNews = z.discriminatedUnion('news', [
  z.object({ news: z.literal('ready') }),
  /** Baskets finished since the last news; `heldCount` were in the journal before this process began. */
  z.object({ news: z.literal('sold'), basketCount: z.number().int(), heldCount: z.number().int(), scanMs: milliseconds, saleMs: milliseconds, waitingSaleCount: z.number().int() }),
  z.object({ news: z.literal('trouble'), text: z.string() }),
  /** Every basket is sold and every fact acknowledged, or nobody has acknowledged anything for too long. */
  z.object({ news: z.literal('done'), waitingFactCount: z.number().int() }),
])
export type LaneNews = z.infer<typeof laneNews>

/** Reads a line of a lane process; undefined for anything else it printed. */
export function readLaneNews(line: string): LaneNews | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return laneNews.safeParse(JSON.parse(line)).data
  } catch {
    // A line cut off by SIGKILL: what it told is in the journal.
    return undefined
  }
}
