// Entry of the device process: native modules live here, where they may hang or crash without costing a sale.
import { leaveNoDump } from './leave-no-dump.ts'
import { serveDevices } from './serve-devices.ts'

const closeTimeoutMs = 3000

if (!process.send) {
  process.stderr.write('drivers/device-process.ts is started by the lane, with a message channel\n')
  process.exit(2)
}

leaveNoDump()
serveDevices(
  {
    send: (message) => void (process.connected && process.send?.(message)),
    onMessage: (listener) => void process.on('message', listener),
    onEnd: (listener) => void process.on('disconnect', listener),
  },
  () => process.exit(0),
)
// A wire that does not close must not keep a process whose lane is gone.
process.on('disconnect', () => void setTimeout(() => process.exit(1), closeTimeoutMs).unref())
// The lane decides when its devices close: a Ctrl-C for the whole group must not take the printer from under a receipt.
process.on('SIGINT', () => undefined)
