import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftMinor } from '../../renderer/lane/screen/screen-state.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { cashRoundings } from '../../src/domain/money/cash-rounding.ts'
import { noBrowser } from '../support/browser.ts'
import { openScreenRig, type ScreenRig } from '../support/renderer-browser.ts'
import { key, play } from '../support/renderer-play.ts'
import { doneView, inChinese, tenderView } from '../support/renderer-views.ts'

/** Payment with so much left to pay, in a store that rounds cash to five cents. */
function leftToPay(left: number, view: LaneView = tenderView): LaneView {
  if (view.sale.kind !== 'tendering') throw new Error('not paying')
  const { dueMinor } = view.sale.basket.totals
  return { ...view, lane: { ...view.lane, cashRounding: cashRoundings.FI }, sale: { ...view.sale, leftMinor: left, paidMinor: dueMinor - left } }
}

describe('payment where cash is rounded', () => {
  it.each<[string, LaneView, ScreenEvent[], number, object[]]>([
    ['cash is asked for rounded', leftToPay(3703), [{ kind: 'pick', amountMinor: 3705 }, key('pay')], 3705, [{ name: 'takeCash', givenMinor: 3705 }]],
    ['a card is asked for to the cent', leftToPay(3703), [key('card'), key('pay')], 3703, [{ name: 'takeCardConfirmed', amountMinor: 3703 }]],
    ['what no coin pays is let go once it is picked', leftToPay(2), [{ kind: 'pick', amountMinor: 0 }, key('pay')], 0, [{ name: 'takeCash', givenMinor: 0 }]],
    ['and not by Finish alone', leftToPay(2), [key('pay')], 0, []],
    ['nothing is never taken for what coins do pay', leftToPay(3), [{ kind: 'pick', amountMinor: 0 }, key('pay')], 5, []],
    ['where nobody rounds, nothing is never taken', tenderView, [{ kind: 'pick', amountMinor: 0 }, key('pay')], 3705, []],
  ])('%s', (_name, view, events, left, asks) => {
    const played = play(view, events)
    expect({ left: leftMinor(played.state), asks: played.asks }).toEqual({ left, asks })
  })
})

describe.skipIf(noBrowser)('the screens where cash is rounded', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(tenderView)
  })
  afterAll(() => rig.close())

  it('payment shows cash rounded with its difference, and a card to the cent', async () => {
    const page = await rig.open(leftToPay(3703))
    const due = async (): Promise<string> => (await page.locator('[data-region=due]').innerText()).replaceAll(/\s+/g, ' ')
    expect(await due()).toMatch(/€37\.05.*Cash rounding 0\.02$/)
    expect(await page.locator('.q .key').first().innerText()).toBe('37.05\nexact')
    await page.locator('.q .key', { hasText: '40.00' }).click()
    expect(await page.locator('.q .key', { hasText: '40.00' }).innerText()).toContain('change 2.95')
    expect(await page.locator('[data-region=change]').innerText()).toContain('2\n.95')
    await page.keyboard.press('Control+2')
    await expect.poll(due).toMatch(/€37\.03/)
    expect(await due()).not.toContain('rounding')
    expect(await page.locator('.finish').innerText()).toContain('37.03')
    await page.close()
  })

  it('what rounds to nothing is picked and finished', async () => {
    const page = await rig.open(leftToPay(2))
    const finish = page.locator('.finish')
    expect([await finish.isDisabled(), await page.locator('.q .key').allInnerTexts()]).toEqual([true, ['0.00\nexact']])
    await page.locator('.q .key').first().click()
    expect(await finish.innerText()).toContain('Finish')
    await page.close()
  })

  it('the customer is told what it is in cash, and the finished sale what was rounded, in both languages', async () => {
    const customer = await rig.look(leftToPay(3703), 'compact', 'customer')
    expect([await customer.locator('.big .l').innerText(), (await customer.locator('.big').innerText()).endsWith('€37.03')]).toEqual(['Left to pay · in cash 37.05', true])
    if (doneView.sale.kind !== 'done') throw new Error('not done')
    const finished: LaneView = { ...doneView, sale: { ...doneView.sale, changeMinor: 1290, roundingMinor: 5 } }
    expect(await (await rig.look(finished)).locator('.tl').innerText()).toMatch(/Cash rounding\s+0\.05$/)
    expect(await (await rig.look(inChinese(finished))).locator('.tl').innerText()).toContain('现金舍入')
    expect(rig.troubles).toEqual([])
  })
})
