import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { showReceiptAnswer } from '../../../src/contract/lane-commands.ts'
import { useSpeaker } from '../../parts/speaker-context.ts'
import { useLaneControls } from '../use-lane-screen.ts'
import { PaneFrame } from './pane-frame.tsx'

/** The last receipt, as a picture: inside an image an SVG can run nothing and load nothing. */
export function ReceiptPane(): ReactNode {
  const { say } = useSpeaker()
  const { question } = useLaneControls()
  const [svg, setSvg] = useState<string | 'none'>()
  useEffect(() => {
    let current = true
    const show = async (): Promise<void> => {
      const outcome = await question({ name: 'showReceipt' })
      const answer = showReceiptAnswer.safeParse(outcome.kind === 'ok' ? outcome.body : undefined)
      if (current) setSvg(answer.data?.svg ?? 'none')
    }
    void show()
    return () => {
      current = false
    }
  }, [question])
  return (
    <PaneFrame title={say('lastReceipt')}>
      <div className="receipt" role="group" aria-label={say('lastReceipt')} tabIndex={0}>
        {svg === 'none' && <p className="hint">{say('noReceipt')}</p>}
        {svg !== undefined && svg !== 'none' && <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={say('lastReceipt')} />}
      </div>
    </PaneFrame>
  )
}
