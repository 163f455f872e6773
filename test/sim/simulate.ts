import { rmSync } from 'node:fs'
import { openMemoryNetwork } from '../support/memory-network.ts'
import { auditEverything } from './audit.ts'
import { openBooks, type Books } from './books.ts'
import { simulationFolder } from './database-server.ts'
import { digestOf } from './digest.ts'
import { openNetwork } from './network.ts'
import { openOffice, type DatabaseServer } from './office.ts'
import { openPeople } from './people.ts'
import { runDay } from './run-day.ts'
import { runNight } from './run-night.ts'
import { planShop } from './shop.ts'
import { openSimLane } from './sim-lane.ts'
import { firstDay, type SimStore } from './sim-store.ts'
import { openTill } from './till.ts'
import { openWorld } from './world.ts'

export interface SimAsked {
  readonly seed: number
  readonly days: number
  readonly laneCount: number
  readonly servers: DatabaseServer
  /** Hears at the end of every day how many have passed. */
  readonly onDay: (days: number) => void
}

export interface SimResult extends Readonly<SimStore['counts']> {
  readonly violations: readonly string[]
  /** See `digestOf`; empty where something was wrong. */
  readonly digest: string
  readonly sales: number
  readonly returns: number
  /** Requests of lanes. */
  readonly calls: number
  /** Days until something was wrong; all of them where nothing was. */
  readonly days: number
}

/** So often everything is compared, besides the last day. */
const wholeAuditDays = 50

/** Runs a store for some days under one seed; ends with the first day on which something is wrong. */
export async function simulate({ seed, days, laneCount, servers, onDay }: SimAsked): Promise<SimResult> {
  const world = openWorld(seed, Date.parse(`${firstDay}T06:00:00.000Z`))
  const folder = simulationFolder()
  const isoNow = (): string => new Date(world.nowMs()).toISOString()
  const books = openBooks(() => isoNow().slice(0, 16))
  const deaf = hearBreaks(books)
  const office = await openOffice({ servers, now: isoNow, newId: () => world.newId(), onError: (line) => books.violation(`the CRM logged: ${line}`) })
  const network = openNetwork(world, (wire) => office.deliver(wire))
  const neighbours = openMemoryNetwork({ after: (delayMs, deliver) => world.after(delayMs, deliver), random: world.random.next, lost: 0.05, doubled: 0.05, longestMs: 40 })
  const [lists, shop] = [new Map<string, string>(), planShop(seed)]
  const tills = Array.from({ length: laneCount }, (_, index) => {
    const lane = openSimLane({ world, network, neighbours, folder, laneNumber: index + 1 })
    return { lane, till: openTill(world, lane, books) }
  })
  const store: SimStore = { world, network, neighbours, office, shop, books, people: openPeople(world.random, shop, lists), lists, tills, offlineUntil: new Map(), counts: { kills: 0, officeRestores: 0, diskRestores: 0, newDisks: 0, clockJumps: 0 } }
  try {
    const doneDays = await runDays(store, days, onDay)
    if (books.violations.length === 0 && books.sales.size === 0) books.violation('nothing was sold: there was nothing to see')
    return { violations: [...books.violations], digest: books.violations.length === 0 ? await digestOf(store) : '', sales: books.sales.size, returns: books.returns.size, calls: network.callCount(), days: doneDays, ...store.counts }
  } finally {
    for (const { lane } of tills) lane.kill()
    for (const { lane } of tills) lane.bury()
    network.close()
    await office.close()
    deaf()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runDays(store: SimStore, days: number, onDay: SimAsked['onDay']): Promise<number> {
  const { books } = store
  for (let day = 0; day < days; day += 1) {
    await dayAndNight(store, day, day === days - 1).catch((error: unknown) => books.violation(`the run broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`))
    if (books.violations.length > 0) return day + 1
    onDay(day + 1)
  }
  return days
}

async function dayAndNight(store: SimStore, day: number, isLast: boolean): Promise<void> {
  const { books, office, tills } = store
  await runDay(store, day, isLast)
  if (isLast || (day % wholeAuditDays === wholeAuditDays - 1 && store.offlineUntil.size === 0)) await auditEverything(books, office, tills.map(({ lane }) => lane))
  if (!isLast && books.violations.length === 0) await runNight(store, day)
}

/** What nobody catches would end a lane's process, or the CRM's. @returns takes the ear away */
function hearBreaks({ violation }: Books): () => void {
  const hear = (error: unknown): void => violation(`a program broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  process.on('unhandledRejection', hear).on('uncaughtException', hear)
  return () => void process.off('unhandledRejection', hear).off('uncaughtException', hear)
}
