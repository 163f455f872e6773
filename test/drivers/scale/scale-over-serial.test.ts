import { afterEach, describe, expect, it } from 'vitest'
import { openDevices } from '../../../drivers/host.ts'
import { openSimulatedScale, simulatedSecret, type SerialScaleProtocol, type SimulatedScale } from '../../../drivers/simulator/simulated-scale.ts'
import { deviceConfig } from '../../../src/contract/config.ts'
import type { Devices } from '../../../src/contract/devices.ts'
import { eventually, listenTo, temporaryFolder, type DeviceLog } from '../../support/drivers.ts'
import { weighOrder, zeroOrder } from '../../support/drivers-scale.ts'

interface Rig {
  readonly scale: SimulatedScale
  readonly devices: Devices
  readonly log: DeviceLog
  weigh(orderId: string, more?: Parameters<typeof weighOrder>[1]): Promise<number | string | undefined>
}

const lines = { 'toledo-8217': { dataBits: 7, parity: 'even' }, 'dialog-06': { dataBits: 7, parity: 'odd' }, 'mt-sics': {} } as const
const closers: (() => Promise<void> | void)[] = []

async function openRig(protocol: SerialScaleProtocol, { secret = simulatedSecret, ...options }: { readonly secret?: object | undefined; readonly unit?: 'kg' | 'lb' } = {}): Promise<Rig> {
  const folder = temporaryFolder()
  const scale = openSimulatedScale({ lanePath: `${folder.dir}/scale`, protocol, ...options })
  const config = deviceConfig.parse({ role: 'scale', name: 'scale', protocol, wire: { kind: 'serial', path: scale.lanePath, ...lines[protocol] }, ...(protocol === 'dialog-06' && Object.keys(secret).length > 0 ? { dialog06Secret: secret } : {}), ...(options.unit === undefined ? {} : { unit: options.unit }) })
  const devices = openDevices([config])
  const log = listenTo(devices)
  closers.push(() => devices.close(), () => scale.close(), () => folder.remove())
  await log.untilState('scale', 'ready')
  return {
    scale, devices, log,
    async weigh(orderId, more) {
      devices.order(weighOrder(orderId, more))
      const { weighed, detail } = await log.outcome(orderId)
      return weighed?.grams ?? detail
    },
  }
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe.each<SerialScaleProtocol>(['toledo-8217', 'dialog-06', 'mt-sics'])('%s over a real terminal', (protocol) => {
  it('weighs goods after they have swung, and other goods after them', async () => {
    const { scale, weigh } = await openRig(protocol)
    scale.put(750, 3)
    expect(await weigh('w1')).toBe(750)
    scale.put(1235)
    expect(await weigh('w2')).toBe(1235)
  })

  it('does not weigh the same goods twice', async () => {
    const { scale, weigh } = await openRig(protocol)
    scale.put(750)
    expect(await weigh('w1')).toBe(750)
    expect(await weigh('w2', { timeoutMs: 400 })).toBe('same-weight')
  })

  it('takes off the bag', async () => {
    const { scale, weigh } = await openRig(protocol)
    scale.put(755)
    expect(await weigh('w1', { tareGrams: 5 })).toBe(750)
  })

  it.each([
    ['nothing on it', 0, 'at-zero'],
    ['too much on it', 20_000, 'over-capacity'],
    ['something taken off that was zeroed away', -30, 'under-zero'],
  ])('says that there is %s', async (_what, grams, detail) => {
    const { scale, weigh, log } = await openRig(protocol)
    scale.put(grams)
    expect(await weigh('w1', { timeoutMs: 400 })).toBe(detail)
    expect(log.messages).toContainEqual({ type: 'weigh-progress', device: 'scale', orderId: 'w1', code: detail })
  })

  it.each([
    ['byte by byte', { split: true }],
    ['with noise around it', { noise: true }],
    ['late', { slowMs: 150 }],
    ['twice', { duplicate: true }],
  ])('is read when its answers come %s', async (_how, faults) => {
    const { scale, weigh } = await openRig(protocol)
    scale.set(faults)
    scale.put(1235)
    expect(await weigh('w1')).toBe(1235)
  })

  it('makes no weight on a line of another parity', async () => {
    const { scale, weigh } = await openRig(protocol)
    scale.set({ wrongParity: true })
    scale.put(1235)
    expect(['bad-answer', 'no-answer']).toContain(await weigh('w1', { timeoutMs: 400 }))
  })

  it('fails an order when its cable is pulled, and weighs again when it is back', async () => {
    const { scale, weigh, log, devices } = await openRig(protocol)
    scale.put(1235, 1_000)
    devices.order(weighOrder('w1', { timeoutMs: 20_000 }))
    await log.until((message) => message.type === 'weigh-progress')
    scale.unplug()
    expect((await log.outcome('w1')).outcome).toBe('failed')
    await log.untilState('scale', 'away')
    scale.put(750)
    scale.replug()
    await log.untilState('scale', 'ready')
    expect(await weigh('w2')).toBe(750)
  })
})

describe('a Dialog 06 scale', () => {
  it('is satisfied after power-on and every 50 weighings, and nobody at the lane notices', async () => {
    const { scale, weigh } = await openRig('dialog-06')
    for (let count = 1; count <= 52; count++) {
      scale.put(500 + count)
      expect(await weigh(`w${count}`)).toBe(500 + count)
    }
    scale.switchOffAndOn()
    scale.put(750)
    expect(await weigh('again')).toBe(750)
    const proofs = scale.heard.filter((bytes) => bytes.includes('10\x1b')).length
    expect(proofs).toBe(3)
  })

  it('without its secret says what is missing', async () => {
    const { scale, weigh, log } = await openRig('dialog-06', { secret: {} })
    scale.put(750)
    expect(await weigh('w1')).toBe('needs-secret')
    await log.untilState('scale', 'needs-care', 'needs-secret')
  })

  it.each([['a wrong secret', { secret: { correction: '0000', polynomial: '1021' } }, {}], ['a scale that takes no proof', {}, { refuseChallenge: true }]])('with %s gives no weight', async (_what, options, faults) => {
    const { scale, weigh } = await openRig('dialog-06', options)
    scale.set(faults)
    scale.put(750)
    expect(await weigh('w1')).toBe('wrong-secret')
  })
})

it('a scale is away while it is switched off, and ready when it answers again', async () => {
  const { scale, log } = await openRig('toledo-8217')
  scale.set({ deaf: true })
  await log.untilState('scale', 'away', 'no-answer')
  scale.set({ deaf: false })
  await log.untilState('scale', 'ready')
})

describe('zero', () => {
  it.each(['toledo-8217', 'mt-sics'] as const)('is set on a drifted %s, and not under a load', async (protocol) => {
    const { scale, devices, log } = await openRig(protocol)
    scale.put(3000)
    devices.order(zeroOrder('z1'))
    expect(await log.outcome('z1')).toMatchObject({ outcome: 'failed', detail: 'needs-zero' })
    scale.put(40)
    devices.order(zeroOrder('z2'))
    expect((await log.outcome('z2')).outcome).toBe('done')
    expect(scale.pan.grams).toBe(0)
  })
})

it('a Toledo scale that is set to pounds weighs in grams', async () => {
  const { scale, weigh } = await openRig('toledo-8217', { unit: 'lb' })
  scale.put(998)
  expect(await weigh('w1')).toBe(998)
})

it('a tare set by hand at the scale stands in place of the item’s', async () => {
  const { scale, weigh } = await openRig('toledo-8217')
  scale.pan.tare(20)
  scale.put(770)
  await eventually(() => scale.pan.tareGrams === 20)
  expect(await weigh('w1', { tareGrams: 5 })).toBe(750)
})
