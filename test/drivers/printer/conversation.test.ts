import { expect, it } from 'vitest'
import { blockedBy, type PrinterCondition } from '../../../drivers/printer/condition.ts'
import { openConversation } from '../../../drivers/printer/conversation.ts'
import type { Wire } from '../../../drivers/wire/wire.ts'
import { manualTimers } from '../../support/drivers-manual-timers.ts'

const silentWire: Wire = {
  isOpen: true, onBytes: () => undefined, onState: () => undefined, write: async () => 'sent', reset: () => undefined,
  setFeature: async () => 'away', getFeature: async () => undefined, close: async () => undefined,
}

it('answers that come too late are not taken for the next round’s: a shut drawer is no open cover', async () => {
  const timers = manualTimers()
  const heard: PrinterCondition[] = []
  const conversation = openConversation({ wire: silentWire, timers, confirm: 'gs-r', onCondition: (condition) => void heard.push(condition) })
  conversation.begin()
  const first = conversation.askStatus(500)
  conversation.take(Buffer.from([0x16, 0x12, 0x12]))
  await timers.pass(600)
  expect(await first).toBe(false)
  const second = conversation.askStatus(500)
  conversation.take(Buffer.from([0x12]))
  await timers.pass(20)
  conversation.take(Buffer.from([0x16, 0x12]))
  conversation.take(Buffer.from([0x12, 0x12]))
  await timers.pass(300)
  expect(await second).toBe(true)
  expect(heard.map((condition) => [condition.drawerPinHigh, blockedBy(condition)])).toEqual([[true, undefined]])
  const third = conversation.askStatus(500)
  conversation.take(Buffer.from([0x12, 0x16, 0x12, 0x12]))
  expect(await third).toBe(true)
  expect(blockedBy(conversation.condition)).toBe('cover-open')
})
