import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { WireConfig } from '../../src/contract/config.ts'
import type { Timers } from '../timers.ts'
import { troubleOf } from './trouble-of.ts'
import { watchDeviceFile } from './watch-device-file.ts'
import type { Link, LinkEvents } from './wire.ts'

type FileConfig = Extract<WireConfig, { kind: 'file' }>

const pollMs = 25
const readByteCount = 256

/**
 * Opens a USB printer through the kernel's printer class (`/dev/usb/lp0`).
 * Opened non-blocking: a printer without paper would otherwise hold a thread of ours until somebody brings a roll.
 */
export async function openFileLink(config: FileConfig, timers: Timers, events: LinkEvents): Promise<Link> {
  const file = await open(config.path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
  const life = { closed: false }
  let lastWrite: Promise<void> = Promise.resolve()
  const reading = keepReading(file, timers, events, life)
  const stopWatching = watchDeviceFile(config.path, timers, () => events.ended('unplugged', `${config.path} is gone`))
  return {
    write(bytes) {
      // One after the other: two that wait for the same printer would else arrive in slices of each other.
      const write = lastWrite.then(() => writeAll(file, timers, bytes, life))
      lastWrite = write.catch(() => undefined)
      return write
    },
    async close() {
      if (life.closed) return
      life.closed = true
      stopWatching()
      await reading
      await file.close()
    },
  }
}

interface Life {
  closed: boolean
}

async function keepReading(file: FileHandle, timers: Timers, events: LinkEvents, life: Life): Promise<void> {
  while (!life.closed) {
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(readByteCount), 0, readByteCount, null)
      if (bytesRead > 0) events.bytes(buffer.subarray(0, bytesRead))
      else await pause(timers)
    } catch (error) {
      if (!isNotReady(error)) return events.ended(troubleOf(error).trouble, troubleOf(error).detail)
      await pause(timers)
    }
  }
}

async function writeAll(file: FileHandle, timers: Timers, bytes: Buffer, life: Life): Promise<void> {
  let sentByteCount = 0
  while (sentByteCount < bytes.length) {
    if (life.closed) throw new Error('disconnected while writing')
    try {
      sentByteCount += (await file.write(bytes, sentByteCount)).bytesWritten
    } catch (error) {
      if (!isNotReady(error)) throw error
      await pause(timers)
    }
  }
}

function isNotReady(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK')
}

function pause(timers: Timers): Promise<void> {
  return new Promise((resume) => void timers.after(pollMs, resume))
}
