import { ListChecks } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSpeaker } from '../parts/speaker-context.ts'

/** Between two customers. */
export function CustomerWelcome({ storeName }: { readonly storeName: string }): ReactNode {
  const { say } = useSpeaker()
  return (
    <main className="welcome">
      <p className="store">{storeName}</p>
      <h1>{say('welcome')}</h1>
      <p className="tip"><ListChecks aria-hidden="true" />{say('welcomeDetail')}</p>
    </main>
  )
}
