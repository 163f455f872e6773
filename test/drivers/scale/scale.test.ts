import { describe, expect, it } from 'vitest'
import { openDialog06 } from '../../../drivers/scale/dialog-06.ts'
import { openMtSics } from '../../../drivers/scale/mt-sics.ts'
import { openToledo8217 } from '../../../drivers/scale/toledo-8217.ts'
import { playScale, weighOrder, zeroOrder, type PlayedScale } from '../../support/drivers-scale.ts'

const inMotion = [0x02, 0x3f, 0x41, 0x0d]

/** A Toledo scale that shows what the test puts on it, and has been found. */
async function openPlayedToledo(): Promise<PlayedScale & { shows: string | readonly number[] | undefined }> {
  const scale = Object.assign(playScale(openToledo8217('kg')), { shows: '\x0200.000\r' as string | readonly number[] | undefined })
  scale.answerWith(() => scale.shows)
  scale.plugIn()
  await scale.timers.pass(10)
  return scale
}

describe('a scale', () => {
  it('is ready once it has answered, and looked at again every second', async () => {
    const scale = await openPlayedToledo()
    expect(scale.states).toEqual(['away connecting', 'ready'])
    const before = scale.written.length
    await scale.timers.pass(3100)
    expect(scale.written.length - before).toBe(3)
  })

  it('weighs what lies still, and says so twice before it is believed', async () => {
    const scale = await openPlayedToledo()
    scale.shows = '\x0200.750\r'
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(20)
    expect(scale.outcome('w1')).toBeUndefined()
    await scale.timers.pass(100)
    expect(scale.outcome('w1')).toEqual({ type: 'outcome', orderId: 'w1', outcome: 'done', weighed: { grams: 750 } })
  })

  it('waits for goods to come and to lie still, and tells what it waits for', async () => {
    const scale = await openPlayedToledo()
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(1000)
    scale.shows = inMotion
    await scale.timers.pass(500)
    scale.shows = '\x0200.750\r'
    await scale.timers.pass(400)
    expect(scale.progress).toEqual(['at-zero', 'in-motion'])
    expect(scale.outcome('w1')).toMatchObject({ outcome: 'done', weighed: { grams: 750 } })
  })

  it.each([
    ['never still', inMotion, 'in-motion'],
    ['empty', '\x0200.000\r', 'at-zero'],
    ['below zero', [0x02, 0x3f, 0x44, 0x0d], 'under-zero'],
    ['overloaded', [0x02, 0x3f, 0x42, 0x0d], 'over-capacity'],
    ['far from zero', [0x02, 0x3f, 0x48, 0x0d], 'needs-zero'],
    ['not understood', '\x0212\r', 'bad-answer'],
    ['lighter than its bag', '\x0200.005\r', 'below-tare'],
  ])('%s, the order ends in its time and says why', async (_what, shows, detail) => {
    const scale = await openPlayedToledo()
    scale.shows = shows
    scale.driver.order(weighOrder('w1', { timeoutMs: 5000, tareGrams: 5 }))
    await scale.timers.pass(4990)
    expect(scale.outcome('w1')).toBeUndefined()
    await scale.timers.pass(20)
    expect(scale.outcome('w1')).toEqual({ type: 'outcome', orderId: 'w1', outcome: 'failed', detail })
  })

  it('takes the bag off, unless a tare was taken off at the scale', async () => {
    const scale = await openPlayedToledo()
    scale.shows = '\x0200.755\r'
    scale.driver.order(weighOrder('w1', { tareGrams: 5 }))
    await scale.timers.pass(200)
    scale.shows = '\x0200.480N\r'
    scale.driver.order(weighOrder('w2', { tareGrams: 5 }))
    await scale.timers.pass(200)
    expect([scale.outcome('w1')?.weighed, scale.outcome('w2')?.weighed]).toEqual([{ grams: 750 }, { grams: 480 }])
  })

  it('a digit that is lost on the line makes no weight: two answers must agree', async () => {
    const scale = await openPlayedToledo()
    const answers = ['\x0200.75\r', '\x0200.750\r', '\x0210.750\r', '\x0200.755\r', '\x0200.755\r']
    scale.answerWith(() => answers.shift() ?? '\x0200.755\r')
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(1000)
    // "00.75" and "00.750" are the same weight, said in two ways.
    expect(scale.outcome('w1')?.weighed).toEqual({ grams: 750 })
    const spoiled = ['\x0201.2\r', '\x0201.235\r', '\x0211.235\r', '\x0201.235\r', '\x0201.235\r']
    scale.answerWith(() => spoiled.shift() ?? '\x0201.235\r')
    scale.driver.order(weighOrder('w2'))
    await scale.timers.pass(1000)
    expect(scale.outcome('w2')?.weighed).toEqual({ grams: 1235 })
  })
})

describe('goods that were weighed', () => {
  async function weighedOnce(): Promise<Awaited<ReturnType<typeof openPlayedToledo>>> {
    const scale = await openPlayedToledo()
    scale.shows = '\x0200.750\r'
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(200)
    expect(scale.outcome('w1')?.outcome).toBe('done')
    return scale
  }

  it('and still lie there are not weighed a second time', async () => {
    const scale = await weighedOnce()
    scale.driver.order(weighOrder('w2'))
    await scale.timers.pass(5010)
    expect([scale.outcome('w2'), scale.progress]).toEqual([{ type: 'outcome', orderId: 'w2', outcome: 'failed', detail: 'same-weight' }, ['same-weight']])
  })

  it.each([
    ['an empty pan', '\x0200.000\r'],
    ['a swing of the pan', inMotion],
    ['other goods', '\x0201.100\r'],
  ])('make room for goods of the same weight after %s, seen between two orders', async (_what, between) => {
    const scale = await weighedOnce()
    scale.shows = between
    await scale.timers.pass(600)
    scale.shows = '\x0200.750\r'
    scale.driver.order(weighOrder('w2'))
    await scale.timers.pass(200)
    expect(scale.outcome('w2')?.weighed).toEqual({ grams: 750 })
  })

  it('are told apart from others that came while nobody was looking', async () => {
    const scale = await weighedOnce()
    scale.shows = '\x0200.755\r'
    scale.driver.order(weighOrder('w2'))
    await scale.timers.pass(200)
    expect(scale.outcome('w2')?.weighed).toEqual({ grams: 755 })
  })

  it('do not weigh in again by an answer that comes late, even where one answer is enough', async () => {
    const scale = playScale({ ...openToledo8217('kg'), confirms: false })
    scale.plugIn()
    scale.say('\x0200.000\r')
    scale.driver.order(weighOrder('w1', { timeoutMs: 900 }))
    await scale.timers.pass(950)
    expect(scale.outcome('w1')?.detail).toBe('no-answer')
    scale.driver.order(weighOrder('w2'))
    // What the first order asked for: goods that have gone since.
    scale.say('\x0200.750\r')
    await scale.timers.pass(100)
    expect(scale.outcome('w2')).toBeUndefined()
    scale.say('\x0201.235\r')
    expect(scale.outcome('w2')?.weighed).toEqual({ grams: 1235 })
  })

  it('are nobody’s when an answer comes unasked', async () => {
    const scale = await openPlayedToledo()
    await scale.timers.pass(100)
    scale.say('\x0200.750\r\x0200.750\r')
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(100)
    expect([scale.outcome('w1'), scale.progress]).toEqual([undefined, ['at-zero']])
  })
})

describe('orders to a scale', () => {
  it('are answered once each: a newer one takes the place of the one in hand', async () => {
    const scale = await openPlayedToledo()
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(300)
    scale.driver.order(weighOrder('w2'))
    scale.shows = '\x0200.750\r'
    await scale.timers.pass(6000)
    const outcomes = scale.messages.filter((message) => message.type === 'outcome')
    expect(outcomes).toEqual([
      { type: 'outcome', orderId: 'w1', outcome: 'failed', detail: 'replaced' },
      { type: 'outcome', orderId: 'w2', outcome: 'done', weighed: { grams: 750 } },
    ])
  })

  it('fail at once while it is away, and nothing is written for later', async () => {
    const scale = await openPlayedToledo()
    scale.wireState({ open: false, trouble: 'unplugged', detail: 'gone' })
    const before = scale.written.length
    scale.driver.order(weighOrder('w1'))
    expect(scale.outcome('w1')).toEqual({ type: 'outcome', orderId: 'w1', outcome: 'failed', detail: 'unplugged' })
    expect(scale.written).toHaveLength(before)
    scale.wireState({ open: true })
    await scale.timers.pass(100)
    expect(scale.states.slice(-2)).toEqual(['away unplugged', 'ready'])
    expect(scale.messages.filter((message) => message.type === 'outcome')).toHaveLength(1)
  })

  it('in hand fail when the cable is pulled, also in mid-answer, and the other half makes no weight', async () => {
    const scale = await openPlayedToledo()
    scale.answerWith(undefined)
    scale.driver.order(weighOrder('w1'))
    scale.say('\x0201.2')
    scale.wireState({ open: false, trouble: 'unplugged', detail: 'gone' })
    expect(scale.outcome('w1')).toMatchObject({ outcome: 'failed', detail: 'unplugged' })
    scale.wireState({ open: true })
    scale.say('35\r')
    await scale.timers.pass(10)
    expect(scale.states.at(-1)).toBe('away unplugged')
  })

  it('end soon at a scale that falls silent, which is then away until it answers', async () => {
    const scale = await openPlayedToledo()
    scale.answerWith(undefined)
    scale.driver.order(weighOrder('w1', { timeoutMs: 20_000 }))
    await scale.timers.pass(3100)
    expect(scale.outcome('w1')).toMatchObject({ outcome: 'failed', detail: 'no-answer' })
    expect([scale.states.at(-1), scale.resetCount]).toEqual(['away no-answer', 1])
    scale.driver.order(weighOrder('w2'))
    expect(scale.outcome('w2')).toMatchObject({ outcome: 'failed', detail: 'no-answer' })
    scale.answerWith(() => '\x0200.000\r')
    scale.wireState({ open: true })
    await scale.timers.pass(100)
    expect(scale.states.at(-1)).toBe('ready')
  })

  it('survive one answer that is lost', async () => {
    const scale = await openPlayedToledo()
    scale.answerWith(undefined)
    scale.driver.order(weighOrder('w1'))
    await scale.timers.pass(500)
    scale.answerWith(() => '\x0200.750\r')
    await scale.timers.pass(1000)
    expect([scale.outcome('w1')?.weighed, scale.states]).toEqual([{ grams: 750 }, ['away connecting', 'ready']])
  })

  it('of another kind are refused', async () => {
    const scale = await openPlayedToledo()
    scale.driver.order({ type: 'open-drawer', orderId: 'd', device: 'scale', timeoutMs: 1000 })
    expect(scale.outcome('d')).toMatchObject({ outcome: 'failed', detail: 'unsupported' })
  })

  it('to set zero are done when it is at zero', async () => {
    const scale = await openPlayedToledo()
    scale.shows = [0x02, 0x3f, 0x48, 0x0d]
    await scale.timers.pass(1100)
    expect(scale.states.at(-1)).toBe('needs-care needs-zero')
    scale.driver.order(zeroOrder('z1'))
    await scale.timers.pass(300)
    expect(scale.outcome('z1')).toBeUndefined()
    scale.shows = '\x0200.000\r'
    await scale.timers.pass(400)
    expect([scale.outcome('z1')?.outcome, scale.states.at(-1)]).toEqual(['done', 'ready'])
  })

  it('to set zero fail where the protocol has no such thing', async () => {
    const scale = playScale(openDialog06({ secret: undefined, random16: () => 0 }))
    scale.answerWith((bytes) => (bytes.toString('latin1') === '\x04\x0208\x03' ? '\x0209\x1b00\x03' : undefined))
    scale.plugIn()
    await scale.timers.pass(10)
    scale.driver.order(zeroOrder('z1'))
    expect(scale.outcome('z1')).toMatchObject({ outcome: 'failed', detail: 'unsupported' })
  })
})

it('a Dialog 06 scale that asks for a secret nobody gave it needs care until it weighs', async () => {
  const scale = playScale(openDialog06({ secret: undefined, random16: () => 0 }))
  let challenges = true
  scale.answerWith((bytes) => {
    const text = bytes.toString('latin1')
    if (text === '\x04\x0208\x03') return '\x0209\x1b00\x03'
    if (text === '\x04\x05') return '\x0202\x1b3\x1b00750\x1b000229\x1b000172\x03'
    if (!text.includes('01')) return undefined
    return challenges ? '\x0211\x1b247\x03' : '\x06'
  })
  scale.plugIn()
  await scale.timers.pass(10)
  scale.driver.order(weighOrder('w1'))
  await scale.timers.pass(2000)
  expect([scale.outcome('w1')?.detail, scale.states.at(-1)]).toEqual(['needs-secret', 'needs-care needs-secret'])
  challenges = false
  scale.driver.order(weighOrder('w2'))
  await scale.timers.pass(2000)
  expect([scale.outcome('w2')?.weighed, scale.states.at(-1)]).toEqual([{ grams: 750 }, 'ready'])
})

it('an MT-SICS scale is asked again after an error of transmission', async () => {
  const scale = playScale(openMtSics())
  const answers = ['S S      0.000 kg\r\n', 'ET\r\n', 'S D      0.700 kg\r\n', 'S S      0.750 kg\r\n']
  scale.answerWith(() => answers.shift() ?? 'S S      0.750 kg\r\n')
  scale.plugIn()
  await scale.timers.pass(10)
  scale.driver.order(weighOrder('w1'))
  await scale.timers.pass(1000)
  expect([scale.progress, scale.outcome('w1')?.weighed]).toEqual([['bad-answer', 'in-motion'], { grams: 750 }])
})
