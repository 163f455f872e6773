import { CircleCheck, CircleX, RefreshCw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewPayment } from '../../../src/contract/lane-view.ts'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { canCancel, canCheck } from '../screen/card-terminal.ts'
import { useSend } from '../use-lane-screen.ts'

/** What the cashier can do while the terminal is at it: cancel; and where nobody knows the end, ask again or say what the terminal shows. */
export function PaymentFoot({ payment }: { readonly payment: ViewPayment }): ReactNode {
  const { say } = useSpeaker()
  const send = useSend()
  if (payment.state === 'running') {
    return (
      <div className="foot">
        <Key hint="Esc" disabled={!canCancel(payment)} onPress={() => send({ kind: 'ask', body: { name: 'cancelPayment' } })}><X aria-hidden="true" />{say('cancelPayment')}</Key>
        <Key className="finish" disabled onPress={() => undefined}>{say('waitForTerminal')}</Key>
      </div>
    )
  }
  const disabled = !canCheck(payment)
  const settle = (paid: boolean): void => send({ kind: 'ask', body: { name: 'settlePayment', paid } })
  const takes = payment.direction === 'take'
  return (
    <div className="foot settle">
      <Key hint="F1" disabled={disabled} onPress={() => send({ kind: 'ask', body: { name: 'checkPayment' } })}><RefreshCw aria-hidden="true" />{say('checkPayment')}</Key>
      <Key disabled={disabled} onPress={() => settle(!takes)}><CircleX aria-hidden="true" />{say(takes ? 'settleNotPaid' : 'settleNotGivenBack')}</Key>
      <Key disabled={disabled} onPress={() => settle(takes)}><CircleCheck aria-hidden="true" />{say(takes ? 'settlePaid' : 'settleGivenBack')}</Key>
    </div>
  )
}
