import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Which window a ticket opens: the cashier's screen, or the customer's display that only looks. */
export type KioskPage = 'lane' | 'customer'

/** Outstanding tickets at most; the oldest makes room. */
const maxTickets = 32

interface Ticket {
  readonly hash: Buffer
  readonly page: KioskPage
  readonly validUntilMs: number
}

export interface Tickets {
  /** @returns 256 random bits as 43 URL-safe characters, good for one use within `lifeMs` */
  mint(page: KioskPage, lifeMs: number): string
  /** @returns the page it opens, or undefined when it is unknown, used or too old */
  redeem(ticket: string): KioskPage | undefined
}

/** @param nowMs a clock that never jumps back, such as performance.now */
export function openTickets(nowMs: () => number): Tickets {
  let tickets: Ticket[] = []
  return {
    mint(page, lifeMs) {
      const ticket = randomBytes(32).toString('base64url')
      tickets = [...tickets.filter(({ validUntilMs }) => validUntilMs > nowMs()).slice(-maxTickets + 1), { hash: hashOf(ticket), page, validUntilMs: nowMs() + lifeMs }]
      return ticket
    },
    redeem(ticket) {
      const hash = hashOf(ticket)
      const found = tickets.find((candidate) => timingSafeEqual(candidate.hash, hash))
      tickets = tickets.filter((candidate) => candidate !== found)
      return found !== undefined && found.validUntilMs > nowMs() ? found.page : undefined
    },
  }
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket, 'utf8').digest()
}
