import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import { sendAltered } from './altered-request.ts'
import { compareBooks } from './compare-books.ts'
import { openFaultyProxy, type FaultyProxy } from './faulty-proxy.ts'
import { openOfficeBuilding, type Office } from './open-office.ts'
import { openSendingLane, type SendingLane } from './sending-lane.ts'

interface Asked {
  readonly laneCount: number
  readonly salesPerLane: number
  /** At most so many sales in one commit. */
  readonly most: number
  /** Lanes that send at the same time. */
  readonly atOnce: number
  readonly perMille: number
  /** Head office knows so many; every second sale is one's. */
  readonly members: number
  readonly seed: number
  readonly folder: string
}

interface Disturbed {
  readonly saleCount: number
  /** Sales that head office counts. */
  readonly effectCount: number
  readonly exchangeCount: number
  readonly faultCount: number
  /** Bytes per sale against a lane whose line nobody disturbed. */
  readonly bytesTimes: number
  readonly salesPerSecond: number
  readonly violations: string[]
}

/** Real lanes send their sales to a real head office over lines that lose, cut, double, mix up and change what they carry. */
export async function runDisturbed({ laneCount, salesPerLane, most, atOnce, perMille, members, seed, folder }: Asked): Promise<Disturbed> {
  const building = await openOfficeBuilding(folder, () => '2026-03-02T12:00:00.000Z')
  const office = await building.open('lanewise', members)
  const violations = await sendAltered(office)
  const done: { readonly lane: SendingLane; readonly proxy: FaultyProxy }[] = []
  const oneLane = async (laneNumber: number, disturbed: number): Promise<void> => {
    const random = seededRandom(seed * 1000 + laneNumber)
    const proxy = await openFaultyProxy({ upstream: office.url, perMille: disturbed, random: seededRandom(seed * 7919 + laneNumber), watched: /^\/v1\/journals\// })
    const lane = openSendingLane({ folder, laneNumber, url: proxy.url, members })
    while (lane.saleCount < salesPerLane) {
      lane.sell(Math.min(1 + random(most), salesPerLane - lane.saleCount))
      if (!(await lane.drained(200))) violations.push(`lane ${laneNumber} did not get through`)
    }
    violations.push(...lane.stepsBack.slice(0, 3))
    done.push({ lane, proxy })
    await lane.settle()
    await proxy.close()
  }
  const undisturbedNumber = laneCount
  const startedAtMs = performance.now()
  const numbers = Array.from({ length: laneCount }, (_, index) => index + 1)
  const worker = async (): Promise<void> => {
    for (let laneNumber = numbers.shift(); laneNumber !== undefined; laneNumber = numbers.shift()) await oneLane(laneNumber, laneNumber === undisturbedNumber ? 0 : perMille)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const seconds = (performance.now() - startedAtMs) / 1000
  violations.push(...(await compareBooks(office, done.map(({ lane }) => lane))))
  const effectCount = (await office.crm.totals()).saleCount
  const plain = done.find(({ lane }) => lane.store.identity.laneNumber === undisturbedNumber)
  const others = done.filter((each) => each !== plain)
  const perSale = (lanes: typeof done): number => lanes.reduce((sum, { proxy }) => sum + proxy.bytes.up + proxy.bytes.down, 0) / (lanes.length * salesPerLane)
  const counts = others.flatMap(({ proxy }) => [...proxy.counts])
  const sum = (isFault: boolean): number => counts.reduce((total, [what, count]) => total + ((what !== 'through') === isFault ? count : 0), 0)
  await end(done, office, building.close, folder)
  return { saleCount: laneCount * salesPerLane, effectCount, exchangeCount: sum(true) + sum(false), faultCount: sum(true), bytesTimes: perSale(others) / perSale(plain ? [plain] : []), salesPerSecond: Math.round((laneCount * salesPerLane) / seconds), violations }
}

async function end(done: readonly { readonly lane: SendingLane }[], office: Office, close: () => Promise<void>, folder: string): Promise<void> {
  for (const { lane } of done) {
    lane.close()
    rmSync(join(folder, `lane-${lane.store.identity.laneNumber}`), { recursive: true })
  }
  await office.close()
  await close()
}
