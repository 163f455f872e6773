import type { ItemId } from '../../../src/domain/ids.ts'
import { demoRandom } from '../../../src/crm/demo/demo-random.ts'
import { openLaneStore, type LaneStore } from '../../../src/lane/store/open-lane-store.ts'
import { downloadChanges } from '../../../src/lane/sync/download.ts'
import { FeedRefused } from '../../../src/lane/sync/trusted-feed.ts'
import { testSettings } from '../../support/lane.ts'
import { playFeed, type PlayedFeed } from '../../support/played-feed.ts'
import { anItem } from '../../support/sale.ts'
import type { RowResult } from '../fault-row.ts'
import { attacks, type Past } from './attacks.ts'

const itemCount = 30
const asker = { storeId: testSettings.storeId, nonce: 'the attacker asked this himself' }

interface AttackRun {
  readonly attackCount: number
  readonly seed: number
  readonly folder: string
}

/** Sends a lane what is not head office's, or not now, or not for it, and looks at what it sells by afterwards. */
export async function attackFeed({ attackCount, seed, folder }: AttackRun): Promise<RowResult> {
  const random = demoRandom(seed)
  const store = openLaneStore({ dataDir: folder, lane: { storeId: testSettings.storeId, laneNumber: 1 } })
  const office = playFeed()
  const violations: string[] = []
  office.publish('settings', [{ key: 'store', body: testSettings }])
  const publish = (): void => {
    const first = random.whole(0, itemCount - 1)
    office.publish('items', [first, (first + 1) % itemCount].map((index) => itemRow(index, random.whole(100, 999))))
  }
  for (let count = 0; count < itemCount; count += 1) publish()
  await downloadChanges({ store, crm: { feed: office } })
  for (let count = 0; count < attackCount && violations.length < 20; count += 1) {
    const attack = attacks[(count + seed) % attacks.length]
    if (!attack) break
    const backup = office.copy()
    const past = await writtenDown(office, store, publish)
    if (attack.isOnLoading) {
      await downloadChanges({ store, crm: { feed: office } })
      backup()
    }
    publish()
    const before = contents(store)
    const outcome = await downloadChanges({ store, crm: { feed: attack.between(office, random, past) } }).then(() => 'taken' as const, (error: unknown) => error)
    if (outcome === 'taken') violations.push(`${attack.name} was taken`)
    else if (!(outcome instanceof FeedRefused)) violations.push(`${attack.name} ended with ${String(outcome)}`)
    if (contents(store) !== before) violations.push(`${attack.name} was taken: what the lane sells by has changed`)
    await downloadChanges({ store, crm: { feed: office } })
    if (contents(store) !== await contentsOf(office)) violations.push(`after ${attack.name} what the lane sells by is not what head office has`)
  }
  store.close()
  return { figure: `${attackCount.toLocaleString('en')} attacks of ${attacks.length} kinds, ${violations.length} accepted`, violations }
}

/** Signed answers from before the next publication, to the very question the lane is about to ask, but for its number. */
async function writtenDown(office: PlayedFeed, store: LaneStore, publish: () => void): Promise<Past> {
  const manifest = await office.manifest(asker)
  publish()
  return { manifest, page: await office.page({ ...asker, topic: 'items', from: store.replica.place('items') }) }
}

function itemRow(index: number, priceMinor: number): { readonly key: string; readonly body: unknown } {
  const body = anItem({ itemId: `i${index}` as ItemId, gtins: [String(95_212_340_000_000 + index)], prices: [{ fromDay: '2026-01-01', priceMinor }] })
  return { key: body.itemId, body }
}

function contents({ replica }: LaneStore): string {
  return replica.findItems('', 1000).map(({ itemId, prices }) => `${itemId} ${prices[0]?.priceMinor}`).sort().join()
}

async function contentsOf(office: PlayedFeed): Promise<string> {
  const prices = new Map<string, string>()
  const { topics } = JSON.parse((await office.manifest(asker)).text) as { topics: { topic: string; chunks: string[] }[] }
  for (const hash of topics.find(({ topic }) => topic === 'items')?.chunks ?? []) {
    for (const line of ((await office.chunk(hash)) ?? '').split('\n').slice(0, -1)) {
      const { itemId, prices: [step] } = JSON.parse(line.slice(line.indexOf('\t'))) as { itemId: string; prices: { priceMinor: number }[] }
      prices.set(itemId, `${itemId} ${step?.priceMinor}`)
    }
  }
  return [...prices.values()].sort().join()
}
