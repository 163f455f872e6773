import type { ReactNode } from 'react'
import type { Order, SimulatorState } from './control-door.ts'
import { DeviceCard, Press } from './device-card.tsx'

const mostGrams = 5_000
const stepGrams = 2
/** Goods swing on the pan for a few looks before they lie still. */
const swingCount = 2

/** What lies on the scale: by slider, by number, or one of a few usual weights. */
export function ScaleCard({ state: { scale }, onOrder }: { readonly state: SimulatorState; readonly onOrder: (order: Order) => void }): ReactNode {
  const put = (grams: number): void => onOrder({ path: 'weigh', body: { grams, swingCount: grams === 0 ? 0 : swingCount } })
  return (
    <DeviceCard name="Scale" device="scale" plugged={scale.plugged} onOrder={onOrder}>
      <form className="weight" onSubmit={(event) => {
        event.preventDefault()
        const grams = Number(new FormData(event.currentTarget).get('grams'))
        if (Number.isInteger(grams)) put(grams)
      }}>
        <output className="glass" aria-label="On the scale">{(scale.grams / 1000).toFixed(3)} kg</output>
        <input className="search" type="number" name="grams" min={0} max={30_000} step={1} defaultValue={734} aria-label="Grams" />
        <button type="submit" className="key">Put on</button>
      </form>
      <input type="range" min={0} max={mostGrams} step={stepGrams} value={Math.max(0, Math.min(scale.grams, mostGrams))} aria-label="Weight on the scale in grams" onChange={({ target }) => put(Number(target.value))} />
      <div className="keys">
        <Press onPress={() => put(0)}>Take off</Press>
        <Press onPress={() => onOrder({ path: 'weigh', body: { grams: -120 } })}>Lift the pan</Press>
        <Press on={scale.deaf} onPress={() => onOrder({ path: 'scale', body: { deaf: !scale.deaf } })}>{scale.deaf ? 'Let it answer' : 'Let it hang'}</Press>
      </div>
    </DeviceCard>
  )
}
