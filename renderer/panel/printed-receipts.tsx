import type { ReactNode } from 'react'

const shownCount = 5

/** What lies under the printer, the newest on top. */
export function PrintedReceipts({ receipts }: { readonly receipts: readonly string[] }): ReactNode {
  if (receipts.length === 0) return <p className="none">Nothing printed yet</p>
  return <>{receipts.slice(-shownCount).toReversed().map((text, index) => <pre className="paper" key={receipts.length - index} tabIndex={0} aria-label="Printed receipt">{text}</pre>)}</>
}
