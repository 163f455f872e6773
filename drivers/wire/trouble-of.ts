import type { WireTrouble } from './wire.ts'

const byCode: Readonly<Record<string, WireTrouble>> = {
  ENOENT: 'not-found',
  ENODEV: 'not-found',
  ENXIO: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EBUSY: 'in-use',
  EAGAIN: 'in-use',
  EIO: 'unplugged',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'unplugged',
  EPIPE: 'unplugged',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
}

/** serialport and node-hid lose the error code on the way out of C++ and keep only its wording. */
const byWording: readonly (readonly [RegExp, WireTrouble])[] = [
  [/no such (file|device)|cannot find|not found/i, 'not-found'],
  [/permission denied|not permitted|access denied/i, 'no-permission'],
  [/busy|cannot lock|temporarily unavailable/i, 'in-use'],
  [/input\/output error|disconnected|could not read/i, 'unplugged'],
]

/** Names what went wrong with a link. node-hid may throw a bare string. */
export function troubleOf(error: unknown): { readonly trouble: WireTrouble; readonly detail: string } {
  const detail = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const worded = byWording.find(([wording]) => wording.test(detail))
  return { trouble: byCode[code] ?? worded?.[1] ?? 'failed', detail }
}
