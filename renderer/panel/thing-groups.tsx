import { CreditCard, Keyboard, ScanBarcode } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Order, Thing } from './control-door.ts'

const groupNames: Readonly<Record<string, string>> = { items: 'Items', weighed: 'Weighed items', age: 'Age check', members: 'Members', lists: 'Shopping lists', coupons: 'Coupons', trouble: 'Trouble' }

/** Every thing as one press: scanned, drawn through the reader, or shown as text to type at the lane. */
export function ThingGroups({ things, onUse }: { readonly things: readonly Thing[]; readonly onUse: (order: Order) => void }): ReactNode {
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const shown = things.filter(({ label, text }) => label.toLowerCase().includes(wanted) || text.includes(wanted))
  const groups = [...new Set(shown.map(({ group }) => group))]
  return (
    <>
      <input className="search" type="search" value={words} placeholder="Search things to scan" aria-label="Search things to scan" onChange={({ target }) => setWords(target.value)} />
      <AnyCode onUse={onUse} />
      {groups.map((group) => (
        <section key={group}>
          <h2>{groupNames[group] ?? group}</h2>
          <div className="grid">
            {shown.filter((thing) => thing.group === group).map((thing) => <ThingButton key={`${thing.how} ${thing.text}`} thing={thing} onUse={onUse} />)}
          </div>
        </section>
      ))}
    </>
  )
}

function ThingButton({ thing: { label, text, how }, onUse }: { readonly thing: Thing; readonly onUse: (order: Order) => void }): ReactNode {
  const Sign = { scan: ScanBarcode, swipe: CreditCard, type: Keyboard }[how]
  const inside = <><Sign aria-hidden="true" /><span>{label}<small>{text}</small></span></>
  if (how === 'type') return <div className="thing typed">{inside}</div>
  return <button type="button" className="thing" onClick={() => onUse({ path: how, body: { text } })}>{inside}</button>
}

function AnyCode({ onUse }: { readonly onUse: (order: Order) => void }): ReactNode {
  const [code, setCode] = useState('')
  return (
    <form className="any" onSubmit={(event) => {
      event.preventDefault()
      if (code !== '') onUse({ path: 'scan', body: { text: code } })
    }}>
      <input className="search" type="text" value={code} placeholder="Any code, such as the coupon on a receipt" aria-label="Any code" onChange={({ target }) => setCode(target.value)} />
      <button type="submit" className="key">Scan</button>
    </form>
  )
}
