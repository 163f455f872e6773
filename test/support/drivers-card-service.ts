import { createServer, type Socket } from 'node:net'

/** A stand-in for pcsclite's daemon on a unix socket, which speaks as version 1.9.9 was seen to. */
export interface CardService {
  /** Every command that went to a card, in hexadecimal. */
  readonly sentToCards: readonly string[]
  readonly clientCount: number
  /** Puts a card on a reader. @param uid hexadecimal; `mute` cards do not answer, others lack a UID */
  putOn(reader: string, card: { readonly uid?: string; readonly mute?: boolean }): void
  takeOff(reader: string): void
  plugIn(reader: string): void
  pullOut(reader: string): void
  /** Throws every client out, as a daemon that is stopped does. */
  dropClients(): void
  close(): Promise<void>
}

interface Reader {
  readonly name: string
  eventCount: number
  card: { readonly uid?: string; readonly mute?: boolean } | undefined
}

interface ServiceOptions {
  readonly readers?: readonly string[]
  /** Newest protocol it accepts, of 4. */
  readonly minor?: number
  /** Sends every answer byte by byte. */
  readonly dribbles?: boolean
}

const commandName: Readonly<Record<number, string>> = { 0x01: 'establish', 0x04: 'connect', 0x06: 'disconnect', 0x09: 'transmit', 0x11: 'version', 0x12: 'readers', 0x13: 'wait', 0x14: 'stop' }
const bodyByteCount: Readonly<Record<string, number>> = { establish: 12, connect: 152, disconnect: 12, transmit: 32, version: 12, readers: 0, wait: 0, stop: 0 }
const noSmartcard = 0x8010000c
const removedCard = 0x80100069
const noService = 0x8010001d

export async function openCardService(path: string, { readers: names = ['Reader A 00 00'], minor = 4, dribbles = false }: ServiceOptions = {}): Promise<CardService> {
  const readers: Reader[] = names.map((name) => ({ name, eventCount: 0, card: undefined }))
  const clients = new Set<Socket>()
  const waiting = new Set<Socket>()
  const handles = new Map<number, Reader>()
  const sentToCards: string[] = []

  const send = (socket: Socket, bytes: Buffer): void => {
    if (!dribbles) return void socket.write(bytes)
    for (const byte of bytes) socket.write(Buffer.from([byte]))
  }
  const changed = (): void => {
    for (const socket of waiting) send(socket, Buffer.alloc(8))
    waiting.clear()
  }

  function answer(socket: Socket, command: string, body: Buffer, data: Buffer): void {
    if (command === 'version') {
      const fits = body.readInt32LE(0) === 4 && body.readInt32LE(4) === minor
      return send(socket, words(4, minor, fits ? 0 : noService))
    }
    if (command === 'establish') return send(socket, words(2, 0x1234, 0))
    if (command === 'readers') return send(socket, readerStates(readers))
    if (command === 'wait') {
      waiting.add(socket)
      return send(socket, readerStates(readers))
    }
    if (command === 'stop') return waiting.delete(socket) ? send(socket, Buffer.alloc(8)) : undefined
    if (command === 'connect') {
      const reader = readers.find(({ name }) => name === body.toString('latin1', 4, body.indexOf(0, 4)))
      const card = handles.size + 100
      if (reader?.card) handles.set(card, reader)
      return send(socket, Buffer.concat([body.subarray(0, 140), words(reader?.card ? card : 0, 2, reader?.card ? 0 : noSmartcard)]))
    }
    if (command === 'disconnect') return send(socket, words(body.readUInt32LE(0), 0, 0))
    sentToCards.push(data.toString('hex'))
    const card = handles.get(body.readUInt32LE(0))?.card
    const reply = card?.mute ? undefined : card?.uid === undefined ? Buffer.from([0x6a, 0x81]) : Buffer.concat([Buffer.from(card.uid, 'hex'), Buffer.from([0x90, 0x00])])
    send(socket, Buffer.concat([body.subarray(0, 24), words(reply?.length ?? 0, card && reply ? 0 : removedCard), card && reply ? reply : Buffer.alloc(0)]))
  }

  const server = createServer((socket) => {
    clients.add(socket)
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clients.delete(socket)
      waiting.delete(socket)
    })
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, bytes])
      while (held.length >= 8) {
        const command = commandName[held.readUInt32LE(4)]
        // Like the daemon: a message of another length, or an unknown one, ends the conversation.
        if (command === undefined || held.readUInt32LE(0) !== bodyByteCount[command]) return void socket.destroy()
        const bodyEnd = 8 + (bodyByteCount[command] ?? 0)
        if (held.length < bodyEnd) return
        const dataEnd = bodyEnd + (command === 'transmit' ? held.readUInt32LE(8 + 12) : 0)
        if (held.length < dataEnd) return
        const [body, data] = [held.subarray(8, bodyEnd), held.subarray(bodyEnd, dataEnd)]
        held = held.subarray(dataEnd)
        answer(socket, command, body, data)
      }
    })
  })
  await new Promise<void>((listening) => server.listen(path, listening))
  const change = (name: string, card: Reader['card']): void => {
    const reader = readers.find((one) => one.name === name)
    if (!reader) throw new Error(`no reader ${name}`)
    reader.card = card
    reader.eventCount += 1
    changed()
  }

  return {
    sentToCards,
    get clientCount() {
      return clients.size
    },
    putOn: change,
    takeOff: (name) => change(name, undefined),
    plugIn(name) {
      readers.push({ name, eventCount: 0, card: undefined })
      changed()
    },
    pullOut(name) {
      readers.splice(readers.findIndex((reader) => reader.name === name), 1)
      changed()
    },
    dropClients: () => clients.forEach((socket) => socket.destroy()),
    async close() {
      clients.forEach((socket) => socket.destroy())
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

/** Sixteen places of 184 bytes: name, events, state, sharing, ATR with three bytes of padding, its length, protocol. */
function readerStates(readers: readonly Reader[]): Buffer {
  const answer = Buffer.alloc(16 * 184)
  readers.forEach((reader, index) => {
    const place = answer.subarray(index * 184, (index + 1) * 184)
    place.write(reader.name, 'latin1')
    place.writeUInt32LE(reader.eventCount, 128)
    place.writeUInt32LE(reader.card ? 0x34 : 0x02, 132)
  })
  return answer
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4))
  return bytes
}
