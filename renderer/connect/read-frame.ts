import { z } from 'zod'
import { answerFrame, noticeFrame } from '../../src/contract/frames.ts'
import type { LaneFrame } from '../../src/contract/frames.ts'

const laneFrame = z.union([answerFrame, noticeFrame])

/** @returns undefined for a frame this screen cannot read: it then keeps what it has, and the next view is complete again */
export function readFrame(raw: unknown): LaneFrame | undefined {
  return laneFrame.safeParse(raw).data
}
