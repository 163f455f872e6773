import { connect, type Socket } from 'node:net'
import type { WireConfig } from '../../src/contract/config.ts'
import type { Timers } from '../timers.ts'
import { answerByteCount, connectBody, contextBody, disconnectBody, maxReplyByteCount, pcscCommand, pcscResult, readConnection, readReaders, transmitBody, versionBody, wordAt, writeRequest, type PcscCommand, type ReaderState } from './pcsc-messages.ts'
import { openReplyQueue, type ReplyQueue } from './pcsc-replies.ts'
import { troubleOf } from './trouble-of.ts'
import type { Link, LinkEvents } from './wire.ts'

type PcscConfig = Extract<WireConfig, { kind: 'pcsc' }>

/** Where the daemon listens; the variable is the one its own library looks at. */
const socketPath = (): string => process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm'
/** A card has this long for an answer; the daemon itself answers at once. */
const answerTimeoutMs = 5000
/** "Get data: UID" of PC/SC part 3. The only command that ever goes to a card: no application is selected, a bank's least of all. */
const getUid = Buffer.from([0xff, 0xca, 0x00, 0x00, 0x00])
const majorVersion = 4
/** Both ask and answer alike as far as we do; a daemon may insist on its own. */
const minorVersions: readonly number[] = [4, 5]

/**
 * Reads contactless cards through pcsclite's daemon, by its own socket: no native module, and no other program is kept
 * from the reader. Every card that is put on a reader gives one call of `bytes`: what the card answered with its
 * status word, or nothing where it was gone too soon.
 * @throws an error coded ENOENT when there is no such reader, or no daemon
 */
export async function openPcscLink(config: PcscConfig, timers: Timers, events: LinkEvents): Promise<Link> {
  const socket = await connected(connect({ path: socketPath() }))
  const replies = openReplyQueue(timers)
  const daemon = openDaemon(socket, replies)
  let cause = 'the card service closed the connection'
  let isClosed = false
  socket.on('data', (bytes) => replies.add(bytes))
  socket.on('error', (error) => (cause = error.message))
  socket.on('close', () => {
    replies.fail(Object.assign(new Error(cause), { code: 'EPIPE' }))
    if (!isClosed) events.ended('unplugged', cause)
  })
  try {
    const context = await greet(daemon)
    const readers = readReaders(await daemon.ask(pcscCommand.readersState, Buffer.alloc(0), answerByteCount.readers))
    if (ours(readers, config).length === 0) throw Object.assign(new Error(whyNone(readers, config)), { code: 'ENOENT' })
    void watchCards(daemon, { config, context, events }).catch((error: unknown) => {
      if (!isClosed) events.ended(troubleOf(error).trouble, troubleOf(error).detail)
    })
  } catch (error) {
    isClosed = true
    await closeSocket(socket)
    throw error
  }
  return {
    write: () => Promise.reject(new Error('nothing is written to a card')),
    close() {
      isClosed = true
      return closeSocket(socket)
    },
  }
}

interface Daemon {
  /** Sends a request and waits for an answer of this length. */
  ask(command: PcscCommand, body: Buffer, byteCount: number, data?: Buffer): Promise<Buffer>
  /** Waits for what comes by itself, for as long as it takes. */
  next(byteCount: number): Promise<Buffer>
}

function openDaemon(socket: Socket, replies: ReplyQueue): Daemon {
  return {
    ask(command, body, byteCount, data) {
      socket.write(writeRequest(command, body, data))
      return replies.take(byteCount, answerTimeoutMs)
    },
    next: (byteCount) => replies.take(byteCount, undefined),
  }
}

/** Agrees on a version and opens a context. @returns the context */
async function greet(daemon: Daemon): Promise<number> {
  const isAgreed = await agree(daemon)
  if (!isAgreed) throw new Error(`the card service speaks another protocol than ${majorVersion}.${minorVersions.join(` and ${majorVersion}.`)}`)
  const answer = await daemon.ask(pcscCommand.establishContext, contextBody(), answerByteCount.context)
  if (wordAt(answer, 2) !== pcscResult.done) throw new Error(`the card service gives no context (${hex(wordAt(answer, 2))})`)
  return wordAt(answer, 1)
}

async function agree(daemon: Daemon): Promise<boolean> {
  for (const minor of minorVersions) {
    const answer = await daemon.ask(pcscCommand.version, versionBody(majorVersion, minor), answerByteCount.version)
    if (wordAt(answer, 2) === pcscResult.done) return true
  }
  return false
}

interface Watch {
  readonly config: PcscConfig
  readonly context: number
  readonly events: LinkEvents
}

/** For ever: looks at the readers, reads new cards, waits for the next change. Rejects when the daemon or the reader is gone. */
async function watchCards(daemon: Daemon, { config, context, events }: Watch): Promise<never> {
  const handled = new Map<string, number>()
  for (;;) {
    const readers = ours(readReaders(await daemon.ask(pcscCommand.waitForChange, Buffer.alloc(0), answerByteCount.readers)), config)
    if (readers.length === 0) throw Object.assign(new Error('the reader is gone'), { code: 'ENODEV' })
    const fresh = readers.find(({ name, eventCount, hasCard }) => hasCard && handled.get(name) !== eventCount)
    if (!fresh) {
      await daemon.next(answerByteCount.change)
      continue
    }
    // Whether the daemon answers this or has told of a change just before: one message comes.
    await daemon.ask(pcscCommand.stopWaiting, Buffer.alloc(0), answerByteCount.change)
    handled.set(fresh.name, fresh.eventCount)
    events.bytes(await readUid(daemon, context, fresh.name))
  }
}

/** @returns what the card answered, empty when it did not */
async function readUid(daemon: Daemon, context: number, reader: string): Promise<Buffer> {
  const { card, protocol, result } = readConnection(await daemon.ask(pcscCommand.connect, connectBody(context, reader), answerByteCount.connect))
  if (result !== pcscResult.done) return Buffer.alloc(0)
  const answer = await transmit(daemon, card, protocol)
  await daemon.ask(pcscCommand.disconnect, disconnectBody(card), answerByteCount.disconnect)
  return answer
}

async function transmit(daemon: Daemon, card: number, protocol: number): Promise<Buffer> {
  const head = await daemon.ask(pcscCommand.transmit, transmitBody(card, protocol, getUid.length), answerByteCount.transmit, getUid)
  const byteCount = wordAt(head, 6)
  if (wordAt(head, 7) !== pcscResult.done) return Buffer.alloc(0)
  if (byteCount > maxReplyByteCount) throw new Error(`the card service announces ${byteCount} bytes`)
  return daemon.next(byteCount)
}

function ours(readers: readonly ReaderState[], { reader = '' }: PcscConfig): readonly ReaderState[] {
  return readers.filter(({ name }) => name.includes(reader))
}

function whyNone(readers: readonly ReaderState[], { reader }: PcscConfig): string {
  if (readers.length === 0) return 'the card service knows no reader'
  return `no reader called "${reader ?? ''}": there is ${readers.map(({ name }) => `"${name}"`).join(', ')}`
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((opened, failed) => {
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.removeListener('error', failed)
      opened(socket)
    })
  })
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    if (socket.closed) return closed()
    socket.once('close', () => closed())
    socket.destroy()
  })
}

function hex(result: number): string {
  return `0x${result.toString(16)}`
}
