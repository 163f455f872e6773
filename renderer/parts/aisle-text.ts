import type { Speaker } from '../wording/speaker.ts'

/** Numbered aisles are worded in the screen's language; a name like "Produce" stays as the store wrote it. */
export function aisleText(aisle: string, { say }: Speaker): string {
  const number = /^(?:aisle )?(\d+)$/i.exec(aisle)?.[1]
  return number === undefined ? aisle : say('aisle', { aisle: number })
}
