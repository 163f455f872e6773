import { expect, it, vi } from 'vitest'
import { card, codes, rows } from '../../support/small-shop.ts'
import { openTestLane } from '../../support/lane.ts'

it('what the other lanes are told is worked out where a sale opens, is parked or ends, and not at every scan', () => {
  const lane = openTestLane(rows)
  const lookups = [vi.spyOn(lane.store.network, 'lastEnded'), vi.spyOn(lane.store.network, 'givenSales')]
  const lookedUpBy = (step: () => void): boolean => {
    for (const lookup of lookups) lookup.mockClear()
    step()
    return lookups.every((lookup) => lookup.mock.calls.length > 0)
  }
  const scanAll = (...texts: string[]) => (): void => texts.forEach((text) => expect(lane.scan(text)).toEqual({ kind: 'ok' }))
  const neverLookedUp = (step: () => void): void => {
    expect(lookedUpBy(step)).toBe(false)
    for (const lookup of lookups) expect(lookup).not.toHaveBeenCalled()
  }
  expect(lookedUpBy(scanAll(codes.coffee))).toBe(true)
  neverLookedUp(scanAll(codes.pasta, card('0000004821'), codes.coffee, codes.yoghurt))
  expect(lookedUpBy(() => lane.ask({ name: 'suspendSale' }))).toBe(true)
  const saleId = lane.lane.view().suspended[0]?.saleId ?? ''
  expect(lookedUpBy(() => lane.ask({ name: 'recallSale', saleId }))).toBe(true)
  neverLookedUp(scanAll(codes.coffee))
  neverLookedUp(() => lane.ask({ name: 'openTender' }))
  expect(lookedUpBy(() => lane.ask({ name: 'takeCash', givenMinor: 5_000 }))).toBe(true)
  lane.end()
})
