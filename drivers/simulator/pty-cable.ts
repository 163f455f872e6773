import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { openPty, type Pty } from './open-pty.ts'

/**
 * A serial cable between a simulated device and the lane.
 * The lane opens `lanePath`; any program may play the device by writing to `outsidePath` (`printf '…\r' > …`).
 * Both are links that stay the same over unplugging.
 */
export interface PtyCable {
  readonly lanePath: string
  readonly outsidePath: string
  /** Sends as the device. Lost while unplugged, as on a real cable. */
  send(bytes: Buffer): void
  /** What the lane writes to the device; it also goes to `outsidePath`. */
  onBytes(listener: (bytes: Buffer) => void): void
  unplug(): void
  replug(): void
  readonly isPlugged: boolean
  close(): void
}

export function openPtyCable(lanePath: string): PtyCable {
  const outsidePath = `${lanePath}.outside`
  const outside = openPty()
  let lane: Pty | undefined
  let tellBytes: (bytes: Buffer) => void = () => undefined
  link(outside.path, outsidePath)
  outside.onBytes((bytes) => lane?.write(bytes))

  function replug(): void {
    if (lane) return
    lane = openPty()
    lane.onBytes((bytes) => {
      outside.write(bytes)
      tellBytes(bytes)
    })
    link(lane.path, lanePath)
  }

  function unplug(): void {
    rmSync(lanePath, { force: true })
    lane?.hangUp()
    lane = undefined
  }

  replug()
  return {
    lanePath,
    outsidePath,
    send: (bytes) => lane?.write(bytes),
    onBytes: (listener) => void (tellBytes = listener),
    unplug,
    replug,
    get isPlugged() {
      return lane !== undefined
    },
    close() {
      unplug()
      outside.hangUp()
      rmSync(outsidePath, { force: true })
    },
  }
}

/** Replaces a link in one step: whoever opens it sees the old end or the new one. */
function link(target: string, path: string): void {
  rmSync(`${path}.new`, { force: true })
  symlinkSync(target, `${path}.new`)
  renameSync(`${path}.new`, path)
}
