import { CreditCard, TriangleAlert } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { ViewPayment } from '../../../src/contract/lane-view.ts'
import { displayPrice } from '../../parts/display-money.ts'
import { Price } from '../../parts/price.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import type { WordKey } from '../../wording/dictionaries.ts'

/** What the card terminal is at, in place of amounts and keypad: nothing else can happen to the sale until it has ended. */
export function PaymentPanel({ payment }: { readonly payment: ViewPayment }): ReactNode {
  const { say, currency } = useSpeaker()
  const running = payment.state === 'running'
  const Sign = running ? CreditCard : TriangleAlert
  return (
    <div className={`follow ${running ? '' : 'warn'}`} role="status" data-region="payment">
      <Sign aria-hidden="true" />
      <h2>{say(titleOf(payment))}</h2>
      <Price className="x" amountMinor={payment.amountMinor} />
      <p>{say(hintOf(payment), { amountMinor: displayPrice(payment.amountMinor, currency) })}</p>
      {running && <Seconds since={payment.askedAt} />}
    </div>
  )
}

function titleOf({ state, direction }: ViewPayment): WordKey {
  if (state !== 'running') return direction === 'take' ? 'paymentUnknown' : 'givingBackUnknown'
  return direction === 'take' ? 'followTerminal' : 'givingBack'
}

const progress: Readonly<Record<string, WordKey>> = {
  'insert-card': 'progressCard', 'enter-pin': 'progressPin', 'wrong-pin': 'progressWrongPin', 'remove-card': 'progressRemove', approved: 'progressApproved',
  declined: 'progressDeclined', 'not-accepted': 'progressNotAccepted', undoing: 'progressUndoing', wait: 'progressWait',
}

function hintOf({ state, direction, hint = '', stopping }: ViewPayment): WordKey {
  switch (state) {
    case 'running':
      return stopping ? 'progressStopping' : (progress[hint] ?? 'progressWait')
    case 'checking':
      return 'paymentChecking'
    case 'cannot-tell':
      return direction === 'take' ? 'paymentCannotTell' : 'givingBackCannotTell'
    case 'waiting':
      return hint === 'busy' ? 'paymentTerminalBusy' : 'paymentTerminalAway'
  }
}

/** So that she sees that it still runs. Read out once, not every second. */
function Seconds({ since }: { readonly since: string }): ReactNode {
  const { say } = useSpeaker()
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const count = Math.max(0, Math.floor((nowMs - Date.parse(since)) / 1_000))
  return <p className="n" aria-hidden="true">{say('seconds', { count })}</p>
}
