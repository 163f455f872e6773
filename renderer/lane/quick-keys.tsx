import type { ReactNode } from 'react'
import { MoreChoices } from './more-choices.tsx'
import type { ScreenState } from './screen/screen-state.ts'

/** Under Pay on a wide screen. */
export function QuickKeys({ state }: { readonly state: ScreenState }): ReactNode {
  return <div className="quick"><MoreChoices state={state} /></div>
}
