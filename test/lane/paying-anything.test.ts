import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noTerminalFaults, type PaymentTerminalFaults } from '../../drivers/simulator/payment-terminal-faults.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { cardMinor, openPayingLane, type PayingLane } from '../support/paying-lane.ts'

/** Something that happens at the lane, to the terminal or in between. Names are for the report of a failing seed. */
interface Happening {
  readonly name: string
  readonly happen: (lane: PayingLane) => void
}

const tendering = (lane: PayingLane): Extract<LaneView['sale'], { kind: 'tendering' }> | undefined => {
  const { sale } = lane.view()
  return sale.kind === 'tendering' ? sale : undefined
}

function sell(lane: PayingLane): void {
  if (!tendering(lane)) {
    lane.scan()
    lane.ask({ name: 'openTender' })
  }
}

const byCashier = fc.oneof(
  fc.integer({ min: 1, max: 499 }).map((amountMinor): Happening => ({ name: `card ${amountMinor}`, happen: (lane) => (sell(lane), void lane.ask({ name: 'payByCard', amountMinor })) })),
  fc.constant<Happening>({ name: 'card for the rest', happen: (lane) => (sell(lane), void lane.ask({ name: 'payByCard', amountMinor: tendering(lane)?.leftMinor ?? 1 })) }),
  fc.constant<Happening>({ name: 'give a tender back', happen: (lane) => void lane.ask({ name: 'returnTender', tenderId: tendering(lane)?.tenders[0]?.tenderId ?? 'none' }) }),
  fc.constantFrom<Happening>(
    { name: 'cash', happen: (lane) => void lane.ask({ name: 'takeCash', givenMinor: 70 }) },
    { name: 'cancel', happen: (lane) => void lane.ask({ name: 'cancelPayment' }) },
    { name: 'check', happen: (lane) => void lane.ask({ name: 'checkPayment' }) },
    { name: 'leave', happen: (lane) => void lane.ask({ name: 'leaveTender' }) },
    { name: 'void', happen: (lane) => void lane.ask({ name: 'voidSale' }) },
  ),
)

const trouble = fc.oneof(
  fc.tuple(fc.constantFrom('to-lane' as const, 'from-lane' as const), fc.integer({ min: 0, max: 330 })).map(([direction, byteCount]): Happening => ({ name: `cut ${direction} after ${byteCount}`, happen: ({ core }) => core.cutLinkAfter(direction, byteCount) })),
  fc.record<Partial<PaymentTerminalFaults>>({
    answer: fc.constantFrom('approve', 'approve', 'approve', 'decline', 'wrong-currency'),
    slowMs: fc.constantFrom(0, 0, 700, 4_000, 30_000, 100_000),
    segments: fc.constantFrom('whole', 'bytes', 'glued'),
    whenLinkLost: fc.constantFrom('goes-on', 'stops'),
    whenUnacknowledged: fc.constantFrom('keeps', 'reverses'),
    busy: fc.constantFrom(false, false, false, true),
    deaf: fc.constantFrom(false, false, false, false, true),
  }).map((faults): Happening => ({ name: JSON.stringify(faults), happen: ({ core }) => core.set(faults) })),
  fc.constantFrom<Happening>(
    { name: 'link dropped', happen: ({ core }) => core.dropLink() },
    { name: 'terminal off and on', happen: ({ core }) => core.power() },
    { name: 'customer cancels', happen: ({ core }) => core.cancel() },
    { name: 'lane killed', happen: (lane) => lane.killLane() },
    { name: 'device process killed', happen: (lane) => lane.killDevices() },
    { name: 'disk full once', happen: (lane) => lane.failDiskOnce() },
  ),
)

/** A customer who takes her time: what comes next falls into her payment. */
const slowCustomer = fc.tuple(fc.integer({ min: 1, max: 499 }), fc.constantFrom(700, 4_000, 30_000)).map(([amountMinor, slowMs]): Happening => ({
  name: `card ${amountMinor} in ${slowMs} ms`,
  happen: (lane) => {
    lane.core.set({ slowMs })
    sell(lane)
    lane.ask({ name: 'payByCard', amountMinor })
  },
}))

const happening = fc.oneof({ weight: 3, arbitrary: byCashier }, { weight: 3, arbitrary: slowCustomer }, { weight: 4, arbitrary: trouble })
const schedule = fc.array(fc.tuple(happening, fc.constantFrom(0, 1, 300, 1_000, 2_500, 8_000)), { minLength: 5, maxLength: 25 })

/** Everything works again, and whoever has to be asked is asked. */
async function heal(lane: PayingLane): Promise<void> {
  lane.core.set(noTerminalFaults)
  for (let round = 0; round < 400 && (tendering(lane)?.payment || lane.core.isAtWork); round++) {
    await lane.timers.pass(1_000)
    // Only a full disk needs a hand: nothing tells the lane that there is room again.
    if (round % 20 === 19) lane.ask({ name: 'checkPayment' })
  }
}

async function play(seed: number, happenings: readonly (readonly [Happening, number])[]): Promise<void> {
  const lane = openPayingLane(seed)
  try {
    await lane.timers.pass(2_000)
    for (const [{ happen }, thenMs] of happenings) {
      happen(lane)
      await lane.timers.pass(thenMs)
    }
    await heal(lane)
    const facts = lane.facts()
    const askedCount = facts.filter((fact) => fact.kind === 'payment-asked').length
    expect({ openPayment: tendering(lane)?.payment, cardMinor: cardMinor(facts) }).toEqual({ openPayment: undefined, cardMinor: lane.core.book.chargedMinor })
    expect(lane.core.book.authorisationCount).toBeLessThanOrEqual(askedCount)
    expect(facts.some((fact) => fact.kind === 'payment-ended' && fact.settledBy !== undefined)).toBe(false)
  } finally {
    lane.end()
  }
}

test.each([1, 2, 3])('whatever is cut, killed, slow or cancelled, whenever (seed %i): the terminal\'s book and the lane\'s journal hold the same card money, and nobody had to guess', async (seed) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), schedule, (terminalSeed, happenings) => play(terminalSeed, happenings)),
    { seed, numRuns: 30 },
  )
}, 120_000)
