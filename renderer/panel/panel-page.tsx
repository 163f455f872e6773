import { useCallback, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { fetchState, fetchThings, order } from './control-door.ts'
import type { Order, SimulatorState, Thing } from './control-door.ts'
import { DeviceCards } from './device-cards.tsx'
import { PrintedReceipts } from './printed-receipts.tsx'
import { ThingGroups } from './thing-groups.tsx'

const lookEveryMs = 1_000

/** Simulated devices at hand: hold things to the scanner, take paper away, pull plugs, read what was printed. */
export function PanelPage(): ReactNode {
  const [things, setThings] = useState<readonly Thing[]>([])
  const [state, setState] = useState<SimulatorState>()
  const [trouble, setTrouble] = useState('')
  const telling = useCallback(async (attempt: () => Promise<void>): Promise<void> => {
    try {
      await attempt()
      setTrouble('')
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }, [])
  const look = useCallback(() => telling(async () => setState(await fetchState())), [telling])
  const doIt = useCallback((wanted: Order) => void telling(() => order(wanted)).then(look), [telling, look])
  useEffect(() => {
    void telling(async () => setThings(await fetchThings()))
    void look()
    const timer = setInterval(() => void look(), lookEveryMs)
    return () => clearInterval(timer)
  }, [telling, look])
  return (
    <main className="devices">
      <section className="things" aria-label="Things to scan"><ThingGroups things={things} onUse={doIt} /></section>
      <section className="state" aria-label="Devices">
        {trouble !== '' && <p className="trouble" role="alert">{trouble}</p>}
        {state && <DeviceCards state={state} onOrder={doIt} />}
      </section>
      <section className="papers" aria-label="Printed receipts">{state && <PrintedReceipts receipts={state.printer.receipts} />}</section>
    </main>
  )
}
