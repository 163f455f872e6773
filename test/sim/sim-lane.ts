import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import { runLane, type RunningLane } from '../../src/lane/run-lane.ts'
import type { MemoryNetwork } from '../support/memory-network.ts'
import { openCounter, type Connection, type Counter } from './devices.ts'
import { copyDisk, exchangeDisk, tearStep } from './disk.ts'
import type { Network } from './network.ts'
import { laneToken } from './office.ts'
import { storeId } from './shop.ts'
import type { World } from './world.ts'

export interface LaneCall {
  readonly id: string
  readonly body: LaneCommand
}

/** One till of the store: its disk, its devices, and the lane's program, which may end in whatever way and start again. */
export interface SimLane {
  readonly laneNumber: number
  readonly counter: Counter
  /** The program; undefined while it does not run. */
  running(): RunningLane | undefined
  start(): void
  /** Ends the program as it should be ended. */
  stop(): Promise<void>
  /** The program is gone between two steps; the disk is as it lies. */
  kill(): void
  /** The power fails inside a step: nobody hears its answer. @param look sees the program that got to the end of it */
  killDuring(call: LaneCall, look: (finished: RunningLane) => void): void
  /** Keeps a copy of the disk of a program that does not run, or puts the last one back. */
  backUpDisk(): void
  restoreDisk(): boolean
  /** A new disk with nothing on it; the old one is kept. @returns the old one's folder */
  replaceDisk(): string
  /** Lets go of what killed programs had open. What they were writing comes to its end before, so only when much time has passed. */
  bury(): void
  /** How far its clock is ahead of the world's. */
  setClock(aheadMs: number): void
}

interface LaneParts {
  readonly world: World
  readonly network: Network
  /** The store's own network, on which lanes hear each other. */
  readonly neighbours: MemoryNetwork
  readonly folder: string
  readonly laneNumber: number
}

export function openSimLane({ world, network, neighbours, folder, laneNumber }: LaneParts): SimLane {
  const counter = openCounter(world)
  let diskCount = 1
  let lifeCount = 0
  let aheadMs = 0
  const graves: (() => void)[] = []
  let life: { readonly running: RunningLane; readonly devices: Connection; end(): void } | undefined

  const disk = (): string => join(folder, `lane-${laneNumber}`, `disk-${diskCount}`)
  const backup = join(folder, `lane-${laneNumber}`, 'backup')
  let hasBackup = false

  const start = (): void => {
    const host = `lane-${laneNumber}.life-${(lifeCount += 1)}`
    const devices = counter.connect()
    const wire = neighbours.join(wireAddress(laneNumber))
    let isOver = false
    const clock = {
      now: () => new Date(world.nowMs() + aheadMs).toISOString(),
      after: (delayMs: number, call: () => void) => world.after(delayMs, () => { if (!isOver) call() }),
    }
    const config = { storeId, laneNumber, dataDir: disk(), crm: { url: `http://${host}`, token: laneToken }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
    const running = runLane({ config, devices, clock, newId: () => world.newId(), wire })
    life = {
      running, devices,
      end() {
        isOver = true
        devices.end()
        wire.close()
        network.end(host)
      },
    }
  }
  /** Nobody of the old life is ever heard again. What it had begun ends on files that are nobody's any more. */
  const leaveDisk = (copied: string): void => {
    const { running } = life ?? {}
    life?.end()
    life = undefined
    const left = disk()
    graves.push(() => {
      running?.store.close()
      rmSync(left, { recursive: true, force: true })
    })
    diskCount += 1
    exchangeDisk(left, copied, disk())
  }
  const spare = (): string => join(folder, `lane-${laneNumber}`, 'as-it-lay')

  return {
    laneNumber, counter, start,
    running: () => life?.running,
    async stop() {
      const { running, end } = life ?? {}
      life = undefined
      await running?.close()
      end?.()
    },
    kill() {
      if (!life) return
      copyDisk(disk(), spare())
      leaveDisk(spare())
    },
    killDuring(call, look) {
      if (!life) return
      copyDisk(disk(), spare())
      life.devices.hold()
      life.running.lane.handle(call)
      look(life.running)
      if (tearStep(disk(), spare(), world.random) && world.random.percent(50)) life.devices.release()
      leaveDisk(spare())
    },
    backUpDisk() {
      copyDisk(disk(), backup)
      hasBackup = true
    },
    restoreDisk() {
      if (hasBackup) copyDisk(backup, disk())
      return hasBackup
    },
    replaceDisk() {
      const old = disk()
      diskCount += 1
      hasBackup = false
      return old
    },
    bury: () => graves.splice(0).forEach((bury) => bury()),
    setClock: (ms) => { aheadMs = ms },
  }
}

export function wireAddress(laneNumber: number): string {
  return `till-${laneNumber}`
}
