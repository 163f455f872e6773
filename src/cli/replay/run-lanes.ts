import { createWriteStream, mkdirSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { LaneConfig } from '../../contract/config.ts'
import { supervise, type Supervised } from '../start/supervise.ts'
import { Trouble } from '../command.ts'
import { readLaneNews, type LaneJob, type LaneNews } from './lane-job.ts'
import type { ReplayBasket } from './replay-basket.ts'

/** What the lanes have told so far. */
export interface LanesProgress {
  /** Baskets behind each lane. */
  readonly soldCounts: number[]
  readonly waitingSaleCounts: number[]
  readonly scanMs: number[]
  readonly saleMs: number[]
  /** Steps a lane refused or could not do. */
  readonly troubles: string[]
  /** Facts nobody acknowledged in time, by lane. */
  readonly waitingFactCounts: number[]
}

interface Parts {
  /** One list per lane. */
  readonly hands: readonly (readonly ReplayBasket[])[]
  readonly folder: string
  readonly storeId: string
  readonly crm: { readonly url: string; readonly token: string }
  readonly tell: (line: string) => void
  readonly progress: LanesProgress
}

export interface RunningLanes {
  /** Resolves when every lane has sold and delivered everything. @throws Trouble when a lane keeps dying */
  readonly done: Promise<void>
  readonly dataDirs: readonly string[]
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('./replay-lane.ts', import.meta.url))
/** A lane that dies this often dies of the same thing every time. */
const maxCrashCount = 30
const readyMs = 90_000

export function emptyProgress(laneCount: number): LanesProgress {
  const zeros = (): number[] => Array.from({ length: laneCount }, () => 0)
  return { soldCounts: zeros(), waitingSaleCounts: zeros(), scanMs: [], saleMs: [], troubles: [], waitingFactCounts: zeros() }
}

/** Starts one process per lane and keeps each running until it is done. */
export async function runLanes(parts: Parts): Promise<RunningLanes> {
  const jobs = await Promise.all(parts.hands.map((baskets, index) => writeJob(baskets, index, parts)))
  const lanes = jobs.map((job, index) => superviseLane(job, index, parts))
  return {
    done: Promise.all(lanes.map(({ done }) => done)).then(() => undefined),
    dataDirs: jobs.map(({ config }) => config.dataDir),
    stop: async () => void (await Promise.all(lanes.map(({ lane }) => lane.stop()))),
  }
}

async function writeJob(baskets: readonly ReplayBasket[], index: number, { folder, storeId, crm }: Parts): Promise<LaneJob> {
  const dataDir = path.join(folder, `lane-${index + 1}`)
  mkdirSync(dataDir, { recursive: true })
  const basketsFile = path.join(dataDir, 'baskets.jsonl')
  const file = createWriteStream(basketsFile)
  for (const basket of baskets) if (!file.write(`${JSON.stringify(basket)}\n`)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
  const config: LaneConfig = { storeId, laneNumber: index + 1, dataDir, crm, kiosk: { port: 0 }, cashier: { cashierId: `replay-${index + 1}`, name: 'Replay' }, devices: [] }
  return { config, basketsFile }
}

function superviseLane(job: LaneJob, index: number, { tell, progress }: Parts): { readonly lane: Supervised<true>; readonly done: Promise<void> } {
  let resolve: () => void = () => undefined
  let reject: (error: Trouble) => void = () => undefined
  const done = new Promise<void>((resolveDone, rejectDone) => {
    resolve = resolveDone
    reject = rejectDone
  })
  const lastWords: string[] = []
  let crashCount = 0
  const hear = (line: string): void => {
    const news = readLaneNews(line)
    if (!news) return void lastWords.splice(0, lastWords.length, ...lastWords.slice(-7), line)
    if (news.news === 'done') resolve()
    take(news, index, progress)
  }
  const program = { name: `lane ${index + 1}`, command: process.execPath, args: [entry, JSON.stringify(job)], channel: true, stopMs: 5_000, readyMs, backoffMs: [100, 500, 2_000] }
  const lane = supervise<true>({ ...program, readReady: (line) => (readLaneNews(line)?.news === 'ready' ? true : undefined) }, {
    onReady: () => void (progress.soldCounts[index] = 0),
    onLine: hear,
    onCrash(how, againInMs) {
      crashCount += 1
      tell(`lane ${index + 1} ${how}; starting it again in ${againInMs} ms`)
      if (crashCount > maxCrashCount) reject(new Trouble(`lane ${index + 1} keeps dying: ${lastWords.join(' / ')}`))
    },
  })
  lane.firstReady.catch((error: unknown) => reject(new Trouble(`lane ${index + 1} does not start (${String(error)}): ${lastWords.join(' / ')}`)))
  return { lane, done }
}

function take(news: LaneNews, index: number, progress: LanesProgress): void {
  if (news.news === 'sold') {
    progress.soldCounts[index] = (progress.soldCounts[index] ?? 0) + news.basketCount
    progress.waitingSaleCounts[index] = news.waitingSaleCount
    for (const ms of news.scanMs) progress.scanMs.push(ms)
    for (const ms of news.saleMs) progress.saleMs.push(ms)
  }
  if (news.news === 'trouble') progress.troubles.push(`lane ${index + 1}: ${news.text}`)
  if (news.news === 'done') {
    progress.waitingSaleCounts[index] = 0
    progress.waitingFactCounts[index] = news.waitingFactCount
  }
}
