import { describe, expect, it } from 'vitest'
import type { StoreWire } from '../../../src/lane/store-network/store-wire.ts'
import { openUdpWire } from '../../../src/lane/store-network/udp-wire.ts'

/** Resolves with where what is wanted comes from. */
function hear(wire: StoreWire, wanted: string): Promise<string> {
  return new Promise((resolve) => wire.onDatagram((datagram, from) => Buffer.from(datagram).toString() === wanted && resolve(from)))
}

describe('the store network over UDP', () => {
  it('reaches a lane that is named, and the answer comes back to where it was asked from', async () => {
    const port = 20_000 + (process.pid % 20_000)
    const open = (own: number, other: number): StoreWire => openUdpWire({ group: '239.255.71.9', port: own, addresses: [`127.0.0.1:${other}`] })
    const [milk, bread] = [open(port, port + 1), open(port + 1, port)]
    const asked = hear(bread, 'is it free?')
    milk.tell(Buffer.from('is it free?'))
    const from = await asked
    const answered = hear(milk, 'yes')
    bread.send(from, Buffer.from('yes'))
    expect(await answered).toMatch(/^127\.0\.0\.1:\d+$/)
    milk.close()
    bread.close()
  })
})
