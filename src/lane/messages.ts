import type { ViewMessage } from '../contract/lane-view.ts'

/** What the strip says, most urgent first. */
export interface Messages {
  say(message: ViewMessage): void
  /** A good scan clears what only warned or informed; a stop stays until a person has answered it. */
  goodScan(): void
  /** Takes off the message shown. */
  clear(): void
  shown(): ViewMessage | undefined
  count(): number
}

const urgency = { stop: 2, warn: 1, info: 0 } as const
/** More than anybody reads; the oldest of the least urgent goes first. */
const maxCount = 20

export function openMessages(): Messages {
  let waiting: ViewMessage[] = []
  return {
    say(message) {
      const others = waiting.filter((other) => other.code !== message.code || other.level === 'stop')
      waiting = [message, ...others].sort((a, b) => urgency[b.level] - urgency[a.level]).slice(0, maxCount)
    },
    goodScan() {
      waiting = waiting.filter((message) => message.level === 'stop')
    },
    clear() {
      waiting = waiting.slice(1)
    },
    shown: () => waiting[0],
    count: () => waiting.length,
  }
}
