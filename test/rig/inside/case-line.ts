import { z } from 'zod'

/** What the cases write out of the machine, a line of JSON each. */
export const caseLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plan'), caseCount: z.number().int() }),
  z.object({ type: z.literal('case'), name: z.string(), ok: z.boolean(), durationMs: z.number(), detail: z.string().optional() }),
])
export type CaseLine = z.infer<typeof caseLine>
