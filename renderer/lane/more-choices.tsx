import { Languages, LockKeyholeOpen, PlugZap, Printer, ReceiptText, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../parts/key.tsx'
import { useSpeaker } from '../parts/speaker-context.ts'
import type { ScreenState } from './screen/screen-state.ts'
import { useSend } from './use-lane-screen.ts'

/** What is needed rarely: the same keys in the More pane and, where there is room, under Pay. */
export function MoreChoices({ state }: { readonly state: ScreenState }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  const sale = state.view?.sale
  const asked = sale?.kind === 'open' && state.voidAskedFor === sale.basket.saleId
  return (
    <>
      <Key onPress={() => send({ kind: 'ask', body: { name: 'reprintReceipt' } })}><Printer aria-hidden="true" />{say('reprint')}</Key>
      <Key onPress={() => send({ kind: 'open-pane', pane: 'receipt' })}><ReceiptText aria-hidden="true" />{say('showReceipt')}</Key>
      <Key onPress={() => send({ kind: 'ask', body: { name: 'openDrawer' } })}><LockKeyholeOpen aria-hidden="true" />{say('openDrawer')}</Key>
      <Key hint="Ctrl D" onPress={() => send({ kind: 'open-pane', pane: 'devices' })}><PlugZap aria-hidden="true" />{say('devices')}</Key>
      <Key hint="Ctrl L" onPress={() => send({ kind: 'key', key: 'language' })}><Languages aria-hidden="true" />{say('language')}</Key>
      <Key className={asked ? 'danger' : ''} disabled={sale?.kind !== 'open'} onPress={() => send({ kind: 'ask-void' })}>
        <Trash2 aria-hidden="true" />{say(asked ? 'voidSaleAgain' : 'voidSale')}
      </Key>
    </>
  )
}
