import { randomUUID } from 'node:crypto'
import { serveKiosk } from '../../../src/kiosk/serve-kiosk.ts'
import { connect, enter, type PageSocket } from '../../support/kiosk-page.ts'
import { makeScreens } from '../../support/kiosk-screens.ts'
import { openTestLane, type TestLane } from '../../support/lane.ts'
import { codes, rows } from '../../support/small-shop.ts'

/** Where the page ends: before it sends a scan, with it on its way, with its answer read; or while a scanner on a cable reads on. */
const pageEnds = ['before it is sent', 'before the answer', 'behind the answer', 'while a scanner reads'] as const

interface KilledPages {
  readonly violations: readonly string[]
  readonly killCount: number
  /** From the end of a page until the next has the basket. */
  readonly worstMs: number
}

const backWithinMs = 1_500

/** Rings up a basket through pages that end at every step; each next one sends again what was not answered, as the real page does. */
export async function killPages(roundCount: number): Promise<KilledPages> {
  const { screens, remove } = makeScreens()
  const lane = openTestLane(rows)
  const kiosk = await serveKiosk({ lane: lane.lane, port: 0, staticDir: screens, log: () => {} })
  const session = await enter(kiosk.ticketUrl('lane'))
  const violations: string[] = []
  let worstMs = 0
  let unitCount = 0
  let killCount = 0
  try {
    for (let round = 0; round < roundCount; round += 1) {
      for (const end of pageEnds) {
        const page = await connect(kiosk.url, session)
        await page.nextView()
        const unanswered = await scanAndEnd(page, lane, end)
        const endedMs = performance.now()
        const next = await connect(kiosk.url, session)
        await next.nextView()
        if (unanswered !== undefined) {
          next.send(unanswered)
          await answer(next)
        }
        next.socket.terminate()
        worstMs = Math.max(worstMs, performance.now() - endedMs)
        unitCount += 1
        killCount += 1
        const counted = await countOnNextPage(kiosk.url, session)
        if (counted !== unitCount) violations.push(`page ended ${end}: ${counted} units on the screen, ${unitCount} were scanned`)
        unitCount = counted
      }
    }
    if (worstMs > backWithinMs) violations.push(`the basket was back only after ${Math.round(worstMs)} ms`)
    return { violations, killCount, worstMs }
  } finally {
    await kiosk.close()
    lane.end()
    remove()
  }
}

/** @returns the call that the next page has to send again */
async function scanAndEnd(page: PageSocket, lane: TestLane, end: (typeof pageEnds)[number]): Promise<object | undefined> {
  const call = { type: 'call', id: randomUUID(), body: { name: 'scan', text: codes.yoghurt } }
  if (end === 'while a scanner reads') {
    page.socket.terminate()
    lane.devices.send({ type: 'scanned', device: 'scanner', text: codes.yoghurt, aim: ']E0' })
    return undefined
  }
  if (end === 'before it is sent') {
    page.socket.terminate()
    return call
  }
  page.send(call)
  if (end === 'before the answer') {
    // The lane has carried it out when its view says so; the page is gone before it reads anything.
    await new Promise<void>((resolve) => {
      const stop = lane.lane.onNotice(() => {
        stop()
        resolve()
      })
    })
    page.socket.terminate()
    return call
  }
  await answer(page)
  page.socket.terminate()
  return undefined
}

async function answer(page: PageSocket): Promise<void> {
  for (;;) if ((await page.next()).type === 'answer') return
}

async function countOnNextPage(url: string, session: Awaited<ReturnType<typeof enter>>): Promise<number> {
  const page = await connect(url, session)
  const { sale } = await page.nextView()
  page.socket.terminate()
  return sale.kind === 'open' ? sale.basket.totals.unitCount : 0
}
