/**
 * Everything that can be wrong with a device, as codes that every screen words together with what to do.
 * A driver tells no other: a new one fails the type check until it has its words in every language.
 */
export type DeviceTrouble =
  /** Not opened yet since the start. */
  | 'connecting'
  /** The wire: see drivers/wire. */
  | 'not-found' | 'no-permission' | 'in-use' | 'unplugged' | 'refused' | 'unreachable' | 'no-answer' | 'failed'
  /** The list of devices, or the process they live in. */
  | 'unsupported' | 'same-name' | 'process-ended'
  /** Printer and drawer. */
  | 'paper-out' | 'paper-near-end' | 'cover-open' | 'cutter' | 'jammed' | 'hot' | 'broken' | 'offline' | 'open-too-long'
  /** Scale. */
  | 'needs-zero' | 'scale-fault' | 'needs-secret' | 'wrong-secret'
  /** Scanner: its report descriptor names no code. */
  | 'unreadable'
  /** Payment terminal: what keeps it from being registered. */
  | 'busy' | 'not-registered' | 'wrong-currency' | 'terminal-fault'
