import type { LaneConfig } from '../contract/config.ts'
import type { ViewDevice } from '../contract/lane-view.ts'
import type { CommandId, SaleId } from '../domain/ids.ts'
import type { Fact, FactOf } from '../domain/sale/facts.ts'
import type { CommandOutcome } from './command-outcome.ts'
import { commit } from './commit.ts'
import type { Hardware, OrderOutcome } from './hardware.ts'
import { laneLanguage } from './lane-view.ts'
import type { LaneState } from './lane-state.ts'
import type { Clock } from './real-clock.ts'
import { documentOf } from './receipts.ts'
import type { ReceiptFact } from './store/journal.ts'
import type { LaneStore } from './store/open-lane-store.ts'

/** At most so many receipts are printed at once after the printer was away. */
const maxHeldCount = 20

/** Receipts and the drawer: the intent is in the journal before a byte leaves, the outcome after. */
export interface Printing {
  /** Intents that belong into the same commit as a completed sale or a return. */
  factsFor(facts: readonly Fact[]): Fact[]
  /** Sends what the committed facts ask for. */
  begin(facts: readonly Fact[]): void
  reprint(commandId: CommandId): CommandOutcome
  openDrawer(commandId: CommandId): CommandOutcome
  deviceChanged(device: ViewDevice, before: ViewDevice | undefined): CommandOutcome
  /** A print that was asked for when the lane stopped may or may not be on paper: it becomes unknown. */
  recoverPrints(): CommandOutcome
}

interface Parts {
  readonly state: LaneState
  readonly store: LaneStore
  readonly config: LaneConfig
  readonly clock: Clock
  readonly newId: () => string
  readonly hardware: Hardware
  /** Runs what an outcome from a device asks for, like a command: guarded, shown, uploaded. */
  readonly settle: (step: () => CommandOutcome) => void
}

const ok: CommandOutcome = { outcome: { kind: 'ok' } }

/** Troubles that the strip has words of their own for. */
const troubleCodes: Readonly<Record<string, string>> = { 'paper-out': 'paper-out', 'paper-near-end': 'paper-near-end', 'open-too-long': 'drawer-open' }

function hasReceipt(fact: Fact): fact is ReceiptFact {
  return fact.kind === 'sale-completed' || fact.kind === 'sale-returned'
}

/** A roll near its end prints on. */
function canPrint({ state, trouble }: ViewDevice): boolean {
  return state === 'ready' || trouble === 'paper-near-end'
}

export function openPrinting(parts: Parts): Printing {
  const { state, store, config, newId, hardware, settle } = parts

  const ended = ({ printId, saleId }: FactOf<'print-asked'>, { outcome, detail }: OrderOutcome): void => {
    const result = outcome === 'done' ? 'printed' : outcome
    settle(() => {
      commit([{ kind: 'print-ended', printId, saleId, outcome: result, ...(detail === undefined ? {} : { detail }) }], newId() as CommandId, parts)
      if (result === 'printed') return { ...ok, stored: true }
      state.messages.say({ level: 'warn', code: `print-${result}`, data: { detail: detail ?? '' } })
      return { ...ok, stored: true, sounds: ['warn'] }
    })
  }

  const send = (asked: FactOf<'print-asked'>, fact: ReceiptFact): void => {
    if (!state.shop) return
    const seller = { laneNumber: config.laneNumber, cashierName: config.cashier.name, language: laneLanguage(state, config) }
    hardware.print(documentOf(fact, state.shop, seller, asked.copy), asked.printId, (outcome) => ended(asked, outcome))
  }

  const ask = (saleId: SaleId, copy: boolean): FactOf<'print-asked'> => ({ kind: 'print-asked', printId: newId(), saleId, copy })

  const pulseDrawer = (): void =>
    hardware.openDrawer(newId(), ({ outcome, detail }) => {
      if (outcome === 'done') return
      settle(() => {
        state.messages.say({ level: 'warn', code: 'drawer-failed', data: { detail: detail ?? '' } })
        return { ...ok, sounds: ['warn'] }
      })
    })

  /** Prints receipts that never reached the paper; they are originals still. */
  const printHeld = (): CommandOutcome => {
    const held = store.own.heldReceipts(maxHeldCount).map((saleId) => ask(saleId, false))
    if (held.length === 0) return ok
    commit(held, newId() as CommandId, parts)
    for (const asked of held) sendAgain(asked)
    return { ...ok, stored: true }
  }

  const sendAgain = (asked: FactOf<'print-asked'>): void => {
    const fact = store.journal.receiptOf(asked.saleId)
    if (fact) send(asked, fact)
  }

  const sayTrouble = (device: ViewDevice, outcome: CommandOutcome): CommandOutcome => {
    state.messages.say({ level: 'warn', code: troubleCodes[device.trouble ?? ''] ?? 'device-lost', data: { device: device.role, trouble: device.trouble ?? '' } })
    return { ...outcome, sounds: ['warn'] }
  }

  return {
    factsFor: (facts) =>
      facts.flatMap((fact): Fact[] => {
        if (!hasReceipt(fact)) return []
        const cash = fact.tenders.some((tender) => tender.tenderKind === 'cash')
        const reason = fact.kind === 'sale-completed' ? 'cash-sale' : 'cash-return'
        return [...(cash ? [{ kind: 'drawer-asked' as const, saleId: fact.saleId, reason } as const] : []), ask(fact.saleId, false)]
      }),
    begin(facts) {
      const receiptFact = facts.find(hasReceipt)
      for (const fact of facts) {
        if (fact.kind === 'drawer-asked') pulseDrawer()
        if (fact.kind === 'print-asked' && receiptFact) send(fact, receiptFact)
      }
    },
    reprint(commandId) {
      const newest = store.journal.withReceipt()
      if (!newest) return { outcome: { kind: 'refused', refusal: { refused: 'no-receipt-yet' } }, sounds: ['warn'] }
      // Only a receipt that surely never reached the paper is printed as an original again.
      const copy = store.own.prints(newest.fact.saleId).some((print) => print.outcome !== 'failed')
      const asked = ask(newest.fact.saleId, copy)
      commit([asked], commandId, parts)
      send(asked, newest.fact)
      return { ...ok, stored: true }
    },
    openDrawer(commandId) {
      commit([{ kind: 'drawer-asked', reason: 'no-sale' }], commandId, parts)
      pulseDrawer()
      return { ...ok, stored: true }
    },
    deviceChanged(device, before) {
      if (device.role === 'printer' && canPrint(device)) {
        const held = printHeld()
        return device.state === 'ready' ? held : sayTrouble(device, held)
      }
      if (device.state === 'ready') return ok
      if (before?.state !== 'ready' && device.state === 'away') return ok
      return sayTrouble(device, ok)
    },
    recoverPrints() {
      const open = store.own.openPrints()
      if (open.length === 0) return ok
      commit(open.map((print): Fact => ({ kind: 'print-ended', ...print, outcome: 'unknown', detail: 'the lane stopped while printing' })), newId() as CommandId, parts)
      state.messages.say({ level: 'warn', code: 'print-unknown', data: {} })
      return { ...ok, stored: true }
    },
  }
}
