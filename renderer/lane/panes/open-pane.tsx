import type { ReactNode } from 'react'
import { assertNever } from '../../../src/domain/assert.ts'
import { openBasket } from '../screen/screen-state.ts'
import type { ScreenState } from '../screen/screen-state.ts'
import { DevicesPane } from './devices-pane.tsx'
import { FindPane } from './find-pane.tsx'
import { MemberPane } from './member-pane.tsx'
import { MorePane } from './more-pane.tsx'
import { OffersPane } from './offers-pane.tsx'
import { ReceiptPane } from './receipt-pane.tsx'
import { SuspendedPane } from './suspended-pane.tsx'

/** The pane that is open, if any. */
export function OpenPane({ state }: { readonly state: ScreenState }): ReactNode {
  const { pane, view } = state
  if (pane === undefined || view === undefined) return null
  switch (pane) {
    case 'find':
      return <FindPane />
    case 'member':
      return <MemberPane member={openBasket(view)?.member} />
    case 'offers':
      return <OffersPane basket={openBasket(view)} />
    case 'more':
      return <MorePane state={state} />
    case 'suspended':
      return <SuspendedPane suspended={view.suspended} />
    case 'receipt':
      return <ReceiptPane />
    case 'devices':
      return <DevicesPane devices={view.devices} />
    default:
      return assertNever(pane, 'pane')
  }
}
