import type { LaneSound } from '../../src/contract/lane-view.ts'

export interface Tone {
  readonly hertz: number
  readonly startMs: number
  readonly lengthMs: number
}

const item: Tone = { hertz: 1760, startMs: 0, lengthMs: 70 }
const onList: Tone = { hertz: 2217, startMs: 80, lengthMs: 70 }
const pair = (first: number, second: number): readonly Tone[] => [{ hertz: first, startMs: 0, lengthMs: 90 }, { hertz: second, startMs: 100, lengthMs: 120 }]
const again = (hertz: number, lengthMs: number, count: number): readonly Tone[] => Array.from({ length: count }, (_tone, index) => ({ hertz, startMs: index * (lengthMs + 60), lengthMs }))

/** What each sound is made of: a beep means "priced and in the basket", rising means good, low means look here. */
export const tones: Readonly<Record<LaneSound, readonly Tone[]>> = {
  item: [item],
  'item-on-list': [item, onList],
  coupon: [item, onList, { hertz: 2637, startMs: 160, lengthMs: 70 }],
  member: pair(880, 1319),
  paid: pair(1047, 1568),
  declined: pair(330, 247),
  warn: again(392, 140, 2),
  stop: again(220, 200, 3),
}

/** Neighbouring lanes sound a semitone apart, so that a cashier knows her own. */
export function laneHertz(hertz: number, laneNumber: number): number {
  return hertz * 2 ** ((laneNumber % 4) / 12)
}
