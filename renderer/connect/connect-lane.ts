import { openLaneLink } from './lane-link.ts'
import type { LaneLink } from './lane-link.ts'
import { portWire } from './port-wire.ts'
import { webSocketWire } from './web-socket-wire.ts'

/** Connects this page to its lane: by the desktop shell's port where there is one, else by a WebSocket to whoever served the page. */
export function connectLane(): LaneLink {
  const port = window.lanewise
  const newId = (): string => crypto.randomUUID()
  if (port) return openLaneLink({ openWire: portWire(port), newId, laneMayRestart: true })
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="lanewise-nonce"]')?.content ?? ''
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return openLaneLink({ openWire: webSocketWire(`${scheme}://${location.host}/lane`, nonce), newId, laneMayRestart: false })
}
