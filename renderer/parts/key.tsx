import type { ReactNode } from 'react'

interface KeyProps {
  readonly onPress: () => void
  readonly children: ReactNode
  /** The keyboard's key for it, shown small. */
  readonly hint?: string | undefined
  readonly className?: string
  readonly disabled?: boolean
  readonly label?: string | undefined
  readonly pressed?: boolean | undefined
}

/** A key of the lane. Its own Enter is never a press: the page takes Enter before any key sees it. */
export function Key({ onPress, children, hint, className = '', disabled = false, label, pressed }: KeyProps): ReactNode {
  return (
    <button type="button" className={`key ${className}`} onClick={onPress} disabled={disabled} aria-label={label} aria-pressed={pressed}>
      {children}
      {hint !== undefined && <span className="f" aria-hidden="true">{hint}</span>}
    </button>
  )
}
