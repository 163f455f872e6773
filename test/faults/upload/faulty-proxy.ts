import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { readMessages, type MessageReader } from './read-messages.ts'

/** What happens to one exchange, a request and its reply. */
export type Fault = 'request-cut' | 'reply-lost' | 'reply-cut' | 'request-doubled' | 'reply-late' | 'reply-doubled' | 'request-flipped' | 'reply-flipped' | 'request-late' | 'silence'
const faults: readonly Fault[] = ['request-cut', 'reply-lost', 'reply-cut', 'request-doubled', 'reply-late', 'reply-doubled', 'request-flipped', 'reply-flipped', 'request-late', 'silence']

/** As late as a reply may come: so many exchanges after its own. */
const keptReplies = 6

export interface FaultyProxy {
  readonly url: string
  /** Of the exchanges that were watched, both directions, as the lane sees them. */
  readonly bytes: { up: number; down: number }
  readonly counts: Map<Fault | 'through', number>
  /** Faults in a thousand exchanges from now on. */
  perMille: number
  /** Head office is somewhere else from now on; nobody is told. */
  upstream: string
  close(): Promise<void>
}

export interface ProxyAsked {
  readonly upstream: string
  readonly perMille: number
  /** A whole number from 0 up to below `below`. */
  readonly random: (below: number) => number
  /** Requests of these paths are watched and disturbed; others pass. */
  readonly watched: RegExp
}

/** Stands between a lane and head office at the level of bytes: it knows of HTTP only where a message ends. */
export async function openFaultyProxy({ upstream, perMille, random, watched }: ProxyAsked): Promise<FaultyProxy> {
  const open = new Set<Socket>()
  const replies: Buffer[] = []
  let lateRequest: Buffer | undefined
  const server = createServer((lane) => {
    open.add(lane)
    lane.on('close', () => open.delete(lane)).on('error', () => lane.destroy())
    void serve(lane)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${port}`, bytes: { up: 0, down: 0 }, counts: new Map(), perMille, upstream,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy

  async function serve(lane: Socket): Promise<void> {
    const requests = readMessages(lane)
    for (;;) {
      const request = await requests.next()
      if (!request) return
      const path = /^\S+ (\S+)/.exec(request.subarray(0, 300).toString('latin1'))?.[1] ?? ''
      if (!watched.test(path)) await pass(request, lane).then((reply) => give(lane, reply), () => lane.destroy())
      else await exchange(lane, request)
    }
  }

  async function exchange(lane: Socket, request: Buffer): Promise<void> {
    const fault = random(1000) < proxy.perMille ? faults[random(faults.length)] : undefined
    proxy.counts.set(fault ?? 'through', (proxy.counts.get(fault ?? 'through') ?? 0) + 1)
    const cutAt = random(request.length)
    proxy.bytes.up += fault === 'request-cut' ? cutAt : request.length
    // One that was held back before arrives now, when nobody waits for it any more.
    if (lateRequest) void pass(lateRequest).catch(() => undefined)
    lateRequest = undefined
    const late = replies[random(Math.max(1, replies.length))]
    const reply = await replyTo(fault, request, cutAt, lane)
    if (reply) replies.push(reply)
    if (replies.length > keptReplies) replies.shift()
    if (!reply || fault === 'reply-lost') return void lane.destroy()
    if (fault === 'silence') return
    if (fault === 'reply-cut') return void lane.end(reply.subarray(0, random(reply.length)))
    const given = fault === 'reply-late' && late ? late : fault === 'reply-flipped' ? flipped(reply, random) : reply
    give(lane, given)
    if (fault === 'reply-doubled') give(lane, given)
  }

  function give(lane: Socket, reply: Buffer): void {
    proxy.bytes.down += reply.length
    if (!lane.destroyed) lane.write(reply)
  }

  /** @returns undefined where the request never arrived, or was not understood */
  async function replyTo(fault: Fault | undefined, request: Buffer, cutAt: number, lane: Socket): Promise<Buffer | undefined> {
    if (fault === 'request-cut') return void cutOff(request.subarray(0, cutAt))
    if (fault === 'request-late') {
      lateRequest = request
      return undefined
    }
    const sent = fault === 'request-flipped' ? flipped(request, random) : request
    const replies = await Promise.all([pass(sent, lane), ...(fault === 'request-doubled' ? [pass(sent)] : [])].map((reply) => reply.catch(() => undefined)))
    return replies[0]
  }

  /** @param lane whose patience ends the wait; without one, a second does */
  async function pass(request: Buffer, lane?: Socket): Promise<Buffer> {
    const { office, replies } = await reach()
    const end = (): void => void office.destroy()
    lane?.once('close', end)
    office.setTimeout(lane ? 60_000 : 1_000, end)
    office.write(request)
    const reply = await replies.next()
    lane?.off('close', end)
    end()
    if (!reply) throw new Error('head office ended the connection')
    return reply
  }

  async function reach(): Promise<{ readonly office: Socket; readonly replies: MessageReader }> {
    const { hostname, port: at } = new URL(proxy.upstream)
    const office = connect(Number(at), hostname)
    open.add(office)
    office.on('close', () => open.delete(office)).on('error', () => office.destroy())
    await once(office, 'connect')
    return { office, replies: readMessages(office) }
  }

  function cutOff(part: Buffer): void {
    reach().then(({ office }) => office.end(part), () => undefined)
  }
}

/** One bit of one byte: of the first line, of the beginning of the body, which says what the message is about, or of any other. */
function flipped(message: Buffer, random: (below: number) => number): Buffer {
  const body = message.indexOf('\r\n\r\n') + 4
  const at = [random(90), body + random(90), random(message.length)][random(3)] ?? 0
  const other = Buffer.from(message)
  const index = Math.min(at, message.length - 1)
  other[index] = (other[index] ?? 0) ^ (1 << random(7))
  return other
}
