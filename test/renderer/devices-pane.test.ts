import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { noBrowser } from '../support/browser.ts'
import { openScreenRig } from '../support/renderer-browser.ts'
import type { ScreenRig } from '../support/renderer-browser.ts'
import { idleView, inChinese, memberView, tenderView } from '../support/renderer-views.ts'

const since = '2026-10-15T08:00:00.000Z'
const illDevices: LaneView['devices'] = [
  { name: 'card-reader', role: 'card-reader', state: 'ready', since },
  { name: 'printer', role: 'printer', state: 'needs-care', trouble: 'paper-out', since },
  { name: 'scanner', role: 'scanner', state: 'away', trouble: 'unplugged', detail: 'input/output error', since, last: { trouble: 'no-answer', at: since } },
  { name: 'scale', role: 'scale', state: 'needs-care', trouble: 'a-code-of-a-newer-lane', since },
]
const ill = (view: LaneView): LaneView => ({ ...view, devices: illDevices })

describe.skipIf(noBrowser)('the devices pane', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(idleView)
  })
  afterAll(() => rig.close())

  it('opens by keyboard, lists the worst first, and says since when, what to do and what was before', async () => {
    const page = await rig.open(ill(memberView))
    await page.keyboard.press('Control+d')
    const rows = (await page.locator('.dev').allInnerTexts()).map((text) => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'then').split('\n').filter((line) => line !== ''))
    expect(rows).toEqual([
      ['Scanner', 'unplugged', 'Plug its cable in again', 'Until then: Type the code', 'since then · last: no answer, then', 'scanner: input/output error'],
      ['Printer', 'paper out', 'Load a roll and close the cover', 'since then'],
      ['Scale', 'needs care', 'Look at the device', 'since then'],
      ['Card reader', 'ready', 'since then'],
    ])
    await page.keyboard.press('Control+d')
    expect(await page.locator('.pane').count()).toBe(0)
    await page.close()
  })

  it('opens from the status bar and from More, in the cashier’s language', async () => {
    const page = await rig.open(ill(inChinese(memberView)))
    await page.locator('button.chip').click()
    expect((await page.locator('.dev .do').allInnerTexts()).slice(0, 2)).toEqual(['请重新插好连接线', '请换纸并合上盖子'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('F10')
    await page.getByRole('button', { name: '设备', exact: true }).first().click()
    expect(await page.locator('.dev').count()).toBe(4)
    await page.close()
  })

  it('follows the devices while it is open', async () => {
    const page = await rig.open(ill(memberView))
    await page.keyboard.press('Control+d')
    rig.lane.show(memberView)
    await page.locator('.bar', { hasText: 'Devices OK' }).waitFor()
    expect(await page.locator('.dev.away, .dev.needs-care').count()).toBe(0)
    await page.close()
  })

  it('is not offered at payment, where there is no room for it, but the worst device is named', async () => {
    const page = await rig.open(ill(tenderView))
    expect(await page.locator('button.chip').count()).toBe(0)
    expect(await page.locator('.bar').innerText()).toContain('Scanner: unplugged')
    await page.close()
  })

  it.each(['compact', 'wide'] as const)('%s: its rows stay inside it', async (size) => {
    const page = await rig.open(ill(memberView), size)
    await page.keyboard.press('Control+d')
    await page.waitForSelector('.dev')
    const spills = await page.evaluate(() => {
      const pane = document.querySelector('.pane')?.getBoundingClientRect()
      return [...document.querySelectorAll('.dev *')].filter((part) => pane !== undefined && part.getBoundingClientRect().right > pane.right + 1 || part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0).length
    })
    expect(spills).toBe(0)
    await page.close()
  })
})
