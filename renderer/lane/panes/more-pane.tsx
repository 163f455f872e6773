import type { ReactNode } from 'react'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { MoreChoices } from '../more-choices.tsx'
import type { ScreenState } from '../screen/screen-state.ts'
import { PaneFrame } from './pane-frame.tsx'

/** F10. */
export function MorePane({ state }: { readonly state: ScreenState }): ReactNode {
  const { say } = useSpeaker()
  return <PaneFrame title={say('moreTitle')}><div className="choices"><MoreChoices state={state} /></div></PaneFrame>
}
