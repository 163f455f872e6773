import { ScanBarcode } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { SpeakerContext, useSpeaker, useSpeakerFor } from '../parts/speaker-context.ts'
import { usePageMarks } from '../parts/use-page-marks.ts'
import { DoneScreen } from './done-screen.tsx'
import { LaneLight } from './lane-light.tsx'
import { ReturnScreen } from './returns/return-screen.tsx'
import { SaleScreen } from './sale-screen.tsx'
import { languageOf, showing } from './screen/screen-state.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { StatusBar } from './status-bar.tsx'
import { TenderScreen } from './tender/tender-screen.tsx'
import { LaneContext, useScreenState } from './use-lane-screen.ts'
import type { LaneControls } from './use-lane-screen.ts'

/** The cashier's page: lane light, status bar, and the screen for what is being done. */
export function LanePage({ controls }: { readonly controls: LaneControls }): ReactNode {
  const state = useScreenState(controls.screen)
  const language = languageOf(state)
  const speaker = useSpeakerFor(language, state.view?.lane.currency)
  usePageMarks(language, state.view?.edition)
  return (
    <LaneContext value={controls}>
      <SpeakerContext value={speaker}>
        {state.view ? (
          <div className="frame">
            <LaneLight state={state} />
            <StatusBar view={state.view} up={state.up} canOpen={showing(state) === 'sale'} />
            <LaneScreenFor state={state} view={state.view} />
          </div>
        ) : <Waiting />}
      </SpeakerContext>
    </LaneContext>
  )
}

function LaneScreenFor({ state, view }: { readonly state: ScreenState; readonly view: LaneView }): ReactNode {
  if (view.returning) return <ReturnScreen state={state} returning={view.returning} />
  if (view.sale.kind === 'tendering') return <TenderScreen state={state} sale={view.sale} />
  if (view.sale.kind === 'done' && showing(state) === 'done') return <DoneScreen state={state} sale={view.sale} />
  return <SaleScreen state={state} view={view} />
}

function Waiting(): ReactNode {
  const { say } = useSpeaker()
  return (
    <main className="waiting" role="status">
      <ScanBarcode className="sign" aria-hidden="true" />
      <h1>{say('connecting')}</h1>
      <p>{say('connectingDetail')}</p>
    </main>
  )
}
