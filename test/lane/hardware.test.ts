import { describe, expect, it } from 'vitest'
import type { DeviceMessage, DeviceState } from '../../src/contract/devices.ts'
import type { ViewDevice } from '../../src/contract/lane-view.ts'
import { openHardware } from '../../src/lane/hardware.ts'

/** A printer that is told how it is, at times of our choosing. */
function openLaneWithPrinter() {
  let tell: (message: DeviceMessage) => void = () => undefined
  let now = '2026-10-15T08:00:00.000Z'
  const changes: (readonly [string, string | undefined])[] = []
  const hardware = openHardware({
    devices: { order: () => undefined, onMessage: (listener) => void (tell = listener), close: async () => undefined },
    clock: { now: () => now, after: () => () => undefined },
    onReading: () => undefined,
    onState: (state, before) => void changes.push([state.trouble ?? state.state, before?.trouble ?? before?.state]),
  })
  hardware.begin()
  return {
    at(time: string, state: DeviceState['state'], trouble?: string, detail?: string): void {
      now = `2026-10-15T${time}:00.000Z`
      tell({ type: 'state', device: 'printer', role: 'printer', state, ...(trouble === undefined ? {} : { trouble }), ...(detail === undefined ? {} : { detail }) })
    },
    get printer(): ViewDevice | undefined {
      return hardware.states()[0]
    },
    changes,
  }
}

const day = (time: string): string => `2026-10-15T${time}:00.000Z`

describe('the health of a device', () => {
  it('tells since when it is so, and what it had before', () => {
    const lane = openLaneWithPrinter()
    lane.at('08:00', 'away', 'connecting')
    lane.at('08:01', 'ready')
    expect(lane.printer).toEqual({ name: 'printer', role: 'printer', state: 'ready', since: day('08:01') })
    lane.at('09:00', 'away', 'unplugged', 'input/output error')
    expect(lane.printer).toEqual({ name: 'printer', role: 'printer', state: 'away', since: day('09:00'), trouble: 'unplugged', detail: 'input/output error' })
    lane.at('09:05', 'ready')
    expect(lane.printer).toEqual({ name: 'printer', role: 'printer', state: 'ready', since: day('09:05'), last: { trouble: 'unplugged', at: day('09:00') } })
    lane.at('10:00', 'needs-care', 'paper-out')
    lane.at('10:10', 'needs-care', 'cover-open')
    expect(lane.printer?.last).toEqual({ trouble: 'paper-out', at: day('10:00') })
  })

  it('keeps its time while the same is said again', () => {
    const lane = openLaneWithPrinter()
    lane.at('08:00', 'needs-care', 'paper-out')
    lane.at('08:30', 'needs-care', 'paper-out')
    expect(lane.printer?.since).toBe(day('08:00'))
    expect(lane.changes).toEqual([['paper-out', undefined]])
  })
})
