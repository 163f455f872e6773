import { pictureOf } from '../../domain/receipt/picture-rows.ts'
import type { Picture } from '../../domain/receipt/receipt-document.ts'

const widthDots = 192
const heightDots = 96
const centre = widthDots / 2

/** A basket with a handle, drawn with the tick of a list done: the demo store's own sign, made of lines and an ellipse. */
export const demoLogo: Picture = pictureOf(widthDots, heightDots, (column, row) => isHandle(column, row) || (isBasket(column, row) && !isTick(column, row)))

/** Wider above than below, under a rim. */
function isBasket(column: number, row: number): boolean {
  if (row >= 42 && row < 50) return Math.abs(column - centre) < 62
  return row >= 52 && row < 94 && Math.abs(column - centre) < 56 - (row - 52) / 3
}

function isHandle(column: number, row: number): boolean {
  const fromMiddle = Math.hypot((column - centre) / 44, (row - 44) / 42)
  return row < 42 && fromMiddle <= 1 && fromMiddle > 0.86
}

function isTick(column: number, row: number): boolean {
  return isNear({ column, row }, [centre - 22, 72], [centre - 6, 86]) || isNear({ column, row }, [centre - 6, 86], [centre + 24, 58])
}

/** Within four dots of a stroke. */
function isNear({ column, row }: { readonly column: number; readonly row: number }, from: readonly [number, number], to: readonly [number, number]): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const along = Math.min(Math.max(((column - from[0]) * dx + (row - from[1]) * dy) / (dx * dx + dy * dy), 0), 1)
  return Math.hypot(column - from[0] - along * dx, row - from[1] - along * dy) < 4
}
