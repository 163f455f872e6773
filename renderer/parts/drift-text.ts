import type { Speaker } from '../wording/speaker.ts'

/** Answers of head office tell its time to within seconds: a clock that is less off needs nobody. */
const allowedSeconds = 60

/** "Clock 5 min fast", rounded down to minutes, hours or days; nothing while it is right to within a minute, or nobody knows. */
export function driftText(driftSeconds: number | undefined, { say }: Speaker): string | undefined {
  if (driftSeconds === undefined || Math.abs(driftSeconds) <= allowedSeconds) return undefined
  return say(driftSeconds > 0 ? 'clockFast' : 'clockSlow', { span: spanText(Math.floor(Math.abs(driftSeconds) / 60), say) })
}

function spanText(minutes: number, say: Speaker['say']): string {
  if (minutes < 120) return say('spanMinutes', { count: minutes })
  return minutes < 48 * 60 ? say('spanHours', { count: Math.floor(minutes / 60) }) : say('spanDays', { count: Math.floor(minutes / 60 / 24) })
}
