import type { DeviceTrouble } from '../../src/contract/device-troubles.ts'

/** How a printer is, as far as its last answers say. */
export interface PrinterCondition {
  readonly offline: boolean
  readonly coverOpen: boolean
  readonly paperOut: boolean
  readonly paperNearEnd: boolean
  readonly cutterStuck: boolean
  /** Paper between the rollers, or whatever else a person can clear. */
  readonly jammed: boolean
  /** Its head is too hot: it goes on by itself. */
  readonly hot: boolean
  /** Only a technician helps. */
  readonly broken: boolean
  /** Level of pin 3 of the drawer connector; which level means open depends on the drawer. */
  readonly drawerPinHigh: boolean
}

/** Real-time status 1 to 4: printer, cause of being offline, cause of error, paper sensor. */
export type StatusNumber = 1 | 2 | 3 | 4

export const unknownCondition: PrinterCondition = { offline: false, coverOpen: false, paperOut: false, paperNearEnd: false, cutterStuck: false, jammed: false, hot: false, broken: false, drawerPinHigh: false }

/** Takes in the answer to `DLE EOT n`. */
export function withRealTime(condition: PrinterCondition, n: StatusNumber, byte: number): PrinterCondition {
  const bit = (index: number): boolean => (byte & (1 << index)) !== 0
  switch (n) {
    case 1:
      return { ...condition, drawerPinHigh: bit(2), offline: bit(3) }
    case 2:
      return { ...condition, coverOpen: bit(2), paperOut: bit(5) }
    case 3:
      return { ...condition, jammed: bit(2), cutterStuck: bit(3), broken: bit(5), hot: bit(6) }
    case 4:
      return { ...condition, paperNearEnd: bit(2) && bit(3), paperOut: condition.paperOut || (bit(5) && bit(6)) }
  }
}

/** Takes in an automatic status. */
export function withAutomatic(condition: PrinterCondition, [first, second, third]: readonly [number, number, number, number]): PrinterCondition {
  const bit = (byte: number, index: number): boolean => (byte & (1 << index)) !== 0
  return {
    ...condition,
    drawerPinHigh: bit(first, 2),
    offline: bit(first, 3),
    coverOpen: bit(first, 5),
    jammed: bit(second, 2),
    cutterStuck: bit(second, 3),
    broken: bit(second, 5),
    hot: bit(second, 6),
    paperNearEnd: bit(third, 0) && bit(third, 1),
    paperOut: bit(third, 2) && bit(third, 3),
  }
}

type Blocked = 'cover-open' | 'paper-out' | 'cutter' | 'jammed' | 'broken' | 'hot' | 'offline'

/** Why nothing can be printed now, most telling cause first. */
export function blockedBy(condition: PrinterCondition): Blocked | undefined {
  if (condition.coverOpen) return 'cover-open'
  if (condition.paperOut) return 'paper-out'
  if (condition.cutterStuck) return 'cutter'
  if (condition.jammed) return 'jammed'
  if (condition.broken) return 'broken'
  if (condition.hot) return 'hot'
  return condition.offline ? 'offline' : undefined
}

/** What somebody should see to, also while it still prints. */
export function troubleIn(condition: PrinterCondition): DeviceTrouble | undefined {
  return blockedBy(condition) ?? (condition.paperNearEnd ? 'paper-near-end' : undefined)
}
