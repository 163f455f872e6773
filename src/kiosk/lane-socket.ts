import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { customerView, onlyLooks } from '../contract/customer-view.ts'
import type { AnswerFrame, CallFrame, NoticeFrame } from '../contract/frames.ts'
import type { LaneView } from '../contract/lane-view.ts'
import { faultAnswer, readCall } from '../contract/read-call.ts'
import type { ScreenLane } from './screen-lane.ts'
import { openCallAllowance } from './call-allowance.ts'
import type { Log } from './log.ts'
import { sameBytes } from './sessions.ts'
import type { Session } from './sessions.ts'
import { openViewSender } from './view-sender.ts'

export interface SocketTimes {
  /** The first frame must be in by then. */
  readonly helloMs: number
  /** A page that has not answered a ping until the next one is gone. */
  readonly pingEveryMs: number
}

/** Broken frames before the socket is closed: this is no page of ours. */
const maxBadFrames = 32
/** Unsent bytes at which sounds are dropped (a late beep misleads), and at which the page is given up. */
const soundDropBytes = 512 * 1024
const giveUpBytes = 8 * 1024 * 1024

const hello = z.strictObject({ type: z.literal('hello'), nonce: z.string().max(64) })

interface Parts {
  readonly socket: WebSocket
  readonly sessions: readonly Session[]
  readonly lane: ScreenLane
  readonly times: SocketTimes
  readonly log: Log
}

/** Serves one page from its hello to its end. The socket has passed the checks of Host, Origin and cookie. */
export function serveLaneSocket({ socket, sessions, lane, times, log }: Parts): void {
  const lateHello = setTimeout(() => socket.close(1008, 'no hello'), times.helloMs)
  keepAlive(socket, times.pingEveryMs)
  socket.on('error', (error) => log('socket-error', { message: error.message }))
  socket.once('close', () => clearTimeout(lateHello))
  socket.once('message', (data, binary) => {
    clearTimeout(lateHello)
    const said = hello.safeParse(readJson(data, binary))
    const session = said.success ? sessions.find(({ nonce }) => sameBytes(Buffer.from(nonce), Buffer.from(said.data.nonce))) : undefined
    if (session === undefined) {
      log('hello-refused')
      socket.close(1008, 'hello refused')
      return
    }
    log('page-connected', { page: session.page })
    sendNotices(socket, lane, session)
    takeCalls(socket, lane, session, log)
  })
}

function sendNotices(socket: WebSocket, lane: ScreenLane, session: Session): void {
  const seen = session.page === 'customer' ? customerView : (view: LaneView) => view
  const views = openViewSender({ send: (text, sent) => socket.send(text, sent) })
  const stopListening = lane.onNotice((notice: NoticeFrame) => {
    if (notice.name === 'view') views.show(seen(notice.body))
    else if (session.page === 'lane' && socket.bufferedAmount < soundDropBytes) socket.send(JSON.stringify(notice))
  })
  socket.once('close', stopListening)
  views.show(seen(lane.view()))
}

function takeCalls(socket: WebSocket, lane: ScreenLane, session: Session, log: Log): void {
  const allowed = openCallAllowance(() => performance.now())
  let badFrames = 0
  const answerTo = (raw: unknown): AnswerFrame => {
    const read = readCall(raw)
    if ('call' in read) return allowed() ? answerCall(lane, session, read.call) : faultAnswer(read.call.id, 'too many calls, slow down')
    badFrames += 1
    log('bad-frame', { page: session.page, count: badFrames })
    return read.fault
  }
  socket.on('message', (data, binary) => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify(answerTo(readJson(data, binary))))
    if (badFrames >= maxBadFrames) socket.close(1008, 'too many bad frames')
    else if (socket.bufferedAmount > giveUpBytes) socket.terminate()
  })
}

/** A lane that throws has found its own mistake: the process stops here and comes back from its journal. */
function answerCall(lane: ScreenLane, session: Session, { id, body }: CallFrame): AnswerFrame {
  if (session.page === 'customer') return onlyLooks(id)
  return { type: 'answer', id, outcome: lane.handle({ id, body }) }
}

/** @returns the parsed text, or undefined, which no schema accepts, for bytes and broken JSON */
function readJson(data: RawData, binary: boolean): unknown {
  if (binary || !Buffer.isBuffer(data)) return undefined
  try {
    return JSON.parse(data.toString('utf8'))
  } catch {
    return undefined
  }
}

function keepAlive(socket: WebSocket, pingEveryMs: number): void {
  let alive = true
  socket.on('pong', () => (alive = true))
  const timer = setInterval(() => {
    if (!alive) socket.terminate()
    alive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, pingEveryMs)
  socket.once('close', () => clearInterval(timer))
}
