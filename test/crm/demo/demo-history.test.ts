import { describe, expect, it } from 'vitest'
import { buildListFrom } from '../../../src/analytics/build-list.ts'
import { prepareCatalogue } from '../../../src/analytics/catalogue.ts'
import type { Purchase } from '../../../src/analytics/purchase.ts'
import { scoreNextVisitFrom } from '../../../src/analytics/score-next-visit.ts'
import { shoppingList } from '../../../src/contract/feed.ts'
import { demoHistory } from '../../../src/crm/demo/demo-history.ts'
import { demoItems } from '../../../src/crm/demo/demo-items.ts'
import { demoMembers } from '../../../src/crm/demo/demo-members.ts'
import { demoOffers } from '../../../src/crm/demo/demo-offers.ts'
import { addDays, daysBetween } from '../../../src/domain/business-day/business-time.ts'
import type { ListLine } from '../../../src/domain/shopping-list/shopping-list.ts'

const today = '2026-04-01'
const visits = demoHistory({ seed: 1, today })
const catalogue = prepareCatalogue(demoItems, demoOffers(today))

function historyOf(memberId: string): Purchase[] {
  return visits.filter((visit) => visit.memberId === memberId).flatMap((visit) => visit.lines.map(({ itemId, unitCount }) =>
    ({ day: visit.day, saleId: visit.purchaseId, itemId, categoryId: catalogue.itemById.get(itemId)?.categoryId ?? 'unknown', unitCount })))
}

function listOf(memberId: string): ListLine[] {
  return buildListFrom(catalogue, { history: historyOf(memberId), today, lineCount: 12 })
}

describe('the demo members', () => {
  it('are forty, each with an id, a card, a telephone and a name of their own', () => {
    expect(demoMembers).toHaveLength(40)
    const own = [(member: (typeof demoMembers)[number]) => member.memberId, (member: (typeof demoMembers)[number]) => member.cardNumber, (member: (typeof demoMembers)[number]) => member.phone, (member: (typeof demoMembers)[number]) => `${member.firstName} ${member.lastName}`]
    for (const of of own) expect(new Set(demoMembers.map(of)).size).toBe(40)
    expect(demoMembers.filter((member) => !/^\d{10}$/.test(member.cardNumber))).toEqual([])
    expect(new Set(demoMembers.map((member) => member.tier)).size).toBe(3)
    expect(demoMembers.filter((member) => member.language === 'zh').length).toBeGreaterThanOrEqual(3)
  })

  it('have shopped for about nine months, until yesterday at the latest', () => {
    for (const { memberId } of demoMembers) {
      const days = visits.filter((visit) => visit.memberId === memberId).map((visit) => visit.day)
      expect(days).toEqual([...days].sort())
      expect(new Set(days).size).toBe(days.length)
      expect(days.length).toBeGreaterThan(30)
      expect(daysBetween(days[0] ?? today, today)).toBeGreaterThan(240)
      expect((days.at(-1) ?? today) < today).toBe(true)
    }
  })

  it('never buy an item twice in a visit, nor for nothing', () => {
    for (const visit of visits) {
      expect(new Set(visit.lines.map((line) => line.itemId)).size).toBe(visit.lines.length)
      expect(visit.lines.length).toBeGreaterThan(0)
      expect(visit.lines.every((line) => line.unitCount >= 1 && line.netMinor > 0)).toBe(true)
    }
  })

  it('shop the same for the same seed, and otherwise for another', () => {
    expect(demoHistory({ seed: 1, today })).toEqual(visits)
    expect(demoHistory({ seed: 2, today })).not.toEqual(visits)
  })

  it('have made the same visits when the store is loaded a day later', () => {
    const tomorrow = demoHistory({ seed: 1, today: addDays(today, 1) })
    expect(tomorrow.map((visit) => ({ ...visit, day: addDays(visit.day, -1) }))).toEqual(visits)
  })
})

describe.each(demoMembers.map((member) => [`${member.firstName} ${member.lastName}`, member.memberId] as const))('the list of %s', (_, memberId) => {
  it('has lines enough, with offers on some, mostly of what she buys', () => {
    const list = listOf(memberId)
    expect(list.length).toBeGreaterThanOrEqual(6)
    expect(list.filter((line) => line.offerIds.length > 0).length).toBeGreaterThanOrEqual(2)
    expect(list.filter((line) => line.reason.kind === 'discovery').length / list.length).toBeCloseTo(0.2, 1)
    expect(shoppingList.shape.lines.parse(JSON.parse(JSON.stringify(list)))).toHaveLength(list.length)
  })

  it('says the truth about each line', () => {
    const history = historyOf(memberId)
    for (const { wanted, reason } of listOf(memberId)) {
      const days = [...new Set(history.filter((purchase) => wanted.kind === 'item' && purchase.itemId === wanted.itemId).map((purchase) => purchase.day))].sort()
      if (reason.kind === 'discovery') expect(days).toEqual([])
      else if (reason.kind === 'often') expect(days).toHaveLength(reason.timesBought)
      else expect(daysBetween(days.at(-1) ?? today, today)).toBe(reason.lastDays)
    }
  })

  it('comes with offers for the next visit', () => {
    expect(scoreNextVisitFrom(catalogue, { history: historyOf(memberId), today }).length).toBeGreaterThanOrEqual(2)
  })
})

it('puts the specials everybody knows on the first member\'s list', () => {
  const offerIds = listOf(demoMembers[0]?.memberId ?? '').flatMap((line) => line.offerIds)
  expect(offerIds).toEqual(expect.arrayContaining(['list-whole-milk', 'list-greek-yoghurt', 'list-bananas', 'list-coffee']))
})

it('calls about half of what the members buy due', () => {
  const bought = demoMembers.flatMap((member) => listOf(member.memberId)).filter((line) => line.reason.kind !== 'discovery')
  expect(bought.filter((line) => line.reason.kind === 'due').length / bought.length).toBeGreaterThan(0.4)
})

it('gives offers for every reason somewhere among the members', () => {
  const reasons = demoMembers.flatMap((member) => scoreNextVisitFrom(catalogue, { history: historyOf(member.memberId), today }).map((candidate) => candidate.reason))
  expect(new Set(reasons)).toEqual(new Set(['due-soon', 'lapsed', 'switch', 'stretch', 'complement']))
})
