import { afterEach, expect, test } from 'vitest'
import { openDevices } from '../../drivers/host.ts'
import { openSimulatedScale } from '../../drivers/simulator/simulated-scale.ts'
import { deviceConfig } from '../../src/contract/config.ts'
import { openLane } from '../../src/lane/lane.ts'
import { eventually, temporaryFolder } from '../support/drivers.ts'
import { codes, openShop } from '../support/lane-shop.ts'
import { standingClock } from '../support/lane.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('an item is keyed, put on the scale, taken for what it weighs, and paid', async () => {
  const folder = temporaryFolder()
  const scale = openSimulatedScale({ lanePath: `${folder.dir}/scale` })
  const shop = openShop()
  const devices = openDevices([deviceConfig.parse({ role: 'scale', name: 'scale', protocol: 'toledo-8217', wire: { kind: 'serial', path: scale.lanePath, dataBits: 7, parity: 'even' } })])
  const config = { storeId: 'test-store', laneNumber: 7, dataDir: shop.dataDir, crm: { url: 'http://127.0.0.1:1', token: 'no-token-is-needed-here' }, kiosk: { port: 0 }, cashier: { cashierId: 'maria', name: 'Maria S.' }, devices: [] }
  // Devices in a process of their own say nothing before the lane is there either.
  const later = { ...devices, onMessage: (listener: Parameters<typeof devices.onMessage>[0]) => queueMicrotask(() => devices.onMessage(listener)) }
  const lane = openLane({ config, store: shop.store, devices: later, clock: standingClock(), newId: () => crypto.randomUUID() })
  closers.push(() => lane.close(), () => scale.close(), () => folder.remove())
  const ask = (body: Parameters<typeof lane.handle>[0]['body']): ReturnType<typeof lane.handle> => lane.handle({ id: crypto.randomUUID(), body })
  const lineTexts = (): string[] => {
    const { sale } = lane.view()
    return sale.kind === 'idle' ? [] : sale.basket.lines.map(({ name, quantity, grossMinor }) => `${name.en} ${quantity.kind === 'weight' ? quantity.grams : quantity.count} ${grossMinor}`)
  }

  await eventually(() => lane.view().devices.some(({ role, state }) => role === 'scale' && state === 'ready'))
  ask({ name: 'scan', text: codes.coffee })
  ask({ name: 'keyCode', text: '11' })
  await eventually(() => lane.view().weighing?.hint === 'at-zero')
  scale.put(1142, 4)
  await eventually(() => lineTexts().length === 2)
  // The small shop's bananas bear the name of its pattern item. 1.142 kg at 1.69 are 192.998 cents.
  expect(lineTexts()).toEqual(['coffee 1 499', 'Greek yoghurt 500 g 1142 193'])

  // The goods are still there when the next item is keyed: they are not sold twice.
  ask({ name: 'keyCode', text: '11' })
  await eventually(() => lane.view().weighing?.hint === 'same-weight')
  ask({ name: 'cancelWeighing' })
  ask({ name: 'openTender' })
  ask({ name: 'takeCash', givenMinor: 1000 })
  expect(lane.view().sale).toMatchObject({ kind: 'done', changeMinor: 308 })
})
