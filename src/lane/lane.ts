import type { LaneConfig } from '../contract/config.ts'
import type { Devices } from '../contract/devices.ts'
import type { NoticeFrame } from '../contract/frames.ts'
import type { LaneCommand, LaneQuestion } from '../contract/lane-commands.ts'
import type { LaneSound, LaneView, ViewMessage } from '../contract/lane-view.ts'
import type { LaneNews } from '../contract/store-network.ts'
import type { CommandId } from '../domain/ids.ts'
import { answerQuestion } from './answer-question.ts'
import { carryOut } from './carry-out.ts'
import { done, type CommandOutcome, type LaneOutcome } from './command-outcome.ts'
import { openCustomerDisplays } from './customer-displays.ts'
import { openHardware } from './hardware.ts'
import { openPayment, recoverPayment, terminalChanged } from './paying.ts'
import { openPrinting } from './printing.ts'
import type { LaneContext } from './lane-context.ts'
import { fetchOwed, giveAway, parkedHere } from './hand-over.ts'
import { readDevice } from './read-device.ts'
import { loadShop } from './shop.ts'
import { laneLanguage, laneViewOf } from './lane-view.ts'
import { memberMoved, openBasket, openLaneState, repriceSale } from './lane-state.ts'
import type { Clock } from './real-clock.ts'
import { holderOf } from './store-network/holder-of.ts'
import { openStoreNetwork } from './store-network/open-store-network.ts'
import type { StoreWire } from './store-network/store-wire.ts'
import type { LaneStore } from './store/open-lane-store.ts'
import { StoreTrouble, storeTrouble } from './store/store-trouble.ts'
import { openTidying } from './tidy.ts'

/** The running lane: one writer, one command at a time, every answer given only after the disk has it. */
export interface Lane {
  /** Carries out a command or answers a question. The same command id twice changes nothing and gets the first answer. */
  handle(call: { readonly id: string; readonly body: LaneCommand | LaneQuestion }): LaneOutcome
  view(): LaneView
  /** Tells of every change and sound; the answer takes the listener off. */
  onNotice(listener: (notice: NoticeFrame) => void): () => void
  /** The feed has brought new settings or offers: taken over at once, or when the open sale ends. */
  shopChanged(): void
  /** Sync tells whether head office answers, and that the queue has moved. */
  syncChanged(online: boolean): void
  /** The lane writes another journal now: the other lanes are told. */
  journalChanged(): void
  /** Sync tells how far the lane's clock is ahead of head office's: shown, and used for nothing. */
  driftChanged(seconds: number): void
  /** Something a person has to look at; the sale goes on. */
  trouble(code: string, about: ViewMessage['data']): void
  close(): Promise<void>
}

export interface LaneParts {
  readonly config: LaneConfig
  readonly store: LaneStore
  readonly devices: Devices
  readonly clock: Clock
  /** Makes UUIDs. */
  readonly newId: () => string
  /** Called when facts wait for upload and no sale is open: a scan never shares the disk with the upload's answer. */
  readonly onFacts?: (() => void) | undefined
  /** To the other lanes of the store; without it this one asks nobody. */
  readonly wire?: StoreWire | undefined
}

export function openLane(parts: LaneParts): Lane {
  const { config, store, devices, clock, newId } = parts
  if (store.journal.lastNumber() === 0) openFirstPage(parts)
  const state = openLaneState(store, clock.now())
  const listeners = new Set<(notice: NoticeFrame) => void>()
  let edition = 0
  let online = false
  let driftSeconds: number | undefined
  let closed = false

  const hardware = openHardware({
    devices,
    clock,
    onReading: (reading) => finish(guarded(() => readDevice(reading, context))),
    onState(device, before) {
      // What to do about a terminal in mid-payment is on its own panel: "take cash" would be wrong there.
      if (device.role !== 'payment-terminal' || !openPayment(state)) settle(() => printing.deviceChanged(device, before))
      settle(() => terminalChanged(device, context))
    },
  })
  const view = (): LaneView => laneViewOf({ state, store, config, devices: hardware.states(), network, online, driftSeconds, at: clock.now() }, edition)
  const tell = (notice: NoticeFrame): void => listeners.forEach((listener) => listener(notice))
  const customer = openCustomerDisplays({ hardware, config, clock, newId })
  const changed = (sounds: readonly LaneSound[] = []): void => {
    edition += 1
    if (listeners.size === 0 && !customer.isThere()) return
    const body = view()
    customer.show(body, state.shop !== undefined)
    tell({ type: 'notice', name: 'view', body })
    for (const sound of sounds) tell({ type: 'notice', name: 'sound', body: sound })
  }
  const settle = (step: () => CommandOutcome): void => {
    if (!closed) finish(guarded(step))
  }
  const printing = openPrinting({ state, store, config, clock, newId, hardware, settle })
  const network = openStoreNetwork({
    wire: parts.wire,
    self: store.identity,
    records: store.network,
    holder: holderOf(state, store),
    clock,
    newId,
    guard: (step) => quietly(step),
    parkedHere: () => parkedHere({ state, store }),
    give(saleId, to, askId) {
      let given: ReturnType<typeof giveAway>
      settle(() => {
        given = giveAway(saleId, to, askId, context)
        return { ...done, stored: true }
      })
      return given
    },
    onOwed: (sale) => fetchOwed(sale, context),
    onNews: (news) => settle(() => takeNews(news, context)),
    onNeighbours: () => changed(),
  })
  const context = { state, store, config, clock, newId, hardware, printing, network, settle }

  /** The disk may fail under any command: it is then not taken, and the strip says what to do. Our own mistakes pass through and stop the lane. */
  const guarded = (step: () => CommandOutcome): CommandOutcome => {
    try {
      return step()
    } catch (error) {
      const trouble = storeTrouble(error, store.path)
      if (!(trouble instanceof StoreTrouble)) throw error
      if (trouble.code === 'io') store.reopen()
      state.messages.say({ level: 'stop', code: 'storage-failed', data: { reason: trouble.code, detail: trouble.message } })
      return { outcome: { kind: 'fault', message: trouble.message }, sounds: ['stop'] }
    }
  }

  /** For what people did not ask for: shown only where it goes wrong. */
  const quietly = (step: () => void): void => {
    if (closed) return
    const { outcome, sounds } = guarded(() => {
      step()
      return done
    })
    if (outcome.kind === 'fault') changed(sounds)
  }

  const finish = ({ outcome, sounds, stored }: CommandOutcome): LaneOutcome => {
    if (state.shopChanged && !openBasket(state)) takeOverShop()
    changed(sounds)
    if (stored) tidying.cancel()
    if (stored) tellLanes()
    if (stored && !openBasket(state)) {
      parts.onFacts?.()
      tidying.soon()
    }
    return outcome
  }

  /** Other lanes are told of what has ended and of what is parked: a scan into the sale that is open all the time is neither, and costs nothing here. */
  let toldAt = ''
  const tellLanes = (): void => {
    const openId = openBasket(state)?.saleId
    const standing = [openId ?? '', ...state.suspended.keys()].join()
    if (openId !== undefined && standing === toldAt) return
    toldAt = standing
    network.stored()
  }

  const tidying = openTidying({
    store,
    clock,
    quietly: (step) => quietly(step),
    onLowRoom(freeMb) {
      state.messages.say({ level: 'warn', code: 'storage-low', data: { freeMb } })
      changed(['warn'])
    },
  })

  const takeOverShop = (): void => {
    state.shop = loadShop(store.replica)
    state.shopChanged = false
    network.setSecret(state.shop?.settings.couponSecret)
    repriceSale(state, store, clock.now())
  }

  network.setSecret(state.shop?.settings.couponSecret)
  settle(printing.recoverPrints)
  settle(() => recoverPayment(context))
  hardware.begin()
  return {
    handle({ id, body }) {
      if (body.name === 'findItems' || body.name === 'showReceipt') return answerQuestion(body, context)
      if (store.journal.knows(id as CommandId)) return { kind: 'ok' }
      return finish(guarded(() => carryOut(body, id as CommandId, context)))
    },
    view,
    onNotice(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    shopChanged() {
      state.shopChanged = true
      if (!openBasket(state)) takeOverShop()
      changed()
    },
    syncChanged(nowOnline) {
      online = nowOnline
      changed()
    },
    journalChanged() {
      network.rename()
      changed()
    },
    driftChanged(seconds) {
      driftSeconds = seconds
      changed()
    },
    trouble(code, about) {
      state.messages.say({ level: 'warn', code, data: about })
      changed(['warn'])
    },
    async close() {
      tidying.cancel()
      network.close()
      await customer.close(laneLanguage(state, config))
      // What the devices answer while they close is still written down.
      await devices.close()
      closed = true
    },
  }
}

/** Other lanes have moved points or used coupons: what the open sale knew of its member may be out of date. */
function takeNews(news: readonly LaneNews[], { state, store, clock }: LaneContext): CommandOutcome {
  const memberId = openBasket(state)?.attached?.member.memberId
  if (memberId !== undefined && news.some((one) => one.memberId === memberId)) memberMoved(state, store, clock.now())
  return done
}

/** The first record of a journal says whose it is. @throws StoreTrouble where the disk does not take it: there is no lane yet */
function openFirstPage({ store, clock, newId }: LaneParts): void {
  const at = clock.now()
  const { storeId, laneNumber } = store.identity
  try {
    store.journal.append({ commandId: newId() as CommandId, at, facts: [{ kind: 'journal-opened', storeId, laneNumber, openedAt: at }] })
  } catch (error) {
    throw storeTrouble(error, store.path)
  }
}
