import { useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import type { LaneView } from '../../src/contract/lane-view.ts'
import { assertNever } from '../../src/domain/assert.ts'
import { roundCash } from '../../src/domain/money/cash-rounding.ts'
import type { Language } from '../../src/domain/wording.ts'
import type { LaneLink } from '../connect/lane-link.ts'
import { SpeakerContext, useSpeakerFor } from '../parts/speaker-context.ts'
import { usePageMarks } from '../parts/use-page-marks.ts'
import { CustomerBasket } from './customer-basket.tsx'
import { CustomerDone } from './customer-done.tsx'
import { CustomerWelcome } from './customer-welcome.tsx'

/** The customer's display: her own basket, in her language where she has set one, else the lane's. Staff, devices and other sales never appear here. */
export function CustomerPage({ link }: { readonly link: LaneLink }): ReactNode {
  const { view } = useSyncExternalStore(link.onState, link.state)
  const language = view ? herLanguage(view) : 'en'
  const speaker = useSpeakerFor(language, view?.lane.currency)
  usePageMarks(language, view?.edition)
  return <SpeakerContext value={speaker}>{view ? <CustomerScreen view={view} /> : <main className="welcome" />}</SpeakerContext>
}

function herLanguage({ sale, lane }: LaneView): Language {
  return (sale.kind === 'idle' ? undefined : sale.basket.member?.language) ?? lane.language
}

function CustomerScreen({ view }: { readonly view: LaneView }): ReactNode {
  const { sale } = view
  switch (sale.kind) {
    case 'idle':
      return <CustomerWelcome storeName={view.lane.storeName} />
    case 'open':
      return <CustomerBasket basket={sale.basket} />
    case 'tendering':
      return <CustomerBasket basket={sale.basket} leftMinor={sale.leftMinor} cashMinor={roundCash(sale.leftMinor, view.lane.cashRounding)} />
    case 'done':
      return <CustomerDone sale={sale} />
    default:
      return assertNever(sale, 'sale')
  }
}
