import { createSocket, type Socket } from 'node:dgram'
import type { StoreWire } from './store-wire.ts'

export interface UdpPlace {
  /** Multicast group of the store network, within the site: 239.0.0.0/8. */
  readonly group: string
  readonly port: number
  /** Lanes to be told directly, where the network carries no multicast: `192.168.7.12`, or with another port `127.0.0.1:47811`. */
  readonly addresses: readonly string[]
}

/**
 * The store's own network. One socket listens at the port that all lanes know, another speaks and is answered, so that
 * several networks may share a port. What is told to the group stays off this machine: lanes on one machine have ports of
 * their own and are named in `addresses`.
 */
export function openUdpWire({ group, port, addresses }: UdpPlace): StoreWire {
  let listener: (datagram: Uint8Array, from: string) => void = () => {}
  let isOpen = true
  let onTheirWay = 0
  let trouble: string | undefined
  const failed = (error: Error): void => {
    trouble = `The store network at ${group}:${port} cannot be used: ${error.message}. Other lanes are not asked. Look at the cable, or write the lanes' addresses into storeNetwork.addresses.`
  }
  const open = (): Socket => createSocket({ type: 'udp4', reuseAddr: true })
  const [ear, mouth] = [open(), open()]
  for (const socket of [ear, mouth]) {
    socket.on('error', failed)
    socket.on('message', (datagram, { address, port: from }) => isOpen && listener(datagram, `${address}:${from}`))
  }
  ear.bind(port, () => attempt(() => ear.addMembership(group), failed))
  mouth.bind(0, () => attempt(() => mouth.setMulticastLoopback(false), failed))

  const sendTo = (to: string, datagram: Uint8Array): void => {
    const [host = '', ownPort = String(port)] = to.split(':')
    // A lane that cannot be reached is one that does not answer: its silence is dealt with where it is waited for.
    if (!isOpen) return
    onTheirWay += 1
    mouth.send(datagram, Number(ownPort), host, (error) => {
      onTheirWay -= 1
      if (error && to === group) failed(error)
      if (!isOpen && onTheirWay === 0) mouth.close()
    })
  }
  return {
    tell: (datagram) => [group, ...addresses].forEach((to) => sendTo(to, datagram)),
    send: sendTo,
    onDatagram: (called) => void (listener = called),
    trouble: () => trouble,
    close() {
      isOpen = false
      ear.close()
      // The goodbye may still be on its way to the system.
      if (onTheirWay === 0) mouth.close()
    },
  }
}

/** A machine without a network has no interface that could join. */
function attempt(step: () => void, failed: (error: Error) => void): void {
  try {
    step()
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)))
  }
}
