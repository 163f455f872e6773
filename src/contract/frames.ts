import { z } from 'zod'
import { laneCommand, laneQuestion } from './lane-commands.ts'
import { laneSound, laneView } from './lane-view.ts'

/** One page asks, the lane answers, the lane tells. The same frames on a message port and on a WebSocket. */
export const callFrame = z.object({
  type: z.literal('call'),
  /** UUID made by the page; for commands it is the command id stored with the facts. */
  id: z.uuid(),
  body: z.union([laneCommand, laneQuestion]),
})
export type CallFrame = z.infer<typeof callFrame>

export const refusal = z.object({ refused: z.string() }).catchall(z.unknown())

export const answerFrame = z.object({
  type: z.literal('answer'),
  id: z.uuid(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ok'), body: z.unknown().optional() }),
    z.object({ kind: z.literal('refused'), refusal }),
    /** Our mistake: the frame was malformed or the lane stopped. `message` is for the log, not for the cashier. */
    z.object({ kind: z.literal('fault'), message: z.string() }),
  ]),
})
export type AnswerFrame = z.infer<typeof answerFrame>

export const noticeFrame = z.discriminatedUnion('name', [
  z.object({ type: z.literal('notice'), name: z.literal('view'), body: laneView }),
  z.object({ type: z.literal('notice'), name: z.literal('sound'), body: laneSound }),
])
export type NoticeFrame = z.infer<typeof noticeFrame>

/** The longest frame a page may send, in bytes. */
export const maxCallBytes = 64 * 1024

export type LaneFrame = AnswerFrame | NoticeFrame
