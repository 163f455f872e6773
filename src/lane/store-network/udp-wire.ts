import { createSocket, type Socket } from 'node:dgram'
import type { StoreWire } from './store-wire.ts'

export interface UdpPlace {
  /** Multicast group of the store network, within the site: 239.0.0.0/8. */
  readonly group: string
  readonly port: number
  /** Lanes to be told directly, where the network carries no multicast: `192.168.7.12`, or with a port of its own `192.168.7.12:47810`. */
  readonly addresses: readonly string[]
}

/**
 * The store's own network. Two sockets: one listens at the port all lanes share, one speaks from a port of its own, so that
 * two lanes on one machine each get their answers.
 * @param onTrouble told in words when the network cannot be used; the lane goes on alone
 */
export function openUdpWire({ group, port, addresses }: UdpPlace, onTrouble: (message: string) => void): StoreWire {
  let listener: (datagram: Uint8Array, from: string) => void = () => {}
  let isOpen = true
  const open = (): Socket => createSocket({ type: 'udp4', reuseAddr: true })
  const [ear, mouth] = [open(), open()]
  const failed = (error: Error): void => {
    if (isOpen) onTrouble(`The store network at ${group}:${port} cannot be used: ${error.message}. Lanes are not asked; look at the cable, or write their addresses into storeNetwork.addresses.`)
  }
  for (const socket of [ear, mouth]) {
    socket.on('error', failed)
    socket.on('message', (datagram, { address, port: from }) => isOpen && listener(datagram, `${address}:${from}`))
  }
  ear.bind(port, () => attempt(() => ear.addMembership(group), failed))
  mouth.bind(0)

  const sendTo = (to: string, datagram: Uint8Array): void => {
    const [host = '', ownPort = String(port)] = to.split(':')
    // A lane that cannot be reached is one that does not answer: its silence is dealt with where it is waited for.
    if (isOpen) mouth.send(datagram, Number(ownPort), host, () => {})
  }
  return {
    tell: (datagram) => [group, ...addresses].forEach((to) => sendTo(to, datagram)),
    send: sendTo,
    onDatagram: (called) => void (listener = called),
    close() {
      isOpen = false
      ear.close()
      mouth.close()
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
