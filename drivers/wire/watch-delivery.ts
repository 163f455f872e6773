import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import type { Cancel, Timers } from '../timers.ts'

/** How often the kernel has sent the same bytes again without an answer; undefined where it does not tell. */
export type TriesOf = (socket: Socket) => Promise<number | undefined>

const lookEveryMs = 2000
/** The pauses between tries double from a fifth of a second: the sixth is after seven to thirteen seconds. */
const maxTryCount = 6

/**
 * Calls `gone` once when nothing of what was written is acknowledged any more.
 * Node cannot set TCP_USER_TIMEOUT, and keep-alive sleeps while bytes are under way.
 * A printer that is alive and takes no bytes acknowledges every question about it: that is not counted.
 * @returns stops looking
 */
export function watchDelivery(socket: Socket, { timers, triesOf }: { readonly timers: Timers; readonly triesOf: TriesOf }, gone: () => void): Cancel {
  let stopped = false
  let lookedAtByteCount = 0
  let cancel = timers.after(lookEveryMs, () => void look())

  async function look(): Promise<void> {
    // Nothing written since a look that found all acknowledged: nothing can be under way.
    const writtenByteCount = socket.bytesWritten
    const tryCount = writtenByteCount === lookedAtByteCount ? 0 : await triesOf(socket)
    if (stopped) return
    if (tryCount !== undefined && tryCount >= maxTryCount) return gone()
    if (tryCount === undefined) lookedAtByteCount = writtenByteCount
    cancel = timers.after(lookEveryMs, () => void look())
  }

  return () => {
    stopped = true
    cancel()
  }
}

/** As Linux tells it in /proc/net. */
export const triesBySystem: TriesOf = async (socket) => {
  const { localPort, remotePort } = socket
  if (localPort === undefined || remotePort === undefined) return undefined
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')))
  return triesIn(tables.join(''), localPort, remotePort)
}

/** @param table as in proc_net_tcp(5): addresses and ports are hexadecimal, `tx_queue:rx_queue`, `tr:when`, `retrnsmt` */
export function triesIn(table: string, localPort: number, remotePort: number): number | undefined {
  const ends = new RegExp(`:${hexPort(localPort)} [0-9A-F]+:${hexPort(remotePort)} [0-9A-F]{2} ([0-9A-F]{8}):[0-9A-F]{8} [0-9A-F]{2}:[0-9A-F]{8} ([0-9A-F]{8}) `)
  const [, queued = '0', tries = '0'] = ends.exec(table) ?? []
  // Nothing in the queue: all of it is acknowledged.
  return Number.parseInt(queued, 16) === 0 ? undefined : Number.parseInt(tries, 16)
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}
