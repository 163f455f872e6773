import { z } from 'zod'
import { callFrame } from './frames.ts'
import type { AnswerFrame, CallFrame } from './frames.ts'

/** Stands in for the id of a frame too broken to carry one. */
const noCallId = '00000000-0000-0000-0000-000000000000'

const idOnly = z.object({ id: z.uuid() })

/**
 * Reads one frame from a page, at either transport's door.
 * @param raw anything: the parsed JSON of a WebSocket message, or what a message port delivered
 * @returns the call, or the fault answer to send back; it names the field that is wrong and never repeats its value
 */
export function readCall(raw: unknown): { readonly call: CallFrame } | { readonly fault: AnswerFrame } {
  const read = callFrame.safeParse(raw)
  if (read.success) return { call: read.data }
  const known = idOnly.safeParse(raw)
  const where = read.error.issues[0]?.path.join('.') ?? ''
  return { fault: faultAnswer(known.success ? known.data.id : noCallId, `not a call frame${where === '' ? '' : `: look at "${where}"`}`) }
}

export function faultAnswer(id: string, message: string): AnswerFrame {
  return { type: 'answer', id, outcome: { kind: 'fault', message } }
}
