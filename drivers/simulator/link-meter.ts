import type { TerminalLink } from './terminal-line.ts'

export type LinkDirection = 'to-lane' | 'from-lane'

/** Counts the bytes of links one after another, and cuts one where it is told to. */
export interface LinkMeter {
  /** The same link, counted: what lies behind the cut is not sent. */
  sending(link: TerminalLink): TerminalLink
  /** What of these bytes came before the cut. */
  arriving(bytes: Buffer): Buffer
  cutAfter(direction: LinkDirection, byteCount: number): void
  /** The cut has come: true once. */
  isDue(direction: LinkDirection): boolean
  /** Bytes each way since the start. */
  readonly counts: Readonly<Record<LinkDirection, number>>
}

/** @param onCut called when the last byte before the cut has been sent */
export function openLinkMeter(onCut: () => void): LinkMeter {
  const counts: Record<LinkDirection, number> = { 'to-lane': 0, 'from-lane': 0 }
  let cut: { readonly direction: LinkDirection; readonly atByteCount: number } | undefined

  /** Counts as many of the bytes as come before the cut, and gives them back. */
  function count(direction: LinkDirection, bytes: Buffer): Buffer {
    const left = cut?.direction === direction ? Math.max(cut.atByteCount - counts[direction], 0) : bytes.length
    const counted = bytes.subarray(0, left)
    counts[direction] += counted.length
    return counted
  }

  function isDue(direction: LinkDirection): boolean {
    if (cut?.direction !== direction || counts[direction] < cut.atByteCount) return false
    cut = undefined
    return true
  }

  return {
    sending: (link) => ({
      send(bytes) {
        const sent = count('to-lane', bytes)
        if (sent.length > 0) link.send(sent)
        if (isDue('to-lane')) onCut()
      },
      drop: () => link.drop(),
    }),
    arriving: (bytes) => count('from-lane', bytes),
    cutAfter: (direction, byteCount) => void (cut = { direction, atByteCount: counts[direction] + byteCount }),
    isDue,
    counts,
  }
}
