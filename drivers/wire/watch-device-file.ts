import { lstat, stat } from 'node:fs/promises'
import type { Cancel, Timers } from '../timers.ts'

const lookEveryMs = 250

/**
 * Calls `gone` once when `path` leads to no device any more, or to another one.
 * A hung-up terminal or printer reads as nothing for ever, which looks like a quiet device.
 * @returns stops looking
 */
export function watchDeviceFile(path: string, timers: Timers, gone: () => void): Cancel {
  let first: string | undefined
  let stopped = false
  let cancel: Cancel = () => undefined

  async function look(): Promise<void> {
    const present = await identityOf(path)
    if (stopped) return
    first ??= present
    if (present !== first || present === 'none') return gone()
    cancel = timers.after(lookEveryMs, () => void look())
  }

  void look()
  return () => {
    stopped = true
    cancel()
  }
}

/** Device and inode; and the inode of the link to it, which is new after every replug even where the device's number is not. */
async function identityOf(path: string): Promise<string> {
  const both = await Promise.all([stat(path), lstat(path)]).catch(() => undefined)
  return both ? `${both[0].rdev}:${both[0].ino}:${both[1].ino}` : 'none'
}
