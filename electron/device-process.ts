import { openDevices } from '../drivers/host.ts'
import { leaveNoDump } from '../drivers/leave-no-dump.ts'
import { readProcessConfig } from './read-process-config.ts'
import type { FromDevices, ToDevices } from './messages.ts'
import { parentPort } from './parent-port.ts'

leaveNoDump()

/** The devices in a process of their own: a native module may hang or crash here without a sale being lost. */
const port = parentPort()
const devices = openDevices(readProcessConfig().devices)
devices.onMessage((message) => port.postMessage({ kind: 'device', message } satisfies FromDevices))
port.on('message', ({ data }: { data: ToDevices }) => {
  if (data.kind === 'order') devices.order(data.order)
  else void devices.close().then(() => process.exit(0))
})
