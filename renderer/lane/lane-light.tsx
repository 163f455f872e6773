import type { ReactNode } from 'react'
import type { ScreenState } from './screen/screen-state.ts'
import { openPayment } from './screen/card-terminal.ts'
import { openBasket, shownMessage } from './screen/screen-state.ts'

/** The top band: the hue of the lane's worst state. Strip and chips say the same in words. */
export function LaneLight({ state }: { readonly state: ScreenState }): ReactNode {
  return <div className={`light ${lightOf(state)}`} />
}

function lightOf(state: ScreenState): 'stop' | 'warn' | 'member' | '' {
  const level = shownMessage(state)?.level
  const { view } = state
  if (level === 'stop') return 'stop'
  if (level === 'warn' || !state.up || view?.devices.some((device) => device.state !== 'ready')) return 'warn'
  const payment = openPayment(view)
  if (payment) return payment.state === 'running' ? 'member' : 'warn'
  return view && openBasket(view)?.member ? 'member' : ''
}
