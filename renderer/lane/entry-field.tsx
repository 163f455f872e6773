import { CircleCheck, Phone, ScanBarcode } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSpeaker } from '../parts/speaker-context.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { useSettled } from './use-settled.ts'

/** Region G. It is no text box: the page itself collects digits, so that focus never decides where a scan goes. */
export function EntryField({ state }: { readonly state: ScreenState }): ReactNode {
  const { say } = useSpeaker()
  const typed = useSettled(state.typed)
  const byPhone = state.pane === 'member'
  const Sign = byPhone ? Phone : ScanBarcode
  return (
    <div className="entry" data-region="entry">
      <Sign aria-hidden="true" />
      {state.view?.nextQuantity !== undefined && <span className="times">{state.view.nextQuantity} ×</span>}
      {typed === '' ? <span className="grow ell">{say(byPhone ? 'phoneHint' : 'entryHint')}</span> : <output className="v grow">{typed}</output>}
      {typed === '' && <span className="rdy"><CircleCheck aria-hidden="true" />{say('ready')}</span>}
    </div>
  )
}
