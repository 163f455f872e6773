import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaneView, ViewOffer } from '../../src/contract/lane-view.ts'
import { noBrowser } from '../support/browser.ts'
import { openScreenRig, type ScreenRig } from '../support/renderer-browser.ts'
import { inChinese, plainView } from '../support/renderer-views.ts'

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

describe.skipIf(noBrowser)('an offer that a limit leaves nothing of', () => {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await openScreenRig(excludedView())
  })
  afterAll(() => rig.close())

  it.each([['English', 1, (view: LaneView) => view, 'Offers too new for this lane: 1'], ['Chinese', 2, inChinese, '1 项优惠需升级本机']] as const)('says why in words a cashier can read out, in %s, and nothing is cut off', async (_, column, inLanguage, chip) => {
    const page = await rig.look(inLanguage(excludedView()))
    const tags = page.locator('li.it .tag')
    expect(await tags.allInnerTexts()).toEqual(words.map((each) => each[column]))
    expect(await tags.evaluateAll((all) => all.filter((tag) => tag.scrollWidth > tag.clientWidth + 1).map((tag) => tag.textContent))).toEqual([])
    expect(await page.locator('header .chip.warn').first().innerText()).toBe(chip)
    expect(rig.troubles).toEqual([])
  })
})
