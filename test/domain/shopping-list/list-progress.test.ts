import { describe, expect, it } from 'vitest'
import type { ItemId, ListId, MemberId } from '../../../src/domain/ids.ts'
import { listProgress } from '../../../src/domain/shopping-list/list-progress.ts'
import type { ListLine, ShoppingList } from '../../../src/domain/shopping-list/shopping-list.ts'

const wanted = (itemId: string): ListLine => ({ wanted: { kind: 'item', itemId: itemId as ItemId }, name: { en: itemId }, reason: { kind: 'discovery' }, offerIds: [] })
const wantedCategory = (categoryId: string): ListLine => ({ wanted: { kind: 'category', categoryId }, name: { en: categoryId }, reason: { kind: 'due', everyDays: 9, lastDays: 8 }, offerIds: [] })

const list: ShoppingList = { listId: 'l' as ListId, memberId: 'm' as MemberId, number: '1234', fromDay: '2026-11-16', untilDay: '2026-11-29', lines: [wanted('milk'), wantedCategory('bread'), wanted('soap')] }

describe('ticking off the list', () => {
  it('finds items by what they are and categories by any item of theirs', () => {
    const progress = listProgress(list, [{ itemId: 'rye-loaf', categoryId: 'bread' }, { itemId: 'milk', categoryId: 'dairy' }])
    expect(progress.map(({ line, inBasket }) => [line.name.en, inBasket])).toEqual([['milk', true], ['bread', true], ['soap', false]])
  })

  it('leaves everything open for an empty basket', () => {
    expect(listProgress(list, []).map(({ inBasket }) => inBasket)).toEqual([false, false, false])
  })
})
