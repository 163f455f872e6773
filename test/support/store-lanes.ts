import { rmSync } from 'node:fs'
import { seededRandom } from '../../drivers/simulator/seeded-random.ts'
import { openMemoryNetwork, type MemoryNetwork, type MemoryNetworkParts } from './memory-network.ts'
import { openTestLane, type Rows, type TestLane } from './lane.ts'
import { playedTime, type PlayedTime } from './played-time.ts'

/** Real lanes of one store on a network in memory, on one clock. */
export interface StoreLanes {
  readonly lanes: TestLane[]
  readonly time: PlayedTime
  readonly network: MemoryNetwork
  /** Address of a lane on the network, by its place in `lanes`. */
  address(index: number): string
  /** The lane's process is killed and started again; its files stay. */
  restart(index: number): void
  kill(index: number): void
  end(): void
}

export type StoreLanesParts = Partial<Omit<MemoryNetworkParts, 'after' | 'random'>> & { readonly count: number; readonly rows: Rows; readonly seed?: number }

/** Long enough for every lane to have heard of every other. */
export const acquaintedMs = 2_500

export function openStoreLanes({ count, rows, seed = 1, ...parts }: StoreLanesParts): StoreLanes {
  const time = playedTime()
  const draw = seededRandom(seed)
  const network = openMemoryNetwork({ ...parts, after: (delayMs, deliver) => time.after(delayMs, deliver), random: () => draw(1_000_000) / 1_000_000 })
  const address = (index: number): string => `lane ${index + 1}`
  const lives: { isOver: boolean }[] = []
  const open = (index: number, more: { readonly dataDir?: string }): TestLane => {
    const life = { isOver: false }
    lives[index] = life
    return openTestLane(rows, { laneNumber: index + 1, clock: { at: time.at, now: () => time.now(), after: (delayMs, call) => time.after(delayMs, () => life.isOver || call()) }, journalId: `journal-${String(index + 1).padStart(2, '0')}`, wire: network.join(address(index)), ...more })
  }
  const lanes = Array.from({ length: count }, (_, index) => open(index, {}))
  time.pass(acquaintedMs)
  const kill = (index: number): void => {
    // Whoever joins under its address takes its place: what the dead process still had under way is heard by nobody.
    network.join(address(index)).close()
    const life = lives[index]
    if (life) life.isOver = true
    lanes[index]?.store.close()
  }
  return {
    lanes, time, network, address, kill,
    restart(index) {
      kill(index)
      const dataDir = lanes[index]?.dataDir
      if (dataDir !== undefined) lanes[index] = open(index, { dataDir })
    },
    end() {
      for (const lane of lanes) {
        lane.store.close()
        rmSync(lane.dataDir, { recursive: true, force: true })
      }
    },
  }
}

