import type { LaneConfig } from '../contract/config.ts'
import type { LaneView } from '../contract/lane-view.ts'
import type { Language } from '../domain/wording.ts'
import type { Hardware } from './hardware.ts'
import type { Clock } from './real-clock.ts'
import { closedLines, showCustomer, type CustomerLines, type Glass } from './show-customer.ts'

/** The lane's displays of two lines. */
export interface CustomerDisplays {
  /** True when there is one to show anything on. */
  isThere(): boolean
  /** Shows what changed; a display that has just come back gets what stands on the others. `selling` false: the lane cannot sell yet. */
  show(view: LaneView, selling: boolean): void
  /** Says that the lane is closed; over when the displays have it, or after a moment. */
  close(language: Language): Promise<void>
}

interface Parts {
  readonly hardware: Hardware
  readonly config: LaneConfig
  readonly clock: Clock
  readonly newId: () => string
}

/** So long closing waits for the displays, and a display may take for its lines. */
const closingMs = 500
const showTimeoutMs = 2_000
const unlessConfigured = { columnCount: 20, codePage: 'cp437' }

/** A sale waits for no display: what becomes of its lines is nobody's concern, since the device says itself when it is away. */
export function openCustomerDisplays({ hardware, config, clock, newId }: Parts): CustomerDisplays {
  /** What each display was last given. */
  const standing = new Map<string, string>()

  const glassOf = (name: string, language: Language): Glass => {
    const { columnCount, codePage } = config.devices.filter((device) => device.role === 'line-display').find((device) => device.name === name) ?? unlessConfigured
    // A display without Chinese characters speaks English rather than question marks.
    return { columnCount, language: codePage === 'gb18030' ? language : 'en' }
  }

  const tell = (name: string, { upper, lower }: CustomerLines): Promise<void> => {
    if (standing.get(name) === `${upper}\n${lower}`) return Promise.resolve()
    standing.set(name, `${upper}\n${lower}`)
    return new Promise((ended) => hardware.showLines(name, { upper, lower, timeoutMs: showTimeoutMs }, newId(), () => ended()))
  }

  const present = (): string[] => {
    const displays = hardware.states().filter((device) => device.role === 'line-display')
    for (const { name, state } of displays) if (state === 'away') standing.delete(name)
    return displays.flatMap(({ name, state }) => (state === 'away' ? [] : [name]))
  }

  return {
    isThere: () => present().length > 0,
    show(view, selling) {
      for (const name of present()) {
        const glass = glassOf(name, view.lane.language)
        void tell(name, selling ? showCustomer(view, glass) : closedLines(glass))
      }
    },
    async close(language) {
      const told = Promise.all(present().map((name) => tell(name, closedLines(glassOf(name, language)))))
      await Promise.race([told, new Promise<void>((over) => void clock.after(closingMs, () => over()))])
    },
  }
}
