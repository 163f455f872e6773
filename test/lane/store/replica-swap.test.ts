import { expect, it } from 'vitest'
import { openShop } from '../../support/lane-shop.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

it('a scan finds its item at every moment in which a new replica takes the place of the one in use', async () => {
  const { store } = openShop()
  const making = store.replica.startOver()
  let isDone = false
  const taken = making.takePlace().finally(() => { isDone = true })
  let readCount = 0
  while (!isDone) {
    store.replica.itemByCode('09521234500018')
    readCount += 1
    await nextTurn()
  }
  await taken
  expect(readCount).toBeGreaterThan(1)
  expect(store.replica.settings()).toBeUndefined()
})
