import { leaveNoDump } from '../drivers/leave-no-dump.ts'
import { startLane } from '../src/lane/start-lane.ts'
import { bridgeDevices } from './bridged-devices.ts'
import type { FromLane, ToLane } from './messages.ts'
import { parentPort } from './parent-port.ts'
import { readProcessConfig } from './read-process-config.ts'

leaveNoDump()

/** The lane in a process of its own: a window that hangs or a device that crashes takes no sale with it. */
const port = parentPort()
const tell = (message: FromLane): void => port.postMessage(message)
const devices = bridgeDevices((order) => tell({ kind: 'order', order }))
const { lane, close } = await startLane({ config: readProcessConfig(), devices })

lane.onNotice((frame) => tell({ kind: 'frame', frame }))
port.on('message', ({ data }: { data: ToLane }) => {
  switch (data.kind) {
    case 'call':
      return tell({ kind: 'frame', frame: { type: 'answer', id: data.frame.id, outcome: lane.handle(data.frame) } })
    case 'device':
      return devices.deliver(data.message)
    case 'devices-lost':
      return devices.lost()
    case 'close':
      return void close().then(() => process.exit(0))
  }
})
tell({ kind: 'ready' })
tell({ kind: 'frame', frame: { type: 'notice', name: 'view', body: lane.view() } })
