import { afterEach, expect } from 'vitest'
import type { ViewBasket } from '../../src/contract/lane-view.ts'
import { openTestLane, type Rows, type TestLane } from './lane.ts'
import { rows } from './small-shop.ts'

export { codes, offer, offers, ana, list, listCode, oldListCode, card, rows } from './small-shop.ts'

let lanes: TestLane[] = []

/** A lane of the small shop; it is closed and its folder removed after the test. */
export function openShop(more: Parameters<typeof openTestLane>[1] & { readonly rows?: Rows } = {}): TestLane {
  const lane = openTestLane({ ...rows, ...more.rows }, more)
  lanes.push(lane)
  return lane
}

/** The same lane after its process has stopped and started again. */
export function restarted(lane: TestLane): TestLane {
  const again = lane.restart()
  lanes = [...lanes.filter((other) => other !== lane), again]
  return again
}

afterEach(() => {
  for (const lane of lanes) lane.end()
  lanes = []
})

/** The basket on the screen. */
export function basketOf({ lane }: TestLane): ViewBasket {
  const { sale } = lane.view()
  if (sale.kind === 'idle') throw new Error('no basket on the screen')
  return sale.basket
}

export function payCash(lane: TestLane, givenMinor: number): void {
  expect(lane.ask({ name: 'openTender' })).toMatchObject({ kind: 'ok' })
  expect(lane.ask({ name: 'takeCash', givenMinor })).toMatchObject({ kind: 'ok' })
}
