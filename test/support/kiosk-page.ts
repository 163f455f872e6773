import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { answerFrame, noticeFrame } from '../../src/contract/frames.ts'
import type { AnswerFrame, LaneFrame } from '../../src/contract/frames.ts'
import type { LaneView } from '../../src/contract/lane-view.ts'

export interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One plain HTTP request whose headers, Host included, are all the caller's. */
export async function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const asked = request(url, { method, headers, agent: false })
  asked.end()
  const response = await new Promise<IncomingMessage>((resolve, reject) => asked.once('response', resolve).once('error', reject))
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
}

export interface OpenedPage {
  readonly cookie: string
  readonly nonce: string
  readonly html: Got
}

/** Goes in with a ticket as a browser does: cookie, clean address, nonce from the page. */
export async function enter(ticketUrl: string): Promise<OpenedPage> {
  const door = await get(ticketUrl)
  const cookie = String(door.headers['set-cookie']?.[0]).split(';')[0] ?? ''
  const html = await get(new URL(String(door.headers.location), ticketUrl).href, { cookie })
  return { cookie, nonce: nonceIn(html.text), html }
}

export function nonceIn(html: string): string {
  return /<meta name="lanewise-nonce" content="([\w-]+)">/.exec(html)?.[1] ?? 'none'
}

const laneFrame = z.union([answerFrame, noticeFrame])
const viewNotice = noticeFrame.options[0]

export interface PageSocket {
  readonly socket: WebSocket
  send(frame: unknown): void
  /** The next frame that arrived or arrives. */
  next(): Promise<LaneFrame>
  /** The same, where it must be the view, or an answer. */
  nextView(): Promise<LaneView>
  nextAnswer(): Promise<AnswerFrame>
  /** The code the server closes with. */
  closed(): Promise<number>
}

/** Opens the socket as the page does; `hello` false leaves the first frame to the test. */
export async function connect(url: string, page: { cookie: string; nonce: string }, headers: Record<string, string> = {}, hello = true): Promise<PageSocket> {
  const socket = new WebSocket(`${url.replace('http:', 'ws:')}/lane`, { headers: { origin: url, cookie: page.cookie, ...headers } })
  const frames: LaneFrame[] = []
  const waiting: ((frame: LaneFrame) => void)[] = []
  socket.on('message', (data) => {
    const frame = laneFrame.parse(JSON.parse(String(data)))
    const taker = waiting.shift()
    if (taker) taker(frame)
    else frames.push(frame)
  })
  const closing = new Promise<number>((resolve) => socket.once('close', resolve))
  await once(socket, 'open')
  const send = (frame: unknown): void => socket.send(JSON.stringify(frame))
  if (hello) send({ type: 'hello', nonce: page.nonce })
  const next = (): Promise<LaneFrame> => {
    const frame = frames.shift()
    return frame === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(frame)
  }
  return {
    socket,
    send,
    next,
    nextView: async () => viewNotice.parse(await next()).body,
    nextAnswer: async () => answerFrame.parse(await next()),
    closed: () => closing,
  }
}

/** The status an upgrade is refused with. */
export async function refusedWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${url.replace('http:', 'ws:')}/lane`, { headers })
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  return response.statusCode
}
