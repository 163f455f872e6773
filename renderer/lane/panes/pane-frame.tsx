import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Key } from '../../parts/key.tsx'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useSend } from '../use-lane-screen.ts'

/** A pane covers the member card and the list, never the basket, the keypad or Pay. Esc closes it. */
export function PaneFrame({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const send = useSend()
  const { say } = useSpeaker()
  return (
    <section className="pane" aria-label={title} data-region="pane">
      <header>
        <h2>{title}</h2>
        <Key hint="Esc" onPress={() => send({ kind: 'key', key: 'back' })}><X aria-hidden="true" /><span className="sr">{say('close')}</span></Key>
      </header>
      {children}
    </section>
  )
}
