import type { LaneCommand } from '../../src/contract/lane-commands.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import type { Fact } from '../../src/domain/sale/facts.ts'
import type { RunningLane } from '../../src/lane/run-lane.ts'
import type { Books } from './books.ts'
import type { Till } from './cashier.ts'
import type { LaneCall, SimLane } from './sim-lane.ts'
import type { World } from './world.ts'

/** A till with its lane, which may die at any moment and is then started again. */
export interface SimTill extends Till {
  /** The program is killed now, or inside the next step of some, and started again a little later. */
  killNow(): void
  killInNextStep(steps: ReadonlySet<LaneCommand['name']> | 'any'): void
  /** Starts the lane's program, and looks whether everything is there. */
  open(): void
}

export function openTill(world: World, lane: SimLane, books: Books): SimTill {
  const { random } = world
  const news: Fact[] = []
  let doomed: ReadonlySet<LaneCommand['name']> | 'any' | undefined
  let lastView: LaneView | undefined

  const pause = (ms: number): Promise<void> => new Promise((resolve) => { world.after(ms, resolve) })
  const observe = (running: RunningLane): void => void news.push(...books.observe(lane.laneNumber, running))
  const open = (): void => {
    if (lane.running()) return
    lane.start()
    const running = lane.running()
    if (!running) return
    books.started(lane.laneNumber, running)
    lastView = running.lane.view()
    observe(running)
  }
  const openSoon = (): unknown => world.after(random.whole(500, 5_000), open)
  const running = async (): Promise<RunningLane> => {
    for (;;) {
      const there = lane.running()
      if (there) return there
      await pause(400)
    }
  }
  const violation = (text: string): void => books.violation(`lane ${lane.laneNumber}: ${text}`)

  /** Kills and starts again in one go, to see what is left; the cashier gets it back a little later. */
  const compareAfter = (shown: readonly string[], check: (running: RunningLane) => void): void => {
    open()
    const there = lane.running()
    if (!there) return
    const found = screenOf(there.lane.view())
    if (!shown.includes(found)) violation(`the basket was ${shown.join(' or ')} and is ${found} after the start`)
    check(there)
  }

  const killDuring = (call: LaneCall): void => {
    const there = lane.running()
    if (!there) return
    const before = screenOf(there.lane.view())
    const known = there.store.journal.lastNumber()
    const written = (from: RunningLane): number => from.store.journal.recordsAfter(known, 1_000).filter(({ body }) => body.includes(call.id)).length
    let [after, count] = [before, 0]
    lane.killDuring(call, (finished) => {
      after = screenOf(finished.lane.view())
      count = written(finished)
    })
    compareAfter([before, after], (again) => {
      const left = written(again)
      if (left !== 0 && left !== count) violation(`${call.body.name} wrote ${count} facts, and ${left} of them are there after a power cut`)
    })
  }

  return {
    random, pause, open,
    async ask(body) {
      const call = { id: world.newId(), body }
      for (;;) {
        const { lane: asked } = await running()
        if (doomed === 'any' || doomed?.has(body.name)) {
          doomed = undefined
          killDuring(call)
          await pause(random.whole(200, 2_000))
          continue
        }
        const outcome = asked.handle(call)
        const there = lane.running()
        if (there) observe(there)
        if (outcome.kind === 'fault') violation(`${body.name}: ${outcome.message}`)
        return outcome
      }
    },
    view() {
      const there = lane.running()
      if (there) lastView = there.lane.view()
      if (!lastView) throw new Error('the till was never open')
      return lastView
    },
    news() {
      const there = lane.running()
      if (there) observe(there)
      return news.splice(0)
    },
    terminalHasPaid: () => lane.counter.newestHasPaid(),
    trouble: violation,
    killInNextStep: (steps) => { doomed = steps },
    killNow() {
      const there = lane.running()
      if (!there) return
      observe(there)
      const shown = screenOf(there.lane.view())
      lane.kill()
      if (random.percent(50)) compareAfter([shown], () => undefined)
      else openSoon()
    },
  }
}

/** What the basket on the screen holds; a finished sale is on no screen after a start. */
function screenOf({ sale }: LaneView): string {
  if (sale.kind !== 'open' && sale.kind !== 'tendering') return 'empty'
  return JSON.stringify([sale.basket.member?.displayName, ...sale.basket.lines.map(({ lineId, quantity, state }) => [lineId, Object.values(quantity), state])])
}
