import { z } from 'zod'
import { journalRecord } from './sync.ts'

export const mostPageRecords = 1_000

/** What a lane asks that has lost records of its own journal: those after a number, oldest first. */
export const journalPageAsked = z.object({ after: z.coerce.number().int().min(0).default(0) })

/** GET /v1/journals/{journalId}/records?after=n: as the lane once sent them, byte for byte; none behind the last one. */
export const journalPage = z.object({ records: z.array(journalRecord).max(mostPageRecords) })
