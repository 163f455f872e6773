import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { KioskPage } from './tickets.ts'

export interface Session {
  readonly page: KioskPage
  /**
   * What the page must say first on its socket. Browsers send a cookie to every port of 127.0.0.1,
   * so the cookie alone proves nothing; the nonce is in our own page only.
   */
  readonly nonce: string
}

export interface Sessions {
  /** @returns a Set-Cookie header */
  begin(page: KioskPage): string
  /** Sessions in a Cookie header, one per page at most: one browser may show both windows. */
  find(cookieHeader: string | undefined): readonly Session[]
}

/**
 * Sessions without a memory: the cookie is signed and the nonce is worked out from it, so a page
 * that is already open stays in when the lane process has died and come back with the same key.
 * @param key  32 secret bytes, new at every start of the whole lane
 * @param port goes into the cookie's name: several lanes on one machine share the browser's cookies
 */
export function openSessions(key: Buffer, port: number): Sessions {
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const cookieName = (page: KioskPage): string => `lanewise-${page}-${port}`
  const findOne = (page: KioskPage, header: string): Session | undefined => {
    const [id, signature] = cookieValue(header, cookieName(page)).split('.')
    if (id === undefined || signature === undefined) return undefined
    if (!sameBytes(Buffer.from(signature, 'base64url'), sign(`session ${page} ${id}`))) return undefined
    return { page, nonce: sign(`nonce ${page} ${id}`).toString('base64url') }
  }
  return {
    begin(page) {
      const id = randomBytes(16).toString('base64url')
      return `${cookieName(page)}=${id}.${sign(`session ${page} ${id}`).toString('base64url')}; Path=/; HttpOnly; SameSite=Strict`
    },
    find: (header = '') => [findOne('lane', header), findOne('customer', header)].filter((session) => session !== undefined),
  }
}

/** Compares without telling by its duration where the difference is. */
export function sameBytes(given: Buffer, wanted: Buffer): boolean {
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function cookieValue(header: string, name: string): string {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1) ?? ''
}
