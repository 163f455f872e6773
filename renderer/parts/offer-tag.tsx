import { Ticket } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewOffer } from '../../src/contract/lane-view.ts'
import { assertNever } from '../../src/domain/assert.ts'
import type { Speaker } from '../wording/speaker.ts'
import { displayMoney } from './display-money.ts'
import { useSpeaker } from './speaker-context.ts'

interface TagProps {
  readonly state: ViewOffer['state']
  /** Said in place of a bare "Armed" where nothing beside the tag names the offer. */
  readonly name?: ViewOffer['name']
}

/** Where an offer stands: filled when it gave money, outlined when it waits, grey with the reason when it cannot yet. */
export function OfferTag({ state, name }: TagProps): ReactNode {
  const speaker = useSpeaker()
  return (
    <span className={`tag ${look(state)}`}>
      {state.kind === 'armed' && <Ticket aria-hidden="true" />}
      <span>{name && state.kind === 'armed' && state.savingMinor === undefined ? speaker.name(name) : offerStateText(state, speaker)}</span>
    </span>
  )
}

function look({ kind }: ViewOffer['state']): string {
  return kind === 'applied' ? 'applied' : kind === 'armed' ? 'armed' : 'not'
}

const excludedWords = { expired: 'expired', 'not-yet': 'notYet', 'not-now': 'notNow', 'not-discountable': 'notDiscountable', 'limit-reached': 'limitReached', 'used-up': 'usedUp', 'unknown-kind': 'unknownKind', 'needs-member': 'needsMember', 'member-limit': 'memberLimit', 'member-day-limit': 'memberDayLimit', 'no-allowance': 'noAllowance', 'not-taken': 'notTaken' } as const

/** The reason a cashier reads out. */
function offerStateText(state: ViewOffer['state'], { say, currency }: Speaker): string {
  switch (state.kind) {
    case 'applied':
      return state.amountMinor > 0 || state.points === 0 ? displayMoney(-state.amountMinor, currency) : say('earns', { count: state.points })
    case 'armed':
      return state.savingMinor === undefined ? say('armed') : say('armedSaving', { savingMinor: -state.savingMinor })
    case 'not-met':
      if (state.missingGrams !== undefined) return say('needsWeight', { count: state.missingGrams })
      return state.missingMinor === undefined ? say('needsUnits', { count: state.missingUnits ?? 1 }) : say('needsMoney', { missingMinor: state.missingMinor })
    case 'beaten':
      return say('beaten')
    case 'excluded':
      return say(excludedWords[state.reason])
    default:
      return assertNever(state, 'offer state')
  }
}
