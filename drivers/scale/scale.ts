import type { DeviceConfig } from '../../src/contract/config.ts'
import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'
import type { DeviceOrder } from '../../src/contract/devices.ts'
import { openStateTeller, outcomeOf, refuse, type Driver, type Send } from '../driver.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Wire } from '../wire/wire.ts'
import type { ScaleDetail, ScaleDialect, ScaleFinding, ScaleStep, ScaleTask } from './dialect.ts'

type ScaleConfig = Extract<DeviceConfig, { role: 'scale' }>
type ScaleOrder = Extract<DeviceOrder, { type: 'weigh' | 'zero-scale' }>

interface Parts {
  readonly config: ScaleConfig
  readonly wire: Wire
  readonly timers: Timers
  readonly send: Send
  readonly dialect: ScaleDialect
}

/** A scale that has not answered by then does not. */
const answerTimeoutMs = 1000
const againMs = 200
const confirmMs = 50
/** Between orders; more often while goods that were weighed may still lie there. */
const lookEveryMs = 1000
const lookOftenMs = 250
/** So many exchanges without an answer, and the link is taken for dead. */
const maxSilentCount = 3
/** Answers that may still be on their way from exchanges given up. */
const maxOwedCount = 3
const maxNetGrams = 99_999

/** The order in hand: one at most. */
interface Job {
  readonly order: ScaleOrder
  readonly task: ScaleTask
  readonly cancelDeadline: Cancel
  detail: ScaleDetail | undefined
  /** A weight that waits to be said twice. */
  candidateGrams: number | undefined
}

/**
 * A checkout scale on any wire.
 *
 * A weight is asked for after its order came: answers to older questions are thrown away. The scale is asked again until
 * its word is "stable" and above zero, or the order's time is over; the last thing it said is then the reason.
 * Goods that have not moved since they were weighed are not weighed again: the pan is looked at between orders, and until
 * it has been empty, in motion or otherwise loaded, the same weight is `same-weight`.
 * The tare of an item is taken off here, unless the scale has taken one off itself.
 */
export function openScale({ config, wire, timers, send, dialect }: Parts): Driver {
  const device = config.name
  const teller = openStateTeller(send, device, 'scale')
  let job: Job | undefined
  let asking = false
  let owedCount = 0
  let strayCount = 0
  let silentCount = 0
  let takenGrams: number | undefined
  let seen: ScaleFinding | undefined
  let care: DeviceTrouble | undefined
  let cancelAnswer: Cancel = () => undefined
  let cancelNext: Cancel = () => undefined

  function ask(): void {
    cancelNext()
    cancelAnswer()
    if (!wire.isOpen) return
    if (!job) owedCount = 0
    const steps = dialect.begin(job?.task ?? { kind: 'look' })
    if (steps === undefined) return void (job && finish(job, 'failed', 'unsupported'))
    asking = true
    cancelAnswer = timers.after(answerTimeoutMs, hearNothing)
    if (steps.length > 0) owedCount = Math.min(owedCount + 1, maxOwedCount)
    steps.forEach(perform)
  }

  function perform(step: ScaleStep): void {
    if (step.kind === 'found') return hear(step.finding)
    // What becomes of it shows in the answer, or in its absence.
    void (step.kind === 'send' ? wire.write(step.bytes) : wire.setFeature(step.bytes))
  }

  function askIn(delayMs: number): void {
    cancelNext()
    cancelNext = timers.after(delayMs, ask)
  }

  function hear(finding: ScaleFinding): void {
    owedCount = Math.max(owedCount - 1, 0)
    if (strayCount > 0) {
      strayCount--
      if (asking) ask()
      return
    }
    if (!asking && !dialect.speaksUnasked) return
    asking = false
    cancelAnswer()
    silentCount = 0
    seen = finding
    if (hasMoved(finding)) takenGrams = undefined
    if (job) work(job, finding)
    tellWell()
    if (!job && !dialect.speaksUnasked) askIn(takenGrams === undefined ? lookEveryMs : lookOftenMs)
  }

  /** Goods have come, gone or been exchanged since the last weighing. */
  function hasMoved(finding: ScaleFinding): boolean {
    if (finding.kind === 'weight') return finding.grams !== takenGrams
    return finding.kind === 'not-yet' && finding.detail !== 'bad-answer' && finding.detail !== 'same-weight'
  }

  function work(doing: Job, finding: ScaleFinding): void {
    switch (finding.kind) {
      case 'weight':
        return doing.task.kind === 'weigh' ? weigh(doing, finding, doing.task.tareGrams) : askIn(againMs)
      case 'zeroed':
        return finish(doing, 'done')
      case 'alive':
        return askIn(againMs)
      case 'not-yet':
        return waitOn(doing, finding.detail)
      case 'never':
        if (finding.detail === 'needs-secret' || finding.detail === 'wrong-secret') care = finding.detail
        return finish(doing, 'failed', finding.detail)
    }
  }

  function weigh(doing: Job, { grams, isNet }: Extract<ScaleFinding, { kind: 'weight' }>, tareGrams: number): void {
    if (grams === 0) return waitOn(doing, 'at-zero')
    if (!dialect.guardsSameGoods && grams === takenGrams) return waitOn(doing, 'same-weight')
    if (dialect.confirms && grams !== doing.candidateGrams) {
      doing.candidateGrams = grams
      return askIn(confirmMs)
    }
    const netGrams = isNet ? grams : grams - tareGrams
    if (netGrams < 1) return waitOn(doing, 'below-tare')
    if (netGrams > maxNetGrams) return waitOn(doing, 'over-capacity')
    takenGrams = grams
    care = undefined
    finish(doing, 'done', undefined, netGrams)
  }

  function waitOn(doing: Job, detail: ScaleDetail): void {
    doing.candidateGrams = undefined
    tellProgress(doing, detail)
    if (!dialect.speaksUnasked) askIn(againMs)
  }

  function tellProgress(doing: Job, detail: ScaleDetail): void {
    if (doing.detail === detail) return
    doing.detail = detail
    if (doing.order.type === 'weigh') send({ type: 'weigh-progress', device, orderId: doing.order.orderId, code: detail })
  }

  function hearNothing(): void {
    asking = false
    // It speaks when something changes: goods that lay there before have to be lifted once.
    if (dialect.speaksUnasked) return void (job && tellProgress(job, seen?.kind === 'weight' && seen.grams > 0 ? 'same-weight' : 'no-answer'))
    silentCount++
    if (silentCount > 1) teller.tell('away', 'no-answer', 'the scale does not answer')
    if (silentCount >= maxSilentCount) {
      silentCount = 0
      if (job) finish(job, 'failed', 'no-answer')
      return wire.reset('no-answer', 'the scale does not answer')
    }
    if (!job) return askIn(againMs)
    job.candidateGrams = undefined
    tellProgress(job, 'no-answer')
    ask()
  }

  function tellWell(): void {
    const trouble = care ?? (seen?.kind === 'not-yet' && (seen.detail === 'needs-zero' || seen.detail === 'scale-fault') ? seen.detail : undefined)
    teller.tell(trouble === undefined ? 'ready' : 'needs-care', trouble)
  }

  function finish(doing: Job, outcome: 'done' | 'failed', detail?: string, grams?: number): void {
    doing.cancelDeadline()
    cancelAnswer()
    // What is still on its way may take as long as any answer; only then the scale is looked at again.
    if (!dialect.speaksUnasked) askIn(asking ? answerTimeoutMs : lookOftenMs)
    asking = false
    job = undefined
    send({ ...outcomeOf(doing.order, outcome, detail), ...(grams === undefined ? {} : { weighed: { grams } }) })
  }

  function begin(order: ScaleOrder): void {
    if (job) finish(job, 'failed', 'replaced')
    strayCount = owedCount
    const doing: Job = {
      order,
      task: order.type === 'weigh' ? { kind: 'weigh', pricePerKgMinor: order.pricePerKgMinor, tareGrams: order.tareGrams } : { kind: 'zero' },
      cancelDeadline: timers.after(order.timeoutMs, () => finish(doing, 'failed', doing.detail ?? 'no-answer')),
      detail: undefined,
      candidateGrams: undefined,
    }
    job = doing
    ask()
  }

  wire.onBytes((bytes) => dialect.take(bytes).forEach(perform))
  wire.onState((state) => {
    cancelNext()
    cancelAnswer()
    asking = false
    owedCount = strayCount = silentCount = 0
    seen = undefined
    if (!state.open) {
      teller.tell('away', state.trouble, state.detail)
      if (job) finish(job, 'failed', state.trouble)
      return
    }
    dialect.restart(state.reportDescriptor).forEach(perform)
    if (!dialect.isUsable) return teller.tell('needs-care', 'unsupported', 'it has no weight to tell')
    if (dialect.speaksUnasked) teller.tell('ready')
    ask()
  })

  return {
    order(order) {
      if (order.type !== 'weigh' && order.type !== 'zero-scale') return refuse(send, order, 'unsupported')
      if (!dialect.isUsable && wire.isOpen) return refuse(send, order, 'unsupported')
      if (!wire.isOpen || teller.state === 'away') return refuse(send, order, teller.trouble ?? 'away')
      begin(order)
    },
    async close() {
      job?.cancelDeadline()
      cancelNext()
      cancelAnswer()
      await wire.close()
    },
  }
}
