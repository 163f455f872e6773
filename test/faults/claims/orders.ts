import { seededRandom } from '../../../drivers/simulator/seeded-random.ts'
import type { LaneMessage } from '../../../src/contract/store-network.ts'
import { openClaims, type Claims } from '../../../src/lane/store-network/open-claims.ts'
import type { Neighbour } from '../../../src/lane/store-network/open-talk.ts'

/** What came of lanes that all want one thing. */
interface Ended {
  readonly holders: number
  readonly asked: number
}

/** Picks one of so many. */
type Choose = (count: number) => number

const what = 'coupon:1'

/** All lanes want the same thing; `choose` says what happens next: who begins, and which message arrives. Nothing is lost. */
function playOnce(laneCount: number, choose: Choose): Ended {
  const lanes = Array.from({ length: laneCount }, (_, index): Neighbour => ({ journalId: `journal-${index}`, laneNumber: index + 1 }))
  const holders = new Set<string>()
  const steps: (() => void)[] = []
  const claims = new Map<string, Claims>()
  const post = (from: Neighbour, to: Neighbour, message: LaneMessage): void => void steps.push(() => claims.get(to.journalId)?.hear(from, message))
  for (const self of lanes) {
    const others = lanes.filter((lane) => lane !== self)
    const talk = {
      present: () => others,
      silent: () => [],
      tell: (message: LaneMessage) => others.forEach((other) => post(self, other, message)),
      send: (journalId: string, message: LaneMessage) => others.filter((other) => other.journalId === journalId).forEach((other) => post(self, other, message)),
    }
    // The waits of a claim never end here: every message arrives in the end.
    const own = openClaims({ talk: () => talk, self, holder: { isSpent: () => false, isHeld: () => holders.has(self.journalId) }, news: { through: () => 0, hasHeard: () => true }, clock: { now: () => '', after: () => () => {} }, newId: () => self.journalId })
    claims.set(self.journalId, own)
    steps.push(() => own.ask(what, (end) => void (end.kind === 'free' && holders.add(self.journalId))))
  }
  while (steps.length > 0) steps.splice(choose(steps.length), 1)[0]?.()
  return { holders: holders.size, asked: laneCount }
}

/** Every order in which two lanes may begin and their messages arrive; @returns how many there are, and what was wrong */
export function everyOrder(laneCount: number, most: number): { readonly count: number; readonly violations: string[] } {
  const violations = new Set<string>()
  let path: { taken: number; of: number }[] = []
  let count = 0
  for (;;) {
    let depth = 0
    const ended = playOnce(laneCount, (of) => {
      const step = path[depth] ?? { taken: 0, of }
      path[depth] = step
      depth += 1
      return step.taken
    })
    count += 1
    noteWrong(ended, violations)
    path = path.slice(0, depth)
    while (path.length > 0 && (path.at(-1)?.taken ?? 0) + 1 >= (path.at(-1)?.of ?? 0)) path.pop()
    const last = path.at(-1)
    if (!last || count >= most) return { count, violations: [...violations] }
    last.taken += 1
  }
}

/** So many orders drawn from the seed, of more lanes than all orders could be gone through. */
export function someOrders(laneCount: number, count: number, seed: number): string[] {
  const violations = new Set<string>()
  const draw = seededRandom(seed)
  for (let round = 0; round < count; round += 1) noteWrong(playOnce(laneCount, draw), violations)
  return [...violations]
}

function noteWrong({ holders, asked }: Ended, violations: Set<string>): void {
  if (holders > 1) violations.add(`${holders} of ${asked} lanes that asked each other have one coupon`)
  if (holders === 0) violations.add(`none of ${asked} lanes that asked each other has the coupon`)
}
