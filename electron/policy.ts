import type { WebPreferences } from 'electron'

/** The screens' own origin. A host that only begins like it is another one. */
export const origin = 'app://lane'

export type Page = 'lane' | 'customer'

/** Chromium's own sandbox, no Node in pages, nothing shared between preload and page but what the bridge hands over. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
    webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false,
    // The lane's own sounds need no click first.
    autoplayPolicy: 'no-user-gesture-required',
  }
}

/** Whether a window may go to, or load from, an address: our own scheme and host, nothing else. */
export function mayLoad(url: string): boolean {
  const { protocol, host, username, password } = URL.parse(url) ?? {}
  return protocol === 'app:' && host === 'lane' && username === '' && password === ''
}

/** Which of our pages a frame shows; undefined for anything else. */
function pageOf(url: string): Page | undefined {
  if (!mayLoad(url)) return undefined
  const { pathname } = new URL(url)
  if (pathname.startsWith('/lane/')) return 'lane'
  return pathname.startsWith('/customer/') ? 'customer' : undefined
}

/** The part of a frame that tells who is calling. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/** The page behind a message, or undefined when it comes from a frame inside a page, a page that has gone, or not from us. */
export function callingPage(frame: SenderFrame | null): Page | undefined {
  return frame === null || frame.parent !== null ? undefined : pageOf(frame.url)
}

/**
 * The key in the file map that an address asks for; undefined for addresses that are not ours or try to climb.
 * The URL parser resolves plain dots; encoded ones, backslashes and NUL arrive here.
 */
export function fileKey(url: string): string | undefined {
  if (!mayLoad(url)) return undefined
  const path = decoded(new URL(url).pathname)
  if (path === undefined || /\0|\\|(^|\/)\.\.(\/|$)/.test(path)) return undefined
  return path.endsWith('/') ? `${path}index.html` : path
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A lone percent sign is no address of ours.
    return undefined
  }
}

/** Pictures may also come from memory: the receipt is shown as an SVG picture, where scripts cannot run. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:", "font-src 'self'", "connect-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the windows go: the cashier on the primary display, the customer on the first other one, if any. */
export function windowPlaces(primaryId: number, displays: readonly { readonly id: number; readonly bounds: Bounds }[]): { readonly page: Page; readonly bounds: Bounds }[] {
  const primary = displays.find(({ id }) => id === primaryId) ?? displays[0]
  const second = displays.find((display) => display !== primary)
  return [...(primary ? [{ page: 'lane' as const, bounds: primary.bounds }] : []), ...(second ? [{ page: 'customer' as const, bounds: second.bounds }] : [])]
}
