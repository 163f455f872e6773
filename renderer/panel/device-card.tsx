import { Plug, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Order, PluggedDevice } from './control-door.ts'

interface CardProps {
  readonly name: string
  readonly device: PluggedDevice
  readonly plugged: boolean
  readonly onOrder: (order: Order) => void
  readonly children?: ReactNode
}

/** One simulated device: its plug, and whatever can be done to it. */
export function DeviceCard({ name, device, plugged, onOrder, children }: CardProps): ReactNode {
  const Sign = plugged ? Plug : Unplug
  return (
    <section className={`device ${plugged ? '' : 'out'}`} aria-label={name}>
      <header>
        <h2>{name}</h2>
        <Press on={!plugged} onPress={() => onOrder({ path: plugged ? 'unplug' : 'replug', body: { device } })} label={plugged ? `Unplug ${name}` : `Plug ${name} in`}><Sign aria-hidden="true" />{plugged ? 'Unplug' : 'Plug in'}</Press>
      </header>
      {children}
    </section>
  )
}

/** A key that shows whether what it stands for is so now: something wrong, or the one of several that is chosen. */
export function Press({ on = false, as = 'fault', onPress, label, children }: { readonly on?: boolean; readonly as?: 'fault' | 'choice'; readonly onPress: () => void; readonly label?: string; readonly children: ReactNode }): ReactNode {
  return <button type="button" className={`key ${on ? (as === 'fault' ? 'on' : 'chosen') : ''}`} aria-pressed={on} aria-label={label} onClick={onPress}>{children}</button>
}
