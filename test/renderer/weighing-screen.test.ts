import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaneView, ViewWeighing } from '../../src/contract/lane-view.ts'
import type { ScreenEvent } from '../../renderer/lane/screen/step.ts'
import { noBrowser } from '../support/browser.ts'
import { wcagTroubles } from '../support/renderer-axe.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig } from '../support/renderer-browser.ts'
import { key, play, typed } from '../support/renderer-play.ts'
import { idleView, inChinese, plainView, tenderView } from '../support/renderer-views.ts'

const name = { en: 'Grapes white, loose', zh: '青提（散称）' }
const weighing: ViewWeighing = { name, pricePerKgMinor: 349, tareGrams: 4, state: 'waiting', hint: 'in-motion' }
const waiting = (view: LaneView): LaneView => ({ ...view, weighing, message: { level: 'info', code: 'weigh-item', data: { name, priceMinor: 349, reason: 'in-motion' } } })
const failed = (view: LaneView): LaneView => ({ ...view, weighing: { ...weighing, state: 'failed' }, message: { level: 'warn', code: 'weigh-failed', data: { name, reason: 'in-motion' } } })

describe('keys while an item is to be weighed', () => {
  it.each<[string, LaneView, ScreenEvent[], object[]]>([
    ['Esc leaves it out', waiting(plainView), [key('back')], [{ name: 'cancelWeighing' }]],
    ['Esc takes digits away first', waiting(plainView), [typed('10002'), key('back')], []],
    ['Esc leaves it out before it leaves payment', waiting(tenderView), [key('back')], [{ name: 'cancelWeighing' }]],
    ['Enter does nothing while the scale is at it', waiting(plainView), [key('enter')], []],
    ['Enter weighs again what failed', failed(plainView), [key('enter')], [{ name: 'weighAgain' }]],
    ['Enter sends digits, where there are any', failed(plainView), [typed('10002'), key('enter')], [{ name: 'keyCode', text: '10002' }]],
    ['F1 weighs again what failed', failed(plainView), [key('strip-action')], [{ name: 'weighAgain' }]],
    ['Esc forgets what failed', failed(idleView), [key('back')], [{ name: 'cancelWeighing' }]],
  ])('%s', (_what, view, events, expected) => {
    expect(play(view, events).asks).toEqual(expected)
  })
})

describe.skipIf(noBrowser)('the screen while an item is to be weighed', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())

  it.each([
    ['with nothing in the basket', idleView, 'Grapes white, loose', '3.49/kg · Wait until the scale is still'],
    ['within a sale', plainView, 'Grapes white, loose', '3.49/kg · Wait until the scale is still'],
    ['in Chinese', inChinese(plainView), '青提（散称）', '3.49/公斤 · 请等秤稳定'],
  ])('names it, its price and what the scale waits for, %s', async (_where, view, title, detail) => {
    const page = await rig.look(waiting(view))
    expect(await page.locator('[data-region=strip] .t').innerText()).toBe(title)
    expect(await page.locator('[data-region=strip] .s').innerText()).toBe(detail)
    const row = page.locator('.ln.weigh')
    expect(await row.innerText()).toContain(title)
    const strip = await page.locator('[data-region=strip]').boundingBox()
    expect([strip?.y, strip?.height]).toEqual([56, 96])
    expect((await row.boundingBox())?.y).toBe(152)
  })

  it('follows the scale: hint, failure, and gone when it is a line', async () => {
    const page = await rig.open(waiting(plainView))
    rig.lane.show({ ...waiting(plainView), weighing: { ...weighing, hint: 'at-zero' } })
    await page.locator('.ln.weigh', { hasText: 'Put it on the scale' }).waitFor()
    rig.lane.show(failed(plainView))
    await page.locator('.strip.warn', { hasText: 'Grapes white, loose: not weighed' }).waitFor()
    await page.keyboard.press('Enter')
    await rig.lane.heard(1)
    rig.lane.show(waiting(plainView))
    await page.locator('.strip.info').waitFor()
    await page.keyboard.press('Escape')
    await rig.lane.heard(2)
    expect(rig.lane.bodies()).toEqual([{ name: 'weighAgain' }, { name: 'cancelWeighing' }])
    rig.lane.show(plainView)
    await page.locator('.ln.weigh').waitFor({ state: 'detached' })
    await page.close()
  })

  it('sets the scale to zero from More, where there is one', async () => {
    const withScale: LaneView = { ...plainView, devices: [...plainView.devices, { name: 'scale', role: 'scale', state: 'ready', since: '2026-10-15T08:00:00.000Z' }] }
    const page = await rig.open(withScale)
    await page.keyboard.press('F10')
    await page.getByText('Set scale to zero').click()
    await rig.lane.heard(1)
    expect(rig.lane.bodies()).toEqual([{ name: 'zeroScale' }])
    rig.lane.show(plainView)
    await page.getByText('Set scale to zero').waitFor({ state: 'detached' })
    await page.close()
  })

  it.each([['waiting', waiting(plainView)], ['failed', failed(plainView)], ['on the payment screen', waiting(tenderView)]] as const)('can be read by everyone, %s', async (_state, view) => {
    const page = await rig.look(view)
    expect(await wcagTroubles(page)).toEqual([])
  })
})
