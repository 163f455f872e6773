import type { ReactNode } from 'react'

/** List progress, one piece per list line. The number beside it says the same in words. */
export function Pieces({ doneCount, lineCount }: { readonly doneCount: number; readonly lineCount: number }): ReactNode {
  return (
    <span className="pieces" aria-hidden="true">
      {Array.from({ length: lineCount }, (_piece, index) => <i key={index} className={index < doneCount ? 'on' : ''} />)}
    </span>
  )
}
