import { describe, expect, it } from 'vitest'
import type { StoreWire } from '../../../src/lane/store-network/store-wire.ts'
import { openUdpWire } from '../../../src/lane/store-network/udp-wire.ts'

/** Resolves with what is heard next that is not the listener's own. */
function hear(wire: StoreWire, wanted: string): Promise<string> {
  return new Promise((resolve) => wire.onDatagram((datagram, from) => Buffer.from(datagram).toString() === wanted && resolve(from)))
}

describe('the store network over UDP', () => {
  it('reaches lanes that are named, and answers them where they speak from', async () => {
    const port = 20_000 + (process.pid % 20_000)
    const troubles: string[] = []
    const open = (): StoreWire => openUdpWire({ group: '239.255.71.9', port, addresses: ['127.0.0.1'] }, (message) => void troubles.push(message))
    const [milk, bread] = [open(), open()]
    // Of two that share a port on one machine a datagram to an address reaches one: whichever it is, it may answer.
    const [heard] = [Promise.race([hear(milk, 'hello').then((from) => [milk, from] as const), hear(bread, 'hello').then((from) => [bread, from] as const)])]
    milk.tell(Buffer.from('hello'))
    const [listener, from] = await heard
    const answered = hear(milk, 'yes')
    listener.send(from, Buffer.from('yes'))
    expect(await answered).toMatch(/^[\d.]+:\d+$/)
    milk.close()
    bread.close()
    expect(troubles).toEqual([])
  })
})
