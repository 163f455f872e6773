import type { UtilityProcess } from 'electron'
import type { CallFrame, LaneFrame } from '../src/contract/frames.ts'
import { keepProcess } from './keep-process.ts'
import type { FromDevices, FromLane, ToDevices, ToLane } from './messages.ts'

const closeMs = 6_000

export interface LaneLink {
  /** A call that meets a lane that is just starting is lost; the page sends it again, with the same id. */
  call(frame: CallFrame): void
  close(): Promise<void>
}

interface Parts {
  readonly forkLane: () => UtilityProcess
  readonly forkDevices: () => UtilityProcess
  readonly onFrame: (frame: LaneFrame) => void
  /** At every start of the lane process. */
  readonly onReady: () => void
  readonly log: (line: string) => void
}

/** The window process's line to the lane process and, behind it, the device process. Restarts either; a sale outlives both. */
export function openLaneLink({ forkLane, forkDevices, onFrame, onReady, log }: Parts): LaneLink {
  const lane = keepProcess<FromLane, ToLane>({
    fork: forkLane,
    onMessage(message) {
      if (message.kind === 'order') devices.send({ kind: 'order', order: message.order })
      else if (message.kind === 'frame') onFrame(message.frame)
      else {
        // Devices say how they are when they start: a lane that starts wants to hear it.
        devices.restart()
        onReady()
      }
    },
    onEnd: (code, againInMs) => log(`The lane process ended with code ${code}; it starts again in ${againInMs} ms and finds the sale in its journal.`),
  })
  const devices = keepProcess<FromDevices, ToDevices>({
    fork: forkDevices,
    onMessage: (message) => lane.send(message),
    onEnd(code, againInMs) {
      log(`The device process ended with code ${code}; it starts again in ${againInMs} ms.`)
      lane.send({ kind: 'devices-lost' })
    },
  })
  lane.restart()
  return {
    call: (frame) => lane.send({ kind: 'call', frame }),
    async close() {
      await lane.close({ kind: 'close' }, closeMs)
      await devices.close({ kind: 'close' }, closeMs)
    },
  }
}
