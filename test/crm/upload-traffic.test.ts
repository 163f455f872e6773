import { describe, expect, it } from 'vitest'
import { openBackground } from '../../src/crm/background.ts'
import { openUploadTraffic, type UploadTraffic } from '../../src/crm/upload-traffic.ts'
import { playedTime, type PlayedTime } from '../support/played-time.ts'

const mostMs = 5_000
const upload = (traffic: UploadTraffic): Promise<void> => traffic.take(() => Promise.resolve())

function openTraffic(): { readonly traffic: UploadTraffic; readonly time: PlayedTime; asks(): { isOver: boolean } } {
  const time = playedTime()
  const traffic = openUploadTraffic((delayMs, call) => time.after(delayMs, call))
  const turns = traffic.turns(mostMs)
  return {
    traffic, time,
    asks() {
      const asked = { isOver: false }
      void turns.next().then(() => (asked.isOver = true))
      return asked
    },
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Every tenth of a second, for so long. */
async function uploadsFor(ms: number, { traffic, time }: { readonly traffic: UploadTraffic; readonly time: PlayedTime }): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 100) {
    await upload(traffic)
    time.pass(100)
  }
  await settled()
}

describe('work behind the uploads', () => {
  it('goes on at once while they come one by one', async () => {
    const { traffic, time, asks } = openTraffic()
    for (let count = 0; count < 3; count += 1) {
      await upload(traffic)
      const asked = asks()
      await settled()
      expect(asked).toEqual({ isOver: true })
      time.pass(1_000)
    }
  })

  it('waits while they come thick, and goes on a moment after the last', async () => {
    const { traffic, time, asks } = openTraffic()
    await uploadsFor(300, { traffic, time })
    const asked = asks()
    await uploadsFor(1_000, { traffic, time })
    expect(asked).toEqual({ isOver: false })
    time.pass(100)
    await settled()
    expect(asked).toEqual({ isOver: true })
  })

  it('waits while one that takes long has others beside it', async () => {
    const { traffic, time, asks } = openTraffic()
    let end = (): void => {}
    const long = traffic.take(() => new Promise<void>((resolve) => (end = resolve)))
    await upload(traffic)
    time.pass(1_000)
    const asked = asks()
    await settled()
    expect(asked).toEqual({ isOver: false })
    end()
    await long
    time.pass(200)
    await settled()
    expect(asked).toEqual({ isOver: true })
  })

  it('has its turn in the end, for as long as it gave way, and gives way again', async () => {
    const { traffic, time, asks } = openTraffic()
    await uploadsFor(300, { traffic, time })
    const first = asks()
    await uploadsFor(mostMs - 100, { traffic, time })
    expect(first).toEqual({ isOver: false })
    await uploadsFor(100, { traffic, time })
    expect(first).toEqual({ isOver: true })
    await uploadsFor(mostMs - 100, { traffic, time })
    const second = asks()
    await settled()
    expect(second).toEqual({ isOver: true })
    await uploadsFor(100, { traffic, time })
    const third = asks()
    await settled()
    expect(third).toEqual({ isOver: false })
  })

  it.each(['settle', 'close'] as const)('does not wait any longer once somebody waits for it to %s', async (end) => {
    const { traffic, time } = openTraffic()
    await uploadsFor(300, { traffic, time })
    const done: string[] = []
    const background = openBackground(async (turn) => {
      if (await turn()) done.push('a step')
    }, { turns: traffic.turns(mostMs), onFailure: (error) => { throw error } })
    background.wake()
    await settled()
    expect(done).toEqual([])
    await background[end]()
    expect(done.length > 0).toBe(end === 'settle')
  })
})
