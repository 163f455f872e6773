import { z } from 'zod'
import { devicesConfig } from '../src/contract/config.ts'
import { deviceMessage, deviceOrder } from '../src/contract/devices.ts'

/** What goes down to the device process. `configure` comes first and once. */
export const downMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('configure'), configs: devicesConfig }),
  z.object({ type: z.literal('order'), order: deviceOrder }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('close') }),
])
export type DownMessage = z.infer<typeof downMessage>

/** What comes up from it. A `pong` says that its event loop turns and its threads are not all stuck: a native module may hang. */
export const upMessage = z.union([z.object({ type: z.literal('message'), message: deviceMessage }), z.object({ type: z.literal('pong') })])
export type UpMessage = z.infer<typeof upMessage>

/** A line to the other process: child_process IPC, or any message port. */
export interface Port {
  send(message: UpMessage): void
  onMessage(listener: (message: unknown) => void): void
  /** The other side is gone, however that came. */
  onEnd(listener: () => void): void
}
