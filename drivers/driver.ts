import type { DeviceTrouble } from '../src/contract/device-troubles.ts'
import type { DeviceMessage, DeviceOrder, DeviceOutcome, DeviceRole, DeviceState } from '../src/contract/devices.ts'

/** One device behind the contract. */
export interface Driver {
  /** Answered exactly once with an outcome, also when the device cannot do it. */
  order(order: DeviceOrder): void
  close(): Promise<void>
}

export type Send = (message: DeviceMessage) => void

/** Answers an order that this kind of device cannot do. */
export function refuse(send: Send, order: DeviceOrder, detail: string): void {
  send(outcomeOf(order, 'failed', detail))
}

export function outcomeOf(order: DeviceOrder, outcome: DeviceOutcome['outcome'], detail?: string): DeviceOutcome {
  return { type: 'outcome', orderId: order.orderId, outcome, ...(detail === undefined ? {} : { detail }) }
}

export interface StateTeller {
  tell(state: DeviceState['state'], trouble?: DeviceTrouble, detail?: string): void
  readonly state: DeviceState['state']
  readonly trouble: DeviceTrouble | undefined
}

/** Tells the lane how a device is, at start and at every change, and never the same twice in a row. */
export function openStateTeller(send: Send, device: string, role: DeviceRole): StateTeller {
  let state: DeviceState['state'] = 'away'
  let trouble: DeviceTrouble | undefined = 'connecting'
  const announce = (detail?: string): void => send({ type: 'state', device, role, state, ...(trouble === undefined ? {} : { trouble }), ...(detail === undefined ? {} : { detail: detail.slice(0, 200) }) })
  announce()
  return {
    tell(nextState, nextTrouble, detail) {
      if (nextState === state && nextTrouble === trouble) return
      state = nextState
      trouble = nextTrouble
      announce(detail)
    },
    get state() {
      return state
    },
    get trouble() {
      return trouble
    },
  }
}
