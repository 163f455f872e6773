import { describe, expect, it } from 'vitest'
import { openHidScale } from '../../../drivers/scale/hid-scale.ts'
import { hidScaleLayouts, reportOfPan } from '../../../drivers/simulator/simulated-scale-hid.ts'
import { openScalePan } from '../../../drivers/simulator/simulated-scale-pan.ts'
import { playScale, weighOrder } from '../../support/drivers-scale.ts'

describe('a HID scale, which speaks unasked', () => {
  const [layout] = hidScaleLayouts
  if (!layout) throw new Error('a layout')

  it('is ready when it is open; only what it says after the order counts', async () => {
    const scale = playScale(openHidScale(), layout.descriptor)
    scale.plugIn()
    const pan = openScalePan(15_000)
    const report = (): void => layout.report(reportOfPan(pan)).forEach((bytes) => scale.say([...bytes]))
    expect(scale.states.at(-1)).toBe('ready')
    pan.put(500)
    report()
    scale.driver.order(weighOrder('w1', { tareGrams: 5 }))
    pan.put(750, 1)
    report()
    expect([scale.outcome('w1'), scale.progress]).toEqual([undefined, ['in-motion']])
    report()
    expect(scale.outcome('w1')?.weighed).toEqual({ grams: 745 })
  })

  it('that speaks only when something changes wants goods lifted that lay there before', async () => {
    const scale = playScale(openHidScale(), layout.descriptor)
    scale.plugIn()
    const pan = openScalePan(15_000)
    pan.put(500)
    layout.report(reportOfPan(pan)).forEach((bytes) => scale.say([...bytes]))
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(5010)
    expect([scale.progress, scale.outcome('w1')?.detail]).toEqual([['same-weight'], 'same-weight'])
  })

  it('of another kind says that it is of no use', () => {
    const scale = playScale(openHidScale(), Buffer.from('058c0902a101c0', 'hex'))
    scale.plugIn()
    scale.driver.order(weighOrder('w1'))
    expect([scale.states.at(-1), scale.outcome('w1')?.detail]).toEqual(['needs-care unsupported', 'unsupported'])
  })
})
