import { useEffect, useState } from 'react'

/** Longer than the gap between a scanner's characters, shorter than an eye notices. */
const settleMs = 40

/** Shows typed text a moment late, so that a scan's characters, taken back at its end, never flicker by. Shorter text shows at once. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return text.length < settled.length ? text : settled
}
