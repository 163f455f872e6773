import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { buildListFrom } from '../../analytics/build-list.ts'
import type { Catalogue } from '../../analytics/catalogue.ts'
import type { Purchase } from '../../analytics/purchase.ts'
import { shoppingList } from '../../contract/feed.ts'
import { assert } from '../../domain/assert.ts'
import { addDays } from '../../domain/business-day/business-time.ts'
import { takeListNumber, type ListRow } from '../store/list-rows.ts'
import type { Connection } from '../store/open-database.ts'

/** A list lives for a fortnight, its first and last day included. */
const listDays = 14

const numberAttempts = 20

const listOfLines = z.array(shoppingList.shape.lines.element)

export interface ListAsked {
  readonly memberId: string
  readonly history: readonly Purchase[]
  readonly today: string
  readonly lineCount: number
}

/**
 * What the member's list should say today. What she bought today has left it.
 * @returns JSON text of its lines
 */
export function listLines(catalogue: Catalogue, { history, today, lineCount }: ListAsked): string {
  const boughtToday = new Set<string>(history.filter((purchase) => purchase.day === today).map((purchase) => purchase.itemId))
  const lines = buildListFrom(catalogue, { history, today, lineCount: lineCount + boughtToday.size })
  const left = lines.filter((line) => line.wanted.kind !== 'item' || !boughtToday.has(line.wanted.itemId))
  return JSON.stringify(listOfLines.parse(left.slice(0, lineCount)))
}

/** Offers that a list arms. @param lines as `listLines` gives them */
export function offersOnList(lines: string): string[] {
  return [...new Set(listOfLines.parse(JSON.parse(lines)).flatMap(({ offerIds }) => offerIds))]
}

/**
 * The member's list with these lines: the one that lives, or a new one of a fortnight from today.
 * @returns undefined when there is nothing to put on a new list
 */
export async function liveList(connection: Connection, newest: ListRow | undefined, { memberId, today, lines, secret }: { readonly memberId: string; readonly today: string; readonly lines: string; readonly secret: string }): Promise<ListRow | undefined> {
  if (newest && newest.untilDay >= today) return { ...newest, lines }
  if (lines === '[]') return undefined
  const number = await newNumber(connection, { memberId, today, secret })
  return { memberId, listId: `list-${number}`, number, fromDay: today, untilDay: addDays(today, listDays - 1), lines }
}

/**
 * Ten digits nobody can guess from another list's, for whoever scans them is taken for the member.
 * The same member, day and secret give the same digits unless they are taken.
 */
async function newNumber(connection: Connection, { memberId, today, secret }: { readonly memberId: string; readonly today: string; readonly secret: string }): Promise<string> {
  for (let attempt = 0; attempt < numberAttempts; attempt += 1) {
    const digest = createHmac('sha256', secret).update(`list:${memberId}:${today}:${attempt}`).digest()
    const number = String(digest.readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0')
    if (await takeListNumber(connection, { number, memberId, listId: `list-${number}` })) return number
  }
  assert(false, 'ten digits are too few for this many lists')
}
