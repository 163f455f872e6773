import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import type { ReadStream } from 'node:tty'
import * as nodePty from '@lydell/node-pty'

/** A pseudo terminal: what is written to `path` by another program comes out here, and the other way round. */
export interface Pty {
  /** `/dev/pts/N` */
  readonly path: string
  onBytes(listener: (bytes: Buffer) => void): void
  write(bytes: Buffer): void
  /** Hangs up: a program that has `path` open sees its device disappear. */
  hangUp(): void
}

/** `open` is missing from the package's types; it makes a pair without starting a program. */
interface OpenPair {
  open(options: { encoding: null }): { readonly ptsName: string; readonly fd: number; readonly master: ReadStream; readonly slave: ReadStream }
}

/** Bytes waiting for a program that does not read; more are dropped, as a full cable would. */
const maxWaitingByteCount = 256 * 1024
const retryMs = 5

/** Opens a pseudo terminal that passes every byte as it is, in both directions. */
export function openPty(): Pty {
  const { ptsName: path, fd, master, slave } = (nodePty as unknown as OpenPair).open({ encoding: null })
  // The package reads the far end itself, which would steal bytes. We hold it open instead: without a holder,
  // every program that closes it would look like an unplug.
  const held = openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  slave.destroy()
  makeRaw(path)
  // EIO is how the kernel says that the far end is gone.
  master.on('error', () => undefined)
  const writer = openWriter(fd)
  let isUp = true
  return {
    path,
    onBytes: (listener) => void master.on('data', (bytes: Buffer) => listener(bytes)),
    write: (bytes) => writer.write(bytes),
    hangUp() {
      if (!isUp) return
      isUp = false
      writer.close()
      master.destroy()
      closeSync(held)
    },
  }
}

/**
 * Writes without ever waiting. A terminal holds a few kilobytes; Node's own stream would stop the whole process
 * until somebody reads them, and that may be this very process.
 */
function openWriter(fd: number): { write(bytes: Buffer): void; close(): void } {
  let waiting = Buffer.alloc(0)
  let timer: NodeJS.Timeout | undefined
  let isOpen = true

  function push(): void {
    timer = undefined
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(fd, waiting))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      timer = setTimeout(push, retryMs)
    }
  }

  return {
    write(bytes) {
      if (!isOpen || waiting.length + bytes.length > maxWaitingByteCount) return
      waiting = Buffer.concat([waiting, bytes])
      if (timer === undefined) push()
    },
    close() {
      isOpen = false
      clearTimeout(timer)
    },
  }
}

/** No echo, no line editing, no CR turned into LF. */
function makeRaw(path: string): void {
  const done = spawnSync('stty', ['-F', path, 'raw', '-echo'], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`stty could not set ${path} raw: ${done.stderr || String(done.error)}`)
}
