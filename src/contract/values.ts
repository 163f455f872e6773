import { z } from 'zod'

/** An id of its own type; at the door it is any short text. */
export function id<Id extends string>(): z.ZodType<Id, Id> {
  return z.string().min(1).max(80) as unknown as z.ZodType<Id, Id>
}

export const wording = z.object({ en: z.string(), zh: z.string().optional() })
