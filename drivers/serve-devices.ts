import { access } from 'node:fs/promises'
import type { Devices } from '../src/contract/devices.ts'
import { openDevices } from './host.ts'
import { downMessage, type Port } from './process-messages.ts'

/**
 * Opens devices for whoever is at the other end of a port, and closes them when it says so or is gone.
 * A message of the wrong shape is our own mistake: it throws, and the process stops and is started again.
 * @param onClosed called when every wire is closed
 */
export function serveDevices(port: Port, onClosed: () => void): void {
  let devices: Devices | undefined
  let closing = false

  async function close(): Promise<void> {
    if (closing) return
    closing = true
    await devices?.close()
    onClosed()
  }

  port.onMessage((raw) => {
    const message = downMessage.parse(raw)
    if (closing) return
    switch (message.type) {
      case 'configure':
        devices = openDevices(message.configs)
        devices.onMessage((up) => port.send({ type: 'message', message: up }))
        return
      case 'order':
        devices?.order(message.order)
        return
      case 'ping':
        void threadAnswers().then(() => port.send({ type: 'pong' }))
        return
      case 'close':
        void close()
    }
  })
  port.onEnd(() => void close())
}

/**
 * Resolves when a thread of the pool has done something. Opening and draining ports goes by these threads: with each of
 * them stuck in a driver of the operating system, no device works while the event loop turns as if nothing were wrong.
 */
async function threadAnswers(): Promise<void> {
  await access('/').catch(() => undefined)
}
