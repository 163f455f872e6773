import { hidScaleLayouts, type HidScaleLayout, type HidScaleReport } from '../../../drivers/simulator/simulated-scale-hid.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import { eventually } from '../../support/drivers.ts'
import { expectSame, nth, patienceMs, type RigCase } from './rig-case.ts'
import { openUhidDevice, type UhidDevice, type UhidOptions } from './uhid-device.ts'

/** Ids that belong to no maker of scales; each layout has one of its own, and so its own driver. */
const firstProductId = 0x8d01

/** Says the same over and over, as a scale does, until it was heard. */
async function keepSaying(device: UhidDevice, layout: HidScaleLayout, report: HidScaleReport, isHeard: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + patienceMs
  while (!isHeard()) {
    if (performance.now() > deadlineMs) throw new Error(`${report.status} was not heard`)
    for (const bytes of layout.report(report)) await device.send(bytes)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}

/** Weighs, is set to zero, and loses its cable under a weighing. */
function scaleCase(layout: HidScaleLayout, index: number): RigCase {
  const name = layout.name.replaceAll(' ', '-')
  const unit: UhidOptions = { name, vendorId: 0x1209, productId: firstProductId + index, descriptor: layout.descriptor }
  return {
    name: `a ${layout.name}, weighed in ounces and in grams, set to zero, unplugged under a weighing and back again`,
    devices: [{ config: deviceConfig.parse({ role: 'scale', name, protocol: 'hid', wire: { kind: 'hid', vendorId: unit.vendorId, productId: unit.productId } }), unit }],
    async run({ devices, log, plugged }) {
      const first = nth(plugged, 0)
      const weigh = (orderId: string): void => devices.order({ type: 'weigh', orderId, device: name, timeoutMs: 10_000, pricePerKgMinor: 229, tareGrams: 4 })
      const isInMotion = (orderId: string) => () => log.messages.some((message) => message.type === 'weigh-progress' && message.orderId === orderId && message.code === 'in-motion')
      const isEnded = (orderId: string) => () => log.messages.some((message) => message.type === 'outcome' && message.orderId === orderId)
      const swing: HidScaleReport = { status: 'in-motion', unit: 'g', exponent: 0, weight: 500 }
      // It was told to want an empty pan between two weighings.
      await eventually(() => first.requests.length > 0)

      weigh(`${name}-1`)
      await keepSaying(first, layout, swing, isInMotion(`${name}-1`))
      await keepSaying(first, layout, { status: 'stable', unit: 'oz', exponent: -1, weight: 125 }, isEnded(`${name}-1`))
      expectSame((await log.outcome(`${name}-1`)).weighed, { grams: 350 })

      const askedCount = first.requests.length
      devices.order({ type: 'zero-scale', orderId: `${name}-2`, device: name, timeoutMs: 10_000 })
      await eventually(() => first.requests.length > askedCount)
      await keepSaying(first, layout, { status: 'zero', unit: 'g', exponent: 0, weight: 0 }, isEnded(`${name}-2`))
      expectSame((await log.outcome(`${name}-2`)).outcome, 'done')

      weigh(`${name}-3`)
      await keepSaying(first, layout, swing, isInMotion(`${name}-3`))
      await first.unplug()
      expectSame((await log.outcome(`${name}-3`)).outcome, 'failed')
      await log.untilState(name, 'away')

      const second = await openUhidDevice(unit)
      await log.untilState(name, 'ready')
      weigh(`${name}-4`)
      await keepSaying(second, layout, { status: 'stable', unit: 'g', exponent: 0, weight: 754 }, isEnded(`${name}-4`))
      expectSame((await log.outcome(`${name}-4`)).weighed, { grams: 750 })
      await second.unplug()
      await log.untilState(name, 'away')
    },
  }
}

export const scaleCases: readonly RigCase[] = hidScaleLayouts.map(scaleCase)
