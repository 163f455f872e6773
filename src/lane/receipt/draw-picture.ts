import { isBlack, pictureRows } from '../../domain/receipt/picture-rows.ts'
import type { Picture } from '../../domain/receipt/receipt-document.ts'

const gapDots = 6

/** Draws a picture dot by dot in the middle of the paper: every run of black dots of a row is one rectangle of a single path. */
export function drawPicture(picture: Picture, paperDots: number): { svg: string; heightDots: number } {
  const left = Math.floor((paperDots - picture.widthDots) / 2)
  const path = pictureRows(picture).flatMap((row, top) => runsOf(row, picture.widthDots).map(({ from, dotCount }) => `M${from} ${top}h${dotCount}v1h-${dotCount}z`))
  return { svg: `<g transform="translate(${left} 0)"><path d="${path.join('')}"/></g>`, heightDots: picture.heightDots + gapDots }
}

function runsOf(row: Uint8Array, widthDots: number): { from: number; dotCount: number }[] {
  const runs: { from: number; dotCount: number }[] = []
  for (let column = 0; column < widthDots; column++) {
    if (!isBlack(row, column)) continue
    const last = runs.at(-1)
    if (last && last.from + last.dotCount === column) last.dotCount++
    else runs.push({ from: column, dotCount: 1 })
  }
  return runs
}
