import type { ViewDevice } from '../../src/contract/lane-view.ts'

const rank = { away: 0, 'needs-care': 1, ready: 2 } as const

/** Devices that are away, then those that need somebody, then those that are well; otherwise as the lane has them. */
export function worstFirst(devices: readonly ViewDevice[]): readonly ViewDevice[] {
  return devices.toSorted((a, b) => rank[a.state] - rank[b.state])
}
