// Entry of the device process: native modules live here, where they may hang or crash without costing a sale.
import { leaveNoDump } from './leave-no-dump.ts'
import type { UpMessage } from './process-messages.ts'
import { serveDevices } from './serve-devices.ts'

const closeTimeoutMs = 3000
/** A lane that takes no message any more is gone or stopped: when it goes on, it starts a fresh process. */
const maxUnsentCount = 5000

if (!process.send) {
  process.stderr.write('drivers/device-process.ts is started by the lane, with a message channel\n')
  process.exit(2)
}

let unsentCount = 0

function send(message: UpMessage): void {
  if (!process.connected) return
  if (++unsentCount > maxUnsentCount) process.exit(3)
  process.send?.(message, undefined, undefined, () => unsentCount--)
}

leaveNoDump()
serveDevices(
  {
    send,
    onMessage: (listener) => void process.on('message', listener),
    onEnd: (listener) => void process.on('disconnect', listener),
  },
  () => process.exit(0),
)
// A wire that does not close must not keep a process whose lane is gone.
process.on('disconnect', () => void setTimeout(() => process.exit(1), closeTimeoutMs).unref())
// The lane decides when its devices close: a Ctrl-C for the whole group must not take the printer from under a receipt.
process.on('SIGINT', () => undefined)
