import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { memberSecret } from '../support/lane.ts'
import { codes, openShop, payCash } from '../support/lane-shop.ts'
import { findTraces, looseForms, paymentCards, tracesOf, wholeForms } from '../support/firewall.ts'

/** Backwards it is some other number, which may well be shown as not found. */
const traces = tracesOf(paymentCards, [memberSecret]).filter(({ form }) => form !== 'backwards')

/** Everything of the lane's that is on the disk, the log of the database included. */
function bytesOn(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name))] : [])))
}

it('of a card number that reaches the lane by any way, nothing is stored, shown, printed or answered', () => {
  const lane = openShop()
  const said: unknown[] = []
  const ask = (body: Parameters<typeof lane.ask>[0]): void => void said.push(lane.ask(body), lane.lane.view())
  lane.scan(codes.coffee)
  for (const number of paymentCards) {
    const { reversed: _, ...loose } = looseForms(number)
    const forms = [...Object.values(wholeForms(number)), ...Object.values(loose), `]C0${number}`, `]E0${number}`, `]C1${number}`, `(10)${number}`, `https://example.com/${number}`]
    for (const form of forms) {
      ask({ name: 'scan', text: form })
      if (form.length <= 64) ask({ name: 'keyCode', text: form })
      if (form.length <= 32) ask({ name: 'findMember', phone: form })
      if (form.length <= 64) ask({ name: 'findItems', words: form })
      // A driver that let one through, or another make of device process: the lane refuses it once more.
      lane.devices.send({ type: 'scanned', device: 'scanner', text: form })
      lane.devices.send({ type: 'swiped', device: 'card-reader', text: form })
      said.push(lane.lane.view())
    }
    lane.devices.send({ type: 'payment-card-rejected', device: 'card-reader' })
  }
  ask({ name: 'suspendSale' })
  const suspended = lane.lane.view().suspended[0]
  if (!suspended) throw new Error('nothing was suspended')
  ask({ name: 'recallSale', saleId: suspended.saleId })
  payCash(lane, 1000)
  ask({ name: 'showReceipt' })

  expect(findTraces(JSON.stringify(said), traces)).toEqual([])
  expect(findTraces(JSON.stringify(lane.notices), traces)).toEqual([])
  expect(findTraces(JSON.stringify(lane.devices.orders), traces)).toEqual([])
  expect(findTraces(JSON.stringify(Array.from(lane.store.journal.recordsAfter(0, 1_000_000))), traces)).toEqual([])
  const disk = bytesOn(lane.dataDir)
  expect(findTraces(disk, traces)).toEqual([])
  // The search itself finds what is there.
  expect(disk.includes('payment-card-rejected')).toBe(true)
  expect(disk.includes(codes.coffee)).toBe(true)
})

it.each(paymentCards)('%s is told to be a payment card, scanned, keyed, swiped or given for a phone number', (number) => {
  const lane = openShop()
  for (const form of Object.values(wholeForms(number))) {
    expect(lane.scan(form)).toEqual({ kind: 'refused', refusal: { refused: 'payment-card-rejected' } })
    if (form.length <= 64) expect(lane.ask({ name: 'keyCode', text: form })).toEqual({ kind: 'refused', refusal: { refused: 'payment-card-rejected' } })
  }
  expect(lane.ask({ name: 'findMember', phone: number })).toEqual({ kind: 'refused', refusal: { refused: 'payment-card-rejected' } })
  lane.lane.handle({ id: crypto.randomUUID(), body: { name: 'clearMessage' } })
  lane.devices.send({ type: 'swiped', device: 'card-reader', text: number })
  expect(lane.lane.view().message).toMatchObject({ code: 'payment-card-rejected' })
})
