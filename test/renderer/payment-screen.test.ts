import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaneView, ViewPayment } from '../../src/contract/lane-view.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'
import { noBrowser } from '../support/browser.ts'
import { wcagTroubles } from '../support/renderer-axe.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig } from '../support/renderer-browser.ts'
import { key, play, typed } from '../support/renderer-play.ts'
import { idleView, inChinese, tenderView } from '../support/renderer-views.ts'

const withTerminal = (view: LaneView, state: 'ready' | 'away' = 'ready'): LaneView => ({ ...view, devices: [...view.devices, { name: 'card-terminal', role: 'payment-terminal', state, since: '2026-10-15T08:00:00.000Z' }] })
const running: ViewPayment = { amountMinor: 3705, direction: 'take', state: 'running', askedAt: new Date(Date.now() - 12_000).toISOString(), hint: 'enter-pin', stopping: false }
const paying = (more: Partial<ViewPayment> = {}, view: LaneView = withTerminal(tenderView)): LaneView => (view.sale.kind === 'tendering' ? { ...view, sale: { ...view.sale, payment: { ...running, ...more } } } : view)
const unknown = (more: Partial<ViewPayment> = {}): LaneView => paying({ state: 'cannot-tell', hint: 'cannot-tell', ...more })

describe('keys of a card payment', () => {
  it.each<[string, LaneView, ScreenEvent[], object[]]>([
    ['with a terminal the amount goes there', withTerminal(tenderView), [key('card'), key('pay')], [{ name: 'payByCard', amountMinor: 3705 }]],
    ['a part of it, when the cashier says so', withTerminal(tenderView), [key('card'), typed('1000'), key('pay')], [{ name: 'payByCard', amountMinor: 1000 }]],
    ['with the terminal away the cashier confirms what another one says', withTerminal(tenderView, 'away'), [key('card'), key('pay')], [{ name: 'takeCardConfirmed', amountMinor: 3705 }]],
    ['while it runs F12 does nothing, whatever was typed', paying(), [key('card'), key('pay'), key('cash'), { kind: 'pick', amountMinor: 5000 }, key('pay')], []],
    ['Esc cancels it', paying(), [key('back')], [{ name: 'cancelPayment' }]],
    ['Esc cancels it once', paying({ stopping: true }), [key('back')], []],
    ['money that is given back is not cancelled', paying({ direction: 'give-back' }), [key('back')], []],
    ['F1 asks again about an unknown one', unknown(), [key('strip-action')], [{ name: 'checkPayment' }]],
    ['an unknown one is not left', unknown(), [key('back')], []],
    ['nothing is asked twice at once', unknown({ state: 'checking' }), [key('strip-action')], []],
  ])('%s', (_what, view, events, expected) => {
    expect(play(view, events).asks).toEqual(expected)
  })
})

describe.skipIf(noBrowser)('the screen of a card payment', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())

  it.each<[string, LaneView, string, string]>([
    ['running', paying(), 'Follow the card terminal', 'PIN at the terminal'],
    ['running, in Chinese', inChinese(paying()), '请顾客在刷卡机上操作', '请在刷卡机上输入密码'],
    ['with a step this screen has no word for', paying({ hint: 'dance' }), 'Follow the card terminal', 'Wait for the terminal'],
    ['asked to stop', paying({ stopping: true }), 'Follow the card terminal', 'Asking the terminal to stop'],
    ['giving back', paying({ direction: 'give-back', hint: 'wait' }), 'Giving money back to the card', 'Wait for the terminal'],
    ['of unknown end, the terminal away', paying({ state: 'waiting', hint: 'unplugged' }), 'No answer. Check the terminal before charging again', 'The terminal is away. It is asked as soon as it is back'],
    ['of unknown end, the terminal busy', paying({ state: 'waiting', hint: 'busy' }), 'No answer. Check the terminal before charging again', 'The terminal is still busy. It is asked again by itself'],
    ['of unknown end, being asked', paying({ state: 'checking' }), 'No answer. Check the terminal before charging again', 'Asking the terminal what happened'],
    ['of unknown end that the terminal cannot tell', unknown(), 'No answer. Check the terminal before charging again', 'The terminal cannot tell. Look at it: was €37.05 paid?'],
    ['of unknown end, in Chinese', inChinese(unknown()), '未收到结果，请先核对刷卡机，勿重复收款', '刷卡机无法确定。请查看：¥259.35 是否已付？'],
  ])('%s says what is known and what to do', async (_state, view, title, hint) => {
    for (const size of ['compact', 'wide'] as const) {
      const page = await rig.look(view, size)
      const panel = page.locator('[data-region=payment]')
      expect({ title: await panel.locator('h2').innerText(), hint: await panel.locator('p').first().innerText() }).toEqual({ title, hint })
      expect(await page.locator('.money-pad').count()).toBe(0)
      const overflowing = await page.evaluate(() => Array.from(document.querySelectorAll('.follow :not(.sr), .foot *')).filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0).map((element) => element.textContent))
      expect(overflowing).toEqual([])
    }
  })

  it('sends the amount, cancels, and lets the cashier settle what nobody can tell', async () => {
    const page = await rig.open(withTerminal(tenderView))
    await page.getByText('on the terminal').click()
    await page.locator('.finish:has-text("Card €37.05")').waitFor()
    await page.waitForFunction((openedAt) => performance.now() - openedAt > 600, await page.evaluate(() => performance.now()))
    await page.locator('.finish').click()
    await rig.lane.heard(1)
    rig.lane.show(paying())
    await page.getByText('Cancel').click()
    await rig.lane.heard(2)
    rig.lane.show(unknown())
    await page.getByText('Not paid').click()
    await rig.lane.heard(3)
    expect(rig.lane.bodies()).toEqual([{ name: 'payByCard', amountMinor: 3705 }, { name: 'cancelPayment' }, { name: 'settlePayment', paid: false }])
    await page.close()
  })

  it('asks about money given back in its own words', async () => {
    const page = await rig.open(unknown({ direction: 'give-back' }))
    await page.getByText('Given back', { exact: true }).click()
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'settlePayment', paid: false }])
    await page.close()
  })

  it.each([['running', paying()], ['unknown', unknown()], ['declined', { ...withTerminal(tenderView), message: { level: 'warn', code: 'card-declined', data: {} } } as LaneView]] as const)('can be read by everyone: %s', async (_state, view) => {
    const page = await rig.look(view)
    expect(await wcagTroubles(page)).toEqual([])
  })

  it('prints no error', () => {
    expect(rig.troubles).toEqual([])
  })
})
