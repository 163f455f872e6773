import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { driftText } from '../../renderer/parts/drift-text.ts'
import { speakerFor } from '../../renderer/wording/speaker.ts'
import type { LaneView, ViewOffer } from '../../src/contract/lane-view.ts'
import { noBrowser } from '../support/browser.ts'
import { openScreenRig, type ScreenRig } from '../support/renderer-browser.ts'
import { idleView, inChinese, plainView } from '../support/renderer-views.ts'

type Reason = Extract<ViewOffer['state'], { kind: 'excluded' }>['reason']
const words: readonly (readonly [reason: Reason, en: string, zh: string])[] = [
  ['limit-reached', 'Limit of one sale reached', '本单已达上限'],
  ['needs-member', 'Needs the club card', '需出示会员卡'],
  ['member-limit', 'Member has had it', '会员已用完'],
  ['member-day-limit', 'Member had it today', '会员今日已用完'],
  ['used-up', 'All given out', '已发完'],
  ['no-allowance', 'Not released to this lane', '尚未分配到本台'],
  ['unknown-kind', 'Lane cannot give this yet', '本台暂不支持'],
]

/** A basket with one offer for every reason. */
function excludedView(): LaneView {
  if (plainView.sale.kind !== 'open') throw new Error('no basket')
  const offers = words.map(([reason]): ViewOffer => ({ offerId: reason, name: { en: `Offer ${reason}` }, armedBy: 'automatic', state: { kind: 'excluded', reason } }))
  return { ...plainView, sale: { kind: 'open', basket: { ...plainView.sale.basket, offers } }, sync: { state: 'online', waitingSaleCount: 0, unknownOfferCount: 1 } }
}

const silent: LaneView = { ...idleView, lanes: { presentCount: 1, silent: [2, 11], droppedCount: 0 } }
const unwired: LaneView = { ...idleView, lanes: { presentCount: 0, silent: [], droppedCount: 0, trouble: 'EADDRINUSE' } }
const drifting = (driftSeconds: number): LaneView => ({ ...idleView, lanes: { presentCount: 3, silent: [], droppedCount: 0 }, sync: { ...idleView.sync, driftSeconds } })
const parked: LaneView = {
  ...idleView,
  suspended: [
    { saleId: 'own', suspendedAt: '2026-10-15T09:05:00.000Z', unitCount: 3, dueMinor: 899 },
    { saleId: 'theirs', suspendedAt: '2026-10-15T09:07:00.000Z', unitCount: 2, dueMinor: 450, memberName: 'Ana F.', laneNumber: 4 },
  ],
}

let rig: ScreenRig
beforeAll(async () => {
  if (!noBrowser) rig = await openScreenRig(excludedView())
})
afterAll(() => rig?.close())

describe.skipIf(noBrowser)('an offer that a limit leaves nothing of', () => {
  it.each([['English', 1, (view: LaneView) => view, 'Offers too new for this lane: 1'], ['Chinese', 2, inChinese, '1 项优惠需升级本机']] as const)('says why in words a cashier can read out, in %s, and nothing is cut off', async (_, column, inLanguage, chip) => {
    const page = await rig.look(inLanguage(excludedView()))
    const tags = page.locator('li.it .tag')
    expect(await tags.allInnerTexts()).toEqual(words.map((each) => each[column]))
    expect(await tags.evaluateAll((all) => all.filter((tag) => tag.scrollWidth > tag.clientWidth + 1).map((tag) => tag.textContent))).toEqual([])
    expect(await page.locator('header .chip.warn').first().innerText()).toBe(chip)
    expect(rig.troubles).toEqual([])
  })
})

describe.skipIf(noBrowser)('the status bar', () => {
  const warnings = async (view: LaneView): Promise<readonly string[]> => (await rig.look(view)).locator('header .chip.warn').allInnerTexts()

  it('has nothing to warn of while all lanes answer and the clock is right to within a minute', async () => {
    expect(await warnings(drifting(60))).toEqual([])
  })

  it('names the lanes of the store that do not answer', async () => {
    expect([await warnings(silent), await warnings(inChinese(silent))]).toEqual([['No answer from lane 2, 11'], ['2, 11 号台无回应']])
  })

  it('says that there is no store network, and to whoever mends it why', async () => {
    expect([await warnings(unwired), await warnings(inChinese(unwired))]).toEqual([['No store network'], ['店内网络不可用']])
    expect(await (await rig.look(unwired)).locator('header .chip.warn').getAttribute('title')).toBe('EADDRINUSE')
  })

  it('says how far the clock is off, and has room for it', async () => {
    expect([await warnings(drifting(400)), await warnings(inChinese(drifting(-400)))]).toEqual([['Clock 6 min fast'], ['时钟慢 6 分钟']])
    const page = await rig.look({ ...silent, sync: drifting(400).sync })
    expect(await page.locator('header').evaluate((bar) => bar.scrollWidth > bar.clientWidth)).toBe(false)
  })
})

describe.skipIf(noBrowser)('the parked sales', () => {
  it('name the lane of one that another lane has parked', async () => {
    const page = await rig.look(parked)
    await page.keyboard.press('F9')
    const rows = async (): Promise<readonly string[]> => (await page.locator('.scroll button.row small').allInnerTexts()).map((text) => text.replace(/\d\d:\d\d/, 'TIME'))
    expect(await rows()).toEqual(['TIME · 3 items', 'Lane 4 · TIME · 2 items'])
    await rig.look(inChinese(parked))
    expect(await rows()).toEqual(['TIME · 3 件', '4 号台 · TIME · 2 件'])
    expect(rig.troubles).toEqual([])
  })
})

describe('how far the clock is off', () => {
  const euro = { code: 'EUR', decimals: 2, symbol: '€' } as const
  it.each([
    [undefined, undefined, undefined],
    [-60, undefined, undefined],
    [61, 'Clock 1 min fast', '时钟快 1 分钟'],
    [-119 * 60, 'Clock 119 min slow', '时钟慢 119 分钟'],
    [120 * 60, 'Clock 2 h fast', '时钟快 2 小时'],
    [-90 * 86_400, 'Clock 90 d slow', '时钟慢 90 天'],
  ])('is said in a few letters: %s s', (seconds, en, zh) => {
    expect([driftText(seconds, speakerFor('en', euro)), driftText(seconds, speakerFor('zh', euro))]).toEqual([en, zh])
  })
})
